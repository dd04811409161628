"""A registration that stands, or not any more: what it says, and what can be done with it."""

from markupsafe import Markup

from bot.callbacks import Place
from bot.callbacks_registration import ChangeRegistration, StartRegistration, Ticket, Withdraw
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views.screen import Button, Rows, Screen, lines, paragraphs, place
from storage.models import Draft, Level, Locale, Participant, RegistrationStatus, Step
from storage.places import CAPITAL, LEVELS, PROVINCES

FIELDS = {
    Step.NAME: N_("Full name"),
    Step.ORGANISATION: N_("Organisation"),
    Step.LEVEL: N_("Level"),
    Step.PROVINCE: N_("Province or capital"),
    Step.POSITION: N_("Position"),
    Step.PHONE: N_("Phone"),
}


def details(said: Draft | Participant, locale: Locale) -> Markup:
    """List what somebody said of themselves, a line each."""
    _ = words(locale)
    values = {
        Step.NAME: said.name,
        Step.ORGANISATION: said.organisation,
        Step.LEVEL: said.level and LEVELS[said.level].in_(locale),
        Step.PROVINCE: said.province and province(_, said.province),
        Step.POSITION: said.position,
        Step.PHONE: said.phone,
    }
    return lines(
        *(
            _.html("{field}: <b>{value}</b>", field=_.plain(name), value=values[at] or "—")
            for at, name in FIELDS.items()
            if at is not Step.PROVINCE or said.level is Level.SUB_NATIONAL
        )
    )


def province(_: Words, slug: str) -> str:
    """Name a province or the capital as such."""
    name = PROVINCES[slug].in_(_.locale)
    if slug == CAPITAL:
        return _.plain("{name} (capital)", name=name)
    return _.plain("{name} province", name=name)


def standing(participant: Participant, *, ahead: int) -> Screen:
    """Show what is registered, and what can be done with it; `ahead` wait before this person."""
    locale = participant.locale
    _ = words(locale)
    if participant.status is RegistrationStatus.WAITING:
        heading = lines(
            _.html("<b>You are on the waiting list.</b>"),
            _.plural("{n} person is before you.", "{n} people are before you.", ahead)
            if ahead
            else _.html("You are the next one."),
            _.html("I write to you as soon as a place becomes free."),
        )
        ticket: Rows = ()
    else:
        heading = _.html("<b>You are registered.</b>")
        ticket = ((Button(_.plain("My ticket"), Ticket()),),)
    return Screen(
        paragraphs(heading, details(participant, locale)),
        (
            *ticket,
            (Button(_.plain("Change my details"), ChangeRegistration()),),
            (Button(_.plain("I cannot come"), Withdraw(0)),),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def ask_withdraw(locale: Locale) -> Screen:
    """Ask whether somebody really gives their place back."""
    _ = words(locale)
    return Screen(
        _.html("Give your place back? It goes to somebody else, and what you entered is deleted."),
        (
            (Button(_.plain("Give my place back"), Withdraw(1)),),
            (Button(_.plain("Keep my place"), StartRegistration()),),
        ),
    )


def withdrawn(locale: Locale) -> Screen:
    """Say that a place was given back."""
    _ = words(locale)
    return Screen(
        _.html("Your place was given back. Thank you for telling us."),
        (
            (Button(_.plain("Register again"), StartRegistration()),),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def cancelled(participant: Participant) -> Screen:
    """Say that registering, or changing a registration, was stopped."""
    locale = participant.locale
    _ = words(locale)
    if participant.status in {RegistrationStatus.REGISTERED, RegistrationStatus.WAITING}:
        return Screen(
            _.html("Nothing was changed."),
            (
                (Button(_.plain("My registration"), StartRegistration()),),
                (place(locale, Place.AGENDA), place(locale, Place.HOME)),
            ),
        )
    return Screen(_.html("Nothing was saved. You can register whenever you like."), _again(locale))


def no_ticket(locale: Locale) -> Screen:
    """Say that there is no ticket without a registration."""
    return Screen(words(locale).html("You have no ticket yet. Please register."), _again(locale))


def _again(locale: Locale) -> Rows:
    return (
        (Button(words(locale).plain("Register"), StartRegistration()),),
        (place(locale, Place.AGENDA), place(locale, Place.HOME)),
    )
