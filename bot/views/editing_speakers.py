"""Who takes part in a session: added, confirmed, replaced, taken away."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import short
from bot.callbacks_editing import (
    ChangePart,
    ChooseRole,
    ChooseSpeaker,
    EditPart,
    EditSession,
    EditSpeakers,
    NameSpeaker,
    PartAct,
    PickSpeaker,
    role_of,
)
from bot.i18n.catalogue import words
from bot.i18n.clusters import shorten
from bot.views import pages
from bot.views.editing import LABEL, back, choices, turn
from bot.views.screen import Button, Screen, bold, lines, paragraphs
from bot.views.session import people
from bot.views.speakers import person, role_name
from storage.models import Locale, Session, SessionRole, SessionSpeaker, Speaker


def parts(its: Session, *, locale: Locale) -> Screen:
    """List who takes part, a button each."""
    _ = words(locale)
    buttons = [
        (Button(_label(part, locale), EditPart(its.id, part_key(part))),) for part in its.speakers
    ]
    hint = _.html("Tap a name to change it.") if buttons else _.html("Nobody is named here.")
    room = pages.LIMIT - pages.length(hint) - 2
    # Whoever has no room in the text has a button all the same.
    named = pages.fit([bold(its.title.in_(locale)), *people(its, locale)], limit=room)
    return Screen(
        paragraphs(named, hint),
        (
            *buttons,
            (Button(_.plain("Add a speaker"), ChooseRole(its.id)),),
            (back(_, EditSession(its.id)),),
        ),
    )


def part(its: Session, who: SessionSpeaker, *, locale: Locale) -> Screen:
    """Show one part and what can be done about it."""
    _ = words(locale)
    key = part_key(who)
    confirm = Button(_.plain("Confirm"), ChangePart(its.id, key, PartAct.CONFIRM))
    return Screen(
        paragraphs(
            bold(its.title.in_(locale)),
            lines(bold(role_name(_, who.role)), person(who, locale)),
        ),
        (
            *(() if who.confirmed else ((confirm,),)),
            (
                Button(_.plain("Replace"), ChooseSpeaker(its.id, key, 0)),
                Button(_.plain("Remove"), ChangePart(its.id, key, PartAct.REMOVE)),
            ),
            (back(_, EditSpeakers(its.id)),),
        ),
    )


def roles(its: Session, *, locale: Locale) -> Screen:
    """Ask what somebody who joins does in the session."""
    _ = words(locale)
    return Screen(
        lines(bold(its.title.in_(locale)), _.html("In which role do they join?")),
        (
            *(
                (Button(role_name(_, role), ChooseSpeaker(its.id, role, 0)),)
                for role in SessionRole
            ),
            (back(_, EditSpeakers(its.id)),),
        ),
    )


def speakers(
    its: Session, found: Sequence[Speaker], *, target: str, page: int, locale: Locale
) -> Screen:
    """Offer those whom the agenda knows, and somebody new; see ChooseSpeaker about `target`."""
    _ = words(locale)
    buttons = [
        Button(shorten(each.name.in_(locale), LABEL), PickSpeaker(its.id, target, short(each.id)))
        for each in found
    ]
    shown, page, count = choices(buttons, page)
    before = ChooseRole(its.id) if role_of(target) else EditPart(its.id, target)
    return Screen(
        lines(bold(its.title.in_(locale)), _asked(its, target, locale)),
        (
            *shown,
            *turn(_, page, count, lambda to: ChooseSpeaker(its.id, target, to)),
            (Button(_.plain("Somebody new"), NameSpeaker(its.id, target)),),
            (back(_, before),),
        ),
    )


def part_key(part: SessionSpeaker) -> str:
    """Return what a button says of a part."""
    return short(part.speaker.id, part.role)


def _asked(its: Session, target: str, locale: Locale) -> Markup:
    _, role = words(locale), role_of(target)
    leaving = next((each for each in its.speakers if part_key(each) == target), None)
    if role is not None:
        return _.html("Who joins? Role: {role}", role=role_name(_, role))
    if leaving is None:
        return _.html("Who is it?")
    return _.html("Who takes part instead of {name}?", name=leaving.speaker.name.in_(locale))


def _label(part: SessionSpeaker, locale: Locale) -> str:
    name = shorten(part.speaker.name.in_(locale), LABEL)
    return name if part.confirmed else f"{name} {words(locale).plain('(TBC)')}"
