"""First contact and the way on: the languages, the main menu, help, and kind words."""

from functools import cache

from markupsafe import Markup, escape

from bot.callbacks import ChooseLanguage, Place
from bot.callbacks_registration import StartRegistration, Ticket
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.i18n.normalise import key
from bot.views import pages
from bot.views.screen import Button, Screen, bold, lines, paragraphs, place
from storage.models import Agenda, Event, Locale, Participant, RegistrationStatus, Role

LANGUAGES = {Locale.KM: "ភាសាខ្មែរ", Locale.EN: "English"}


_MENU_WORDS = [
    N_("Register"),
    N_("My ticket"),
    N_("My registration"),
    N_("Hello"),
    N_("Thank you"),
]


def choose_language(*, payload: str = "") -> Screen:
    """Ask which language to read; the only screen in both, as the reader's is not known yet."""
    return Screen(
        paragraphs(
            words(Locale.KM).html("Please choose a language."),
            words(Locale.EN).html("Please choose a language."),
        ),
        tuple(
            (Button(name, ChooseLanguage(locale, payload)),) for locale, name in LANGUAGES.items()
        ),
    )


def home(agenda: Agenda, participant: Participant, *, survey: bool = False) -> Screen:
    """Say in three lines what the workshop is, when and where, and what can be done.

    `survey`: they can answer it now.
    """
    locale = participant.locale
    _ = words(locale)
    event = agenda.event
    return Screen(
        paragraphs(
            bold(event.title.in_(locale)),
            escape(event.topic.in_(locale)),
            lines(
                _.html("When: {when}", when=_when(agenda, locale)),
                _.html("Where: {where}", where=event.venue.name.in_(locale)),
            ),
            _standing(_, participant),
        ),
        (
            *(((place(locale, Place.SURVEY),),) if survey else ()),
            (_registration(_, participant),),
            (place(locale, Place.AGENDA), place(locale, Place.NOW)),
            (place(locale, Place.ASK), place(locale, Place.QUESTIONS)),
            (place(locale, Place.LANGUAGE), place(locale, Place.HELP)),
        ),
    )


def help_(
    event: Event, locale: Locale, role: Role = Role.ATTENDEE, *, speaks: bool = False
) -> Screen:
    """Explain the commands, and whom to ask when the bot cannot help."""
    _ = words(locale)
    commands = [
        Markup("/{} — {}").format(name, text) for name, text in menu(locale, role, speaks=speaks)
    ]
    return Screen(
        paragraphs(
            bold(_.plain("What I can do")),
            lines(*commands),
            lines(
                _.html("You can also just write a word, and I look it up in the agenda."),
                _.html("Or simply write your question, and tap “Ask this”."),
            ),
            _.html("If I cannot help, please ask at the registration desk."),
            contact(event, locale),
        ),
        (
            (place(locale, Place.ABOUT), place(locale, Place.PRIVACY)),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def about(event: Event, locale: Locale) -> Screen:
    """Say what the workshop is about, where it is, and who holds it."""
    venue = event.venue
    organisers = [
        lines(bold(its.name.in_(locale)), escape(its.description.in_(locale)))
        for its in event.organisers
    ]
    return Screen(
        pages.fit(
            [
                lines(bold(event.title.in_(locale)), escape(event.topic.in_(locale))),
                lines(bold(venue.name.in_(locale)), escape(venue.address.in_(locale))),
                *organisers,
            ]
        ),
        ((place(locale, Place.AGENDA), place(locale, Place.HOME)),),
    )


def contact(event: Event, locale: Locale) -> Markup | None:
    """Name whom to reach and how; None where the event file does not say how."""
    its = event.contact
    if its.phone is None and its.email is None:
        return None
    known = [its.name.in_(locale) if its.name else None, its.phone, its.email]
    written = ", ".join(part for part in known if part)
    return words(locale).html("Contact: {contact}", contact=written) if written else None


def menu(
    locale: Locale, role: Role = Role.ATTENDEE, *, speaks: bool = False
) -> list[tuple[str, str]]:
    """Return the commands of a role's menu, each with what it does; at most 256 characters each.

    `speaks`: they are a speaker of the agenda too.
    """
    _ = words(locale)
    helpers = [("checkin", _.plain("Check people in at the door"))]
    moderators = [
        *helpers,
        ("stage", _.plain("Say what is really on")),
        ("moderate", _.plain("Look at the questions that wait")),
    ]
    organisers = [
        ("admin", _.plain("The workshop at a glance")),
        ("late", _.plain("Running late: move the rest of the day")),
        *moderators,
        ("announce", _.plain("Tell everyone something")),
        ("team", _.plain("The team, and links that invite others")),
        ("results", _.plain("What came of the survey")),
        ("export", _.plain("Questions, answers and results as files")),
    ]
    of_role = {Role.ORGANISER: organisers, Role.MODERATOR: moderators, Role.HELPER: helpers}
    queue = [("queue", _.plain("Questions for you"))]
    return [
        ("start", _.plain("Main menu")),
        *of_role.get(role, []),
        *(queue if speaks or role is Role.SPEAKER else []),
        ("register", _.plain("Register for the workshop")),
        ("agenda", _.plain("The agenda; /agenda and a word searches it")),
        ("now", _.plain("What is on now and what comes next")),
        ("ask", _.plain("Ask a question; nobody sees who asks")),
        ("questions", _.plain("What others ask")),
        ("survey", _.plain("Say what you think of the workshop")),
        ("settings", _.plain("Choose your reminders")),
        ("language", _.plain("Change language")),
        ("help", _.plain("What I can do")),
        ("privacy", _.plain("What happens to your data")),
        ("mydata", _.plain("See or delete what is stored about you")),
        ("cancel", _.plain("Stop what you are doing")),
    ]


def named(text: str) -> Place | None:
    """Return the screen that a text names: a button's label or a command's name, in any language.

    What only the main menu leads to, and a greeting, mean the main menu.
    """
    return _named().get(key(text))


@cache
def _named() -> dict[str, Place]:
    names = {key(where): where for where in Place}
    for locale in Locale:
        _ = words(locale)
        names |= {key(_.plain(word)): Place.HOME for word in _MENU_WORDS}
        names |= {key(place(locale, where).label): where for where in Place}
    return names | {"ticket": Place.HOME, "start": Place.HOME, "menu": Place.HOME}


def way_on(locale: Locale, said: Markup) -> Screen:
    """Say something and offer the way on."""
    return Screen(said, ((place(locale, Place.AGENDA), place(locale, Place.HOME)),))


def old_button(locale: Locale) -> Screen:
    """Answer a button of a screen that is no longer true."""
    return way_on(
        locale, words(locale).html("That button belongs to an earlier message. Please go on here:")
    )


def failed(locale: Locale) -> Screen:
    """Say that something went wrong on our side."""
    return way_on(
        locale,
        words(locale).html("Something went wrong here. Please try again, or go on from the menu."),
    )


def not_text(locale: Locale) -> Screen:
    """Answer stickers, voice, photos and everything else that is not text."""
    return way_on(
        locale,
        words(locale).html("I can only read text. Please write a word, or choose one of these:"),
    )


def edited(locale: Locale) -> Screen:
    """Answer a message that was edited after it was sent."""
    return way_on(
        locale,
        words(locale).html("I cannot see changes to a message. Please send it again as a new one."),
    )


def unknown_command(locale: Locale) -> Screen:
    """Answer a command that is none."""
    return way_on(
        locale, words(locale).html("I do not know that command. /help shows the ones I know.")
    )


def nothing_to_cancel(locale: Locale) -> Screen:
    """Answer /cancel outside a conversation."""
    return way_on(locale, words(locale).html("There is nothing to cancel."))


def stopped(locale: Locale) -> Screen:
    """Say that what an organiser was writing was given up."""
    return way_on(locale, words(locale).html("Stopped. Nothing was changed or sent."))


def not_allowed(locale: Locale) -> Screen:
    """Answer somebody whose role does not let them do this."""
    return way_on(locale, words(locale).html("That is only for the people who run the workshop."))


def registration_first(locale: Locale) -> Screen:
    """Answer an organiser who is registering and wants to write something else."""
    return Screen(
        words(locale).html(
            "You are registering right now. Please finish that first, or stop it with /cancel."
        ),
        ((Button(words(locale).plain("Continue registering"), StartRegistration()),),),
    )


def desk_link(locale: Locale) -> Screen:
    """Answer whoever opens the link of a ticket's QR code."""
    return way_on(
        locale,
        words(locale).html(
            "This code is for the check-in desk. Please show it there when you arrive."
        ),
    )


def _when(agenda: Agenda, locale: Locale) -> str:
    event = agenda.event
    if event.first_day == event.last_day:
        sessions = [each for each in agenda.sessions if not each.cancelled] or agenda.sessions
        begins, ends = sessions[0].starts_at, max(each.ends_at for each in sessions)
        hours = dates.time_range(begins, ends, event.time_zone, locale)
        return f"{dates.date(event.first_day, locale)} {hours}"
    return f"{dates.date(event.first_day, locale)} – {dates.date(event.last_day, locale)}"


def _standing(_: Words, participant: Participant) -> Markup | None:
    match participant.status:
        case RegistrationStatus.REGISTERED:
            return _.html("You are registered, {name}.", name=participant.name)
        case RegistrationStatus.WAITING:
            return _.html("You are on the waiting list, {name}.", name=participant.name)
        case RegistrationStatus.NONE | RegistrationStatus.WITHDRAWN:
            return None


def _registration(_: Words, participant: Participant) -> Button:
    if participant.step is not None:
        return Button(_.plain("Continue registering"), StartRegistration())
    match participant.status:
        case RegistrationStatus.REGISTERED:
            return Button(_.plain("My ticket"), Ticket())
        case RegistrationStatus.WAITING:
            return Button(_.plain("My registration"), StartRegistration())
        case RegistrationStatus.NONE | RegistrationStatus.WITHDRAWN:
            return Button(_.plain("Register"), StartRegistration())
