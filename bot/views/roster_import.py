"""A roster that came back: what it would change, what it changed, and what contradicts itself."""

from io import BytesIO

from markupsafe import Markup

from bot.callbacks_check_in import ApplyRoster, OpenDesk
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import SIGNS, shorten
from bot.i18n.marked import N_
from bot.views import pages, spreadsheets
from bot.views.screen import Button, File, Screen, bold, lines, paragraphs
from storage.models import Clash, Conflict, Locale, Reconciled

SHOWN = 12
"""So many conflicts are named in the message; where there are more, all of them are in a file."""
MOST = 60
"""Clusters of a name."""

_WHY = {
    Conflict.UNKNOWN_CODE: N_("nobody has this code"),
    Conflict.OTHER_NAME: N_("this code belongs to somebody else: {name}"),
    Conflict.TWICE: N_("the same person a second time"),
    Conflict.NO_NAME: N_("no name that can be read"),
    Conflict.WAITING: N_("on the waiting list: please let them in at the desk"),
    Conflict.KNOWN_NAME: N_("somebody of this name is registered: {name}"),
    Conflict.UNCLEAR: N_("“{said}” says neither yes nor no"),
    Conflict.NOT_ON_PAPER: N_("checked in here, not on paper; it stays so"),
}


def ask(locale: Locale, *, why: str = "") -> Screen:
    """Ask for the file. `why`: a msgid, what was wrong with the last one."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html(why) if why else _.html("<b>Take a roster back in</b>"),
            lines(
                _.html("Please send me the roster as the .xlsx file that it was, filled in."),
                _.html(
                    "A time, “yes”, ✓, x or a name in “Checked in at” or “Signature” says that"
                    " somebody came; “no”, ❌, 0, - or nothing says that they did not. What says"
                    " neither is listed, and changes nothing."
                ),
                _.html(
                    "A row without a code is a walk-in. You see everything before anything changes."
                ),
            ),
        ),
        ((Button(_.plain("Cancel"), OpenDesk()),),),
    )


def preview(found: Reconciled, locale: Locale, *, file: str) -> Screen:
    """Show what a roster would change. `file`: `short` of its id."""
    _ = words(locale)
    changes = len(found.check_in) + len(found.add)
    apply = ((Button(_.plain("Apply"), ApplyRoster(file)),),) if changes else ()
    return Screen(
        pages.fit(
            [
                lines(
                    _.html("<b>What this roster changes</b>"),
                    _.html("To be checked in: {n}", n=len(found.check_in)),
                    _.html("Walk-ins to be added: {n}", n=len(found.add)),
                    _.html("Already so: {n}", n=found.already),
                ),
                *_conflicts(_, found),
                _.html("Nothing has changed yet.")
                if changes
                else _.html("There is nothing to change."),
            ]
        ),
        (*apply, (Button(_.plain("Cancel"), OpenDesk()),)),
    )


def applied(done: Reconciled, locale: Locale) -> Screen:
    """Say what a roster changed."""
    _ = words(locale)
    return Screen(
        pages.fit(
            [
                lines(
                    _.html("✅ <b>The roster was taken in</b>"),
                    _.html("Checked in: {n}", n=len(done.check_in)),
                    _.html("Walk-ins added: {n}", n=len(done.add)),
                    _.html("Already so: {n}", n=done.already),
                ),
                *_conflicts(_, done),
            ]
        ),
        ((Button(_.plain("Check-in desk"), OpenDesk()),),),
    )


def is_long(found: Reconciled) -> bool:
    """Say whether the message cannot name all conflicts."""
    return len(found.clashes) > SHOWN


def sheet(found: Reconciled, locale: Locale) -> File:
    """Write all conflicts as a spreadsheet."""
    _ = words(locale)
    content = BytesIO()
    book = spreadsheets.workbook(content)
    table = book.add_worksheet(_.plain("Conflicts"))
    heading, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    names = (_.plain("Row"), _.plain("Code"), _.plain("Name"), _.plain("What is the matter"))
    for column, (name, width) in enumerate(zip(names, (8, 12, 36, 60), strict=True)):
        table.set_column(column, column, width, wrapped)
        table.write_string(0, column, name, heading)
    for n, clash in enumerate(found.clashes, 1):
        row, guest = clash.row, clash.guest
        if row is not None:
            table.write_number(n, 0, row.number, wrapped)
        table.write_string(n, 1, row.code if row else guest.code if guest else "", wrapped)
        table.write_string(n, 2, row.name if row else guest.name if guest else "", wrapped)
        table.write_string(n, 3, _why(_, clash), wrapped)
    table.freeze_panes(1, 0)
    book.close()
    said = _.html("All conflicts of this roster. Nothing of them was changed.")
    return File("conflicts.xlsx", content.getvalue(), said)


def _conflicts(_: Words, found: Reconciled) -> list[Markup]:
    if not found.clashes:
        return [_.html("No conflicts.")]
    more = len(found.clashes) - SHOWN
    return [
        lines(
            bold(_.plain("Conflicts: {n}", n=len(found.clashes))),
            *(_conflict(_, each) for each in found.clashes[:SHOWN]),
            _.html("… and {n} more: they are all in the file.", n=more) if more > 0 else None,
        )
    ]


def _conflict(_: Words, its: Clash) -> Markup:
    name = (its.row.name if its.row else its.guest.name if its.guest else "") or (
        its.row.code if its.row else ""
    )
    name = shorten(name, MOST, signs=SIGNS) or "—"
    if its.row is None:
        return _.html("• {name}: {why}", name=name, why=_why(_, its))
    return _.html("• row {n}, {name}: {why}", n=its.row.number, name=name, why=_why(_, its))


def _why(_: Words, its: Clash) -> str:
    other = shorten(its.guest.name, MOST, signs=SIGNS) if its.guest else ""
    said = shorten(its.row.unclear, MOST, signs=SIGNS) if its.row else ""
    return _.plain(_WHY[its.why], name=other, said=said)
