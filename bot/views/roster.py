"""The roster for the table at the door: as a spreadsheet to fill in, and as a page to print."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.callbacks_check_in import OpenDesk
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import spreadsheets
from bot.views.paper import page
from bot.views.screen import Button, File, lines
from bot.views.standing import province
from storage.models import Agenda, Guest, GuestKind, Level, Locale, RosterColumn
from storage.places import LEVELS

EMPTY_ROWS = 10
"""For walk-ins, at the end of the page to print."""
A4 = 9
HEADER = 120
"""Signs of the title above the printed spreadsheet; Excel takes 255 in all."""

_COLUMNS = {
    RosterColumn.NUMBER: N_("#"),
    RosterColumn.CODE: N_("Code"),
    RosterColumn.NAME: N_("Name"),
    RosterColumn.ORGANISATION: N_("Organisation"),
    RosterColumn.POSITION: N_("Position"),
    RosterColumn.PLACE: N_("Level or province"),
    RosterColumn.PHONE: N_("Phone"),
    RosterColumn.STATUS: N_("Status"),
    RosterColumn.CHECKED_IN: N_("Checked in at"),
    RosterColumn.SIGNATURE: N_("Signature"),
}
_WIDTHS = (5, 9, 26, 30, 22, 20, 14, 14, 12, 22)
_AS_TYPED = {RosterColumn.CODE, RosterColumn.PHONE}


def names() -> dict[RosterColumn, set[str]]:
    """Return what each column may be called in a roster that comes back."""
    called = {column: {_heading(column)} for column in RosterColumn}
    for locale in Locale:
        for column, name in _COLUMNS.items():
            called[column].add(words(locale).plain(name))
    return called


def sheet(guests: Sequence[Guest], agenda: Agenda, locale: Locale) -> File:
    """Write the roster as a spreadsheet: to print, or to fill in and send back."""
    _ = words(locale)
    content = BytesIO()
    book = spreadsheets.workbook(content)
    table = book.add_worksheet(_.plain("Roster"))
    look = {"font_name": "Khmer OS Battambang", "font_size": 10, "valign": "vcenter", "border": 1}
    cell = book.add_format({**look, "text_wrap": True})
    heading = book.add_format(
        {**look, "text_wrap": True, "bold": True, "bg_color": "#E8EDF3", "align": "center"}
    )
    # In a cell that holds text the 0 before a phone number stays when it is typed.
    typed = book.add_format({**look, "text_wrap": True, "border": 0, "num_format": "@"})
    for column, (each, width) in enumerate(zip(RosterColumn, _WIDTHS, strict=True)):
        table.set_column(column, column, width, typed if each in _AS_TYPED else None)
    for column, name in enumerate(_heading(each) for each in RosterColumn):
        table.write_string(0, column, name, heading)
    table.set_row(0, 48)
    for row, values in enumerate(_rows(_, guests, agenda), 1):
        table.set_row(row, 30)
        table.write_number(row, 0, row, cell)
        for column, value in enumerate(values, 1):
            table.write_string(row, column, value, cell)
    table.freeze_panes(1, 0)
    table.repeat_rows(0)
    table.set_landscape()
    table.set_paper(A4)
    table.fit_to_pages(1, 0)
    table.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    title = agenda.event.title.in_(locale)[:HEADER].replace("&", "&&")
    table.set_header(f"&L{title}&R{dates.date(agenda.event.first_day, locale)}")
    table.set_footer("&C&P / &N")
    book.close()
    return File("roster.xlsx", content.getvalue(), _caption(_), _rows_below(_))


def to_print(guests: Sequence[Guest], agenda: Agenda, locale: Locale) -> File:
    """Write the roster as a page to print, with room for signatures and for walk-ins."""
    _ = words(locale)
    head = Markup("").join(Markup("<th>{}</th>").format(_lines(column)) for column in RosterColumn)
    written = [*_rows(_, guests, agenda), *([[""] * (len(RosterColumn) - 1)] * EMPTY_ROWS)]
    body = Markup("\n").join(
        Markup("<tr><td>{}</td>{}</tr>").format(
            n, Markup("").join(Markup("<td>{}</td>").format(value) for value in values)
        )
        for n, values in enumerate(written, 1)
    )
    event = agenda.event
    titles = [
        Markup("<h1>{}</h1><p>{}</p>").format(
            event.title.in_(each), dates.date(event.first_day, each)
        )
        for each in Locale
    ]
    table = Markup("<table><thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table>")
    html = page(_.plain("Roster"), lines(*titles, table.format(head, body)), locale, style=_STYLE)
    return File(
        "roster.html",
        html.encode(),
        lines(
            _.html("The roster to print. Open it in a browser and print it on A4, landscape."),
            _private(_),
        ),
        _rows_below(_),
    )


def _heading(column: RosterColumn) -> str:
    return " / ".join(words(locale).plain(_COLUMNS[column]) for locale in (Locale.KM, Locale.EN))


def _lines(column: RosterColumn) -> Markup:
    km, en = (words(locale).plain(_COLUMNS[column]) for locale in (Locale.KM, Locale.EN))
    return Markup("{}<br>{}").format(km, en)


def _rows(_: Words, guests: Sequence[Guest], agenda: Agenda) -> Iterator[list[str]]:
    """Give a row for each guest, without its number; the last cell is for the signature."""
    zone = agenda.event.time_zone
    one_day = agenda.event.first_day == agenda.event.last_day
    for each in guests:
        yield [
            each.code,
            each.name,
            each.organisation or "",
            each.position or "",
            _place(_, each),
            each.phone or "",
            _status(_, each),
            _time(each.checked_in_at, zone, one_day=one_day),
            "",
        ]


def _place(_: Words, guest: Guest) -> str:
    if guest.level is Level.SUB_NATIONAL and guest.province is not None:
        return province(_, guest.province)
    return LEVELS[guest.level].in_(_.locale) if guest.level else ""


def _status(_: Words, guest: Guest) -> str:
    if guest.kind is GuestKind.WALK_IN:
        return _.plain("walk-in")
    return _.plain("on the waiting list") if guest.waits else _.plain("registered")


def _time(moment: datetime | None, zone: ZoneInfo, *, one_day: bool) -> str:
    """Write a time as a spreadsheet reads it, and as it is read when it comes back."""
    if moment is None:
        return ""
    return moment.astimezone(zone).strftime("%H:%M" if one_day else "%Y-%m-%d %H:%M")


def _caption(_: Words) -> Markup:
    return lines(
        _.html(
            "The roster. To bring what was noted on paper in again, fill in the last two columns"
            " and send the file back: “Take a roster back in”."
        ),
        _private(_),
    )


def _private(_: Words) -> Markup:
    return _.html("It holds personal data: please delete it when you need it no more.")


def _rows_below(_: Words) -> tuple[tuple[Button, ...], ...]:
    return ((Button(_.plain("Check-in desk"), OpenDesk()),),)


_STYLE = """
@page { size: A4 landscape; margin: 10mm }
h1 { font-size: 13pt; margin: 0; line-height: 1.6 }
p { margin: 0 0 2mm; color: #444 }
table { border-collapse: collapse; width: 100%; font-size: 9pt }
thead { display: table-header-group }
tr { break-inside: avoid; page-break-inside: avoid }
th, td { border: 0.3mm solid #555; padding: 1.2mm 1.5mm; text-align: left; vertical-align: middle;
  overflow-wrap: anywhere }
th { background: #e8edf3; text-align: center; font-size: 8pt }
td { height: 9mm }
td:first-child, td:nth-child(2), td:nth-child(9) { text-align: center; white-space: nowrap }
td:last-child, th:last-child { width: 34mm }
"""
