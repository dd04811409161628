"""A draft of the agenda before it is published: what would change, and whom it would be told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.callbacks_editing import EditAgenda, Reshift
from bot.callbacks_publishing import Discard, Publish, TakeBack
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.views import changes, edits, pages
from bot.views.home import LANGUAGES
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs
from storage.models import (
    Agenda,
    ChangeKind,
    Locale,
    OthersDraft,
    Preview,
    SessionChange,
    Shift,
    ShiftRule,
)

REFUSED = 20  # edits named of those that do not fit; they must fit into a message

_NARROW = {ChangeKind.RENAMED, ChangeKind.RECAST, ChangeKind.DETAILS}


def preview(
    agenda: Agenda,
    found: Preview,
    *,
    delay: timedelta,
    now: datetime,
    locale: Locale,
    problem: Markup | None = None,
) -> tuple[Screen, ...]:
    """Show what publishing would do: old and new, how many are told, and the notice both ways.

    `agenda` is what the draft makes of it. What does not fit into one message is shown in several,
    the buttons under the last.
    """
    _ = words(locale)
    about = [
        _.html("<b>Preview. Nothing is published yet.</b>"),
        *([problem] if problem else []),
        *_warnings(_, agenda, found),
        *_what_changes(_, agenda, found),
        *_past(_, found, now),
        _told(_, found, delay),
    ]
    told = bool(found.told and found.changes)
    notices = [_notice(agenda, found.changes, each) for each in Locale] if told else []
    if pages.length(paragraphs(*about, *notices)) <= pages.LIMIT:
        messages = [paragraphs(*about, *notices)]
    else:
        blocks = pages.split(about, most=len(about), room=pages.LIMIT - 2 * len(about))
        messages = [*(paragraphs(*block) for block in blocks), *notices]
    *first, last = messages
    return (*(Screen(each) for each in first), Screen(last, _rows(_, found)))


def since(agenda: Agenda, changed: Sequence[SessionChange], locale: Locale) -> Screen:
    """Tell an organiser what others published since they last looked at their draft."""
    return Screen(pages.fit(_since(words(locale), agenda, changed)))


def passed(locale: Locale) -> Markup:
    """Say why a preview is shown again instead of what was asked for."""
    return words(locale).html(
        "The agenda or your draft changed meanwhile. Please look again before you publish."
    )


def _warnings(_: Words, agenda: Agenda, found: Preview) -> list[Markup]:
    warnings = []
    if found.since:
        warnings += _since(_, agenda, found.since)
    for other in found.others:
        warnings += _other(_, agenda, other) if other.changes else []
    if found.refused:
        heading = _.html("<b>These changes do not fit any more and were left out:</b>")
        refused = [edits.describe(agenda, edit, _.locale) for edit in found.refused[:REFUSED]]
        warnings.append(lines(heading, *refused))
    return warnings


def _since(_: Words, agenda: Agenda, changed: Sequence[SessionChange]) -> list[Markup]:
    heading = _.html("<b>Others published this since you last looked:</b>")
    return _listed(heading, agenda, changed, _.locale)


def _other(_: Words, agenda: Agenda, other: OthersDraft) -> list[Markup]:
    heading = (
        _.html("<b>{name} is changing the agenda too, not published yet:</b>", name=other.name)
        if other.name
        else _.html("<b>Somebody else is changing the agenda too, not published yet:</b>")
    )
    return _listed(heading, agenda, other.changes, _.locale)


def _listed(
    heading: Markup, agenda: Agenda, changed: Sequence[SessionChange], locale: Locale
) -> list[Markup]:
    first, *others = changes.listed(agenda, changed, locale) or [Markup("…")]
    return [lines(heading, first), *others]


def _what_changes(_: Words, agenda: Agenda, found: Preview) -> list[Markup]:
    stays = _.html(
        "<b>The survey was opened already and stays as it is.</b>"
        " What your file changes in it is left out."
    )
    event = _.html(
        "The details of the event change: its title, venue, contact, survey or the like."
    )
    listed = changes.listed(agenda, found.changes, _.locale)
    if not listed and not found.event_changed:
        listed = [_.html("Nothing is different from the published agenda.")]
    return [
        *([stays] if found.survey_stays else []),
        *([event] if found.event_changed else []),
        *listed,
    ]


def _past(_: Words, found: Preview, now: datetime) -> list[Markup]:
    """Name the sessions whose new time has passed already: it may be a slip."""
    moved = {ChangeKind.MOVED, ChangeKind.ADDED}
    past = [
        change.after
        for change in found.changes
        if moved & set(change.kinds) and not change.after.cancelled and change.after.ends_at <= now
    ]
    titles = [Markup("• {}").format(each.title.in_(_.locale)) for each in past[:REFUSED]]
    return (
        [lines(_.html("<b>Please check: that time has passed already.</b>"), *titles)]
        if past
        else []
    )


def _told(_: Words, found: Preview, delay: timedelta) -> Markup:
    """Say how many people get the notice and when, and who does not get all of it."""
    if not found.told:
        return _.html("Nobody needs to be told.")
    after = dates.duration(-(-delay // timedelta(minutes=1)), _.locale)
    how_many = (
        _.plural(
            "<b>{n} person is told</b>, {time} after you publish.",
            "<b>{n} people are told</b>, {time} after you publish.",
            found.told,
            time=after,
        )
        if delay
        else _.plural(
            "<b>{n} person is told</b> as soon as you publish.",
            "<b>{n} people are told</b> as soon as you publish.",
            found.told,
        )
    )
    narrow = any(_is_narrow(change) for change in found.changes)
    return lines(
        how_many,
        _.html(
            "Of new titles, of speakers and of optional sessions only those are told who starred"
            " the session, and its speakers."
        )
        if narrow
        else None,
    )


def _is_narrow(change: SessionChange) -> bool:
    return change.after.optional or bool(set(change.kinds) & _NARROW)


def _notice(agenda: Agenda, changed: Sequence[SessionChange], locale: Locale) -> Markup:
    """Quote the notice as readers of a language get it, under the language's own name."""
    quoted = Markup("<blockquote>{}</blockquote>").format(changes.text(agenda, changed, locale))
    return lines(bold(LANGUAGES[locale]), quoted)


def _rows(_: Words, found: Preview) -> Rows:
    draft = found.draft
    publish = Button(_.plain("Publish"), Publish(draft.revision, found.version))
    take_back = Button(_.plain("Take back the last one"), TakeBack(draft.revision))
    shift = draft.edits[-1] if draft.edits else None
    return (
        *(_rules(_, draft.revision, shift) if isinstance(shift, Shift) else ()),
        *(((publish,),) if found.changes or found.event_changed else ()),
        *(((take_back,),) if len(draft.edits) > 1 else ()),
        (
            Button(_.plain("Discard changes"), Discard(0 if len(draft.edits) > 1 else 1)),
            Button(_.plain("Change more"), EditAgenda()),
        ),
    )


def _rules(_: Words, revision: int, shift: Shift) -> Rows:
    """Offer the rules of a delay, the chosen ones marked; a delay ends some time, or moves all."""
    rules = {
        ShiftRule.EVERYTHING: _.plain("Move everything"),
        ShiftRule.BREAKS: _.plain("Shorten the breaks"),
    }
    ends = {0: _.plain("The day may end later"), 1: _.plain("The end stays")}
    end = tuple(
        Button(_marked(label, fixed == shift.fixed_end), Reshift(revision, shift.rule, fixed))
        for fixed, label in ends.items()
    )
    return (
        tuple(
            Button(
                _marked(label, rule is shift.rule), Reshift(revision, rule, int(shift.fixed_end))
            )
            for rule, label in rules.items()
        ),
        *((end,) if shift.rule is ShiftRule.EVERYTHING and shift.minutes > 0 else ()),
    )


def _marked(label: str, chosen: bool) -> str:  # noqa: FBT001 -- it is whether, and private
    return f"· {label} ·" if chosen else label
