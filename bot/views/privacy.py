"""What is kept about people: the notice, everything about one person, and its deletion."""

from markupsafe import Markup

from bot.callbacks import DeleteMyData, Open, Place
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.marked import N_
from bot.views import pages, settings
from bot.views.home import LANGUAGES
from bot.views.screen import Button, Screen, lines, paragraphs, place
from bot.views.standing import FIELDS, details
from bot.views.team import ROLES, named
from storage.models import (
    Agenda,
    Delivery,
    DeliveryKind,
    DeliveryStatus,
    Event,
    Locale,
    RegistrationStatus,
    Step,
    Stored,
)

_STATUSES = {
    RegistrationStatus.NONE: N_("not registered"),
    RegistrationStatus.REGISTERED: N_("registered"),
    RegistrationStatus.WAITING: N_("on the waiting list"),
    RegistrationStatus.WITHDRAWN: N_("place given back"),
}
_STEPS = {
    Step.CONSENT: N_("Privacy notice"),
    **FIELDS,
    Step.SAME_ORGANISATION: FIELDS[Step.ORGANISATION],
    Step.SUMMARY: N_("Summary"),
}
DELIVERIES = {
    DeliveryKind.PROMOTED: N_("a place became free"),
    DeliveryKind.REMINDER: N_("reminder of a session"),
    DeliveryKind.MORNING: N_("plan of the day"),
    DeliveryKind.CHANGE: N_("change of the agenda"),
    DeliveryKind.ANNOUNCEMENT: N_("announcement"),
    DeliveryKind.CORRECTION: N_("correction of an announcement"),
    DeliveryKind.EVENT_FILE: N_("an edited event file"),
    DeliveryKind.MODERATION: N_("questions that wait"),
    DeliveryKind.QUESTION: N_("a question to you as a speaker"),
    DeliveryKind.QUEUE: N_("the list of questions to you as a speaker"),
    DeliveryKind.BRIEFING: N_("where your session stands"),
    DeliveryKind.WELCOME: N_("welcome at the check-in"),
    DeliveryKind.FEEDBACK: N_("how was a session"),
    DeliveryKind.SURVEY: N_("the survey"),
    DeliveryKind.NUDGE: N_("reminder of the survey"),
    DeliveryKind.THANKS: N_("thanks for coming"),
    DeliveryKind.PURGE: N_("personal data will be deleted soon"),
}
_OUTCOMES = {
    DeliveryStatus.PENDING: N_("waiting"),
    DeliveryStatus.SENDING: N_("being sent…"),
    DeliveryStatus.SENT: N_("sent"),
    DeliveryStatus.BLOCKED: N_("not delivered: you had blocked the bot"),
    DeliveryStatus.FAILED: N_("failed"),
    DeliveryStatus.UNCERTAIN: N_("perhaps delivered"),
    DeliveryStatus.EXPIRED: N_("expired"),
    DeliveryStatus.DONE: N_("sent, or not needed any more"),
}


def notice(event: Event, locale: Locale) -> Screen:
    """Say what is kept, who sees it, and for how long."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>Your privacy</b>"),
            _.html(
                "<b>What is kept:</b> your Telegram id, your language, the sessions you star, what"
                " you enter when you register, and when you were checked in."
            ),
            _.html(
                "<b>Who sees it:</b> only the organisers. Who checks people in at the door sees"
                " names, organisations and ticket codes. Telegram and the person who runs the"
                " server handle your messages while they are in transit."
            ),
            _.html(
                "<b>Questions</b> are kept without your name: organisers, moderators and speakers"
                " cannot see who asked, and neither can anyone who gets hold of the database, a"
                " copy, a list or the log. Your way of writing can still give you away."
            ),
            lines(
                _.html(
                    "Votes and reports are kept only as stand-ins: without the bot's key nobody can"
                    " turn one into a name."
                ),
                _.html(
                    "If you want to be told of the answer, the way back to you is kept sealed, and"
                    " deleted once you were told."
                ),
            ),
            _.html(
                "<b>The survey and the ratings of sessions</b> are kept apart from who took part:"
                " nobody can see what you answered, and nothing is shown for fewer than five"
                " people. Answers that you have not sent are sealed."
            ),
            _.html(
                "<b>For how long:</b> until {date}, or until you delete it yourself.",
                date=dates.date(event.purge_on, locale),
            ),
        ),
        (
            (place(locale, Place.MY_DATA),),
            (place(locale, Place.AGENDA), place(locale, Place.HOME)),
        ),
    )


def my_data(stored: Stored, agenda: Agenda, locale: Locale) -> list[Screen]:
    """Show exactly what is stored about one person, on as many screens as it takes."""
    _ = words(locale)
    about = _about(stored, agenda, locale)
    texts = pages.split(about, most=len(about), room=pages.LIMIT)
    *first, last = [Markup("\n").join(page) for page in texts]
    return [
        *(Screen(text) for text in first),
        Screen(
            last,
            (
                (Button(_.plain("Delete everything about me"), DeleteMyData(0)),),
                (place(locale, Place.PRIVACY), place(locale, Place.HOME)),
            ),
        ),
    ]


def _about(stored: Stored, agenda: Agenda, locale: Locale) -> list[Markup]:
    _ = words(locale)
    zone = agenda.event.time_zone
    its = stored.participant
    written = [
        _.html("<b>Everything that is stored about you</b>"),
        Markup(""),
        _.html("Telegram id: {id}", id=str(its.telegram_id)),
        _.html("Number in the database: {id}", id=str(its.id)),
        _.html("Language: {language}", language=LANGUAGES[its.locale]),
        _.html("Role: {role}", role=_.plain(ROLES[its.role])),
        _.html("Registration: {status}", status=_.plain(_STATUSES[its.status])),
    ]
    if its.speaker_id is not None:
        speaker = agenda.speakers.get(its.speaker_id)
        name = named(speaker, locale) if speaker else its.speaker_id
        written += [_.html("On the agenda: {name}", name=name)]
    moments = {
        N_("First opened: {time}"): its.joined_at,
        N_("Privacy notice agreed to: {time}"): its.consented_at,
        N_("Registered: {time}"): its.registered_at,
        N_("Checked in: {time}"): stored.checked_in_at,
        N_("Messages do not reach you since: {time}"): its.unreachable_since,
        N_("Messages that are not urgent wait until: {time}"): its.quiet_until,
    }
    written += [
        _.html(msgid, time=dates.moment(moment, zone, locale))
        for msgid, moment in moments.items()
        if moment is not None
    ]
    if its.name is not None:
        written += [details(its, locale)]
    if its.ticket_code is not None:
        written += [_.html("Ticket: {code}", code=its.ticket_code)]
    if stored.conversation is not None:
        draft = stored.conversation.draft
        written += [
            Markup(""),
            _.html("<b>A registration you have not finished</b>"),
            details(draft, locale),
            _.html("Step: {step}", step=_.plain(_STEPS[stored.conversation.step])),
        ]
        if draft.typed_organisation is not None:
            written += [
                _.html("Organisation as you wrote it: {name}", name=draft.typed_organisation)
            ]
    written += [
        Markup(""),
        _.html("<b>Reminders you chose</b>"),
        *(Markup("• ") + line for line in settings.written(stored.reminders, locale)),
    ]
    if stored.to_be_told or stored.votes or stored.reports:
        written += [
            Markup(""),
            _.html("<b>Questions, sealed: nobody can read which ones</b>"),
            *(
                [_.html("• Answers I will tell you about: {n}", n=stored.to_be_told)]
                if stored.to_be_told
                else []
            ),
            *([_.html("• You want to know too: {n}", n=stored.votes)] if stored.votes else []),
            *([_.html("• You reported: {n}", n=stored.reports)] if stored.reports else []),
        ]
    answered = {
        N_("• Surveys and sessions you answered (nobody can find what): {n}"): stored.surveys,
        N_("• Answers you have not sent, sealed (/survey shows them): {n}"): stored.unsent,
    }
    if any(answered.values()):
        written += [Markup(""), _.html("<b>Survey and feedback</b>")]
        written += [_.html(msgid, n=n) for msgid, n in answered.items() if n]
    if stored.starred:
        titles = [s.title.in_(locale) for s in agenda.sessions if s.id in stored.starred]
        written += [Markup(""), _.html("<b>Sessions you starred</b>")]
        written += [Markup("• {}").format(title) for title in titles]
    if stored.deliveries:
        written += [Markup(""), _.html("<b>Messages that were sent to you</b>")]
        written += [_delivery(_, each, agenda, locale) for each in stored.deliveries]
    return written


def _delivery(_: Words, delivery: Delivery, agenda: Agenda, locale: Locale) -> Markup:
    return _.html(
        "• {what}: {outcome}, {time}",
        what=_.plain(DELIVERIES[delivery.kind]),
        outcome=_.plain(_OUTCOMES[delivery.status]),
        time=dates.moment(delivery.due_at, agenda.event.time_zone, locale),
    )


def ask_delete(locale: Locale, *, registered: bool) -> Screen:
    """Ask whether everything should really be deleted."""
    _ = words(locale)
    return Screen(
        lines(
            _.html("Delete everything that is stored about you? This cannot be undone."),
            _.html("You also lose your place at the workshop.") if registered else None,
        ),
        (
            (Button(_.plain("Delete everything"), DeleteMyData(1)),),
            (Button(_.plain("Keep my data"), Open(Place.MY_DATA)),),
        ),
    )


def deleted(locale: Locale) -> Screen:
    """Say that everything was deleted."""
    return Screen(
        words(locale).html(
            "Everything about you was deleted. If you need me again, tap /start. Goodbye."
        ),
        clears_keys=True,
    )
