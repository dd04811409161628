"""The people whom a broadcast did not reach, to be told in person: as text and as a spreadsheet."""

from collections.abc import Sequence
from io import BytesIO

from markupsafe import Markup, escape
from xlsxwriter import Workbook

from bot.callbacks_broadcast import ShowProgress, UnreachedSheet
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import pages
from bot.views.screen import Button, File, Screen, lines
from storage.models import DeliveryKind, DeliveryStatus, Locale, Unreached

ROOM = pages.LIMIT - 200
PEOPLE = 60
"""On one message."""

_COLUMNS = {
    N_("Name"): 30,
    N_("Organisation"): 40,
    N_("Phone"): 16,
    N_("Why it did not arrive"): 50,
}
"""Their widths, in characters."""

_WHY = {
    DeliveryStatus.BLOCKED: N_("has blocked the bot"),
    DeliveryStatus.FAILED: N_("Telegram refused it"),
    DeliveryStatus.UNCERTAIN: N_("perhaps it arrived: Telegram did not answer"),
    DeliveryStatus.EXPIRED: N_("it was not sent in time"),
}
_REASONS = {
    "cancelled": N_("it was cancelled before it was sent"),
    "withdrawn": N_("it was withdrawn before it was sent"),
    "the announcement comes in the new wording": N_("it still gets the announcement itself"),
    "a newer wording": N_("a newer wording was sent instead"),
}
_REFUSED = N_("Telegram refused it ({reason})")


def people(
    unreached: Sequence[Unreached], *, kind: DeliveryKind, subject: str, locale: Locale
) -> list[Screen]:
    """List everybody with what helps to find them, on as many screens as it takes."""
    _ = words(locale)
    back = (Button(_.plain("Back"), ShowProgress(kind, subject)),)
    if not unreached:
        return [Screen(_.html("It has reached everybody."), (back,))]
    heading = _heading(_, unreached)
    written = [_line(_, each) for each in unreached]
    first, *more = pages.split(written, most=PEOPLE, room=ROOM)
    *texts, last = [Markup("\n").join(page) for page in ([heading, Markup(""), *first], *more)]
    sheet = (Button(_.plain("As a spreadsheet"), UnreachedSheet(kind, subject)),)
    return [*(Screen(text) for text in texts), Screen(last, (sheet, back))]


def sheet(unreached: Sequence[Unreached], *, locale: Locale) -> File:
    """Put everybody into an XLSX file, every cell as text: zeros stay, and nothing is a formula."""
    _ = words(locale)
    written = BytesIO()
    book = Workbook(written, {"in_memory": True})
    page = book.add_worksheet(_.plain("To tell in person"))
    bold = book.add_format({"bold": True})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(_COLUMNS.items()):
        page.set_column(column, column, width, text)
        page.write_string(0, column, _.plain(name), bold)
    for row, each in enumerate(unreached, start=1):
        for column, value in enumerate(_cells(_, each)):
            if value:
                page.write_string(row, column, value, text)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(unreached), len(_COLUMNS) - 1)
    book.close()
    caption = _heading(_, unreached)
    return File(_.plain("to-tell-in-person.xlsx"), written.getvalue(), caption)


def why(_: Words, each: Unreached) -> str:
    """Say in words why a message did not reach somebody."""
    if each.reason in _REASONS:
        return _.plain(_REASONS[each.reason])
    if each.status is DeliveryStatus.FAILED and each.reason:
        return _.plain(_REFUSED, reason=each.reason)
    if each.is_chat and each.status is DeliveryStatus.BLOCKED:
        return _.plain("the bot cannot write there")
    return _.plain(_WHY[each.status])


def _heading(_: Words, unreached: Sequence[Unreached]) -> Markup:
    """Count the people, and apart from them the linked chats, where there are any."""
    chats = sum(each.is_chat for each in unreached)
    people = len(unreached) - chats
    counted = []
    if people or not chats:
        counted += [
            _.plural(
                "<b>{n} person to tell in person</b>", "<b>{n} people to tell in person</b>", people
            )
        ]
    if chats:
        counted += [
            _.plural(
                "<b>{n} group or channel not reached</b>",
                "<b>{n} groups or channels not reached</b>",
                chats,
            )
        ]
    return lines(*counted)


def _line(_: Words, each: Unreached) -> Markup:
    known = [part for part in (each.organisation, each.phone) if part]
    name = escape(_name(_, each) or _.plain("no name given"))
    about = Markup("").join(Markup(", {}").format(part) for part in known)
    return Markup("• <b>{}</b>{} — {}").format(name, about, why(_, each))


def _cells(_: Words, each: Unreached) -> tuple[str, str, str, str]:
    return _name(_, each), each.organisation or "", each.phone or "", why(_, each)


def _name(_: Words, each: Unreached) -> str:
    if each.is_chat:
        return _.plain("{title} (group or channel)", title=each.name or "")
    return each.name or ""
