"""Asking: for which session and whom, the question itself, its card, and how it stands."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.callbacks import Callback, Place, short
from bot.callbacks_questions import (
    ANYONE,
    AskAbout,
    AskSpeaker,
    ChooseAsk,
    DropAsk,
    FollowQuestion,
    OpenQuestions,
    RewriteAsk,
    SendAsk,
)
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.i18n.marked import N_
from bot.views import entries, pages, question_parts
from bot.views.screen import Button, Screen, lines, paragraphs, place
from storage.models import (
    Agenda,
    Hint,
    Listed,
    Locale,
    Question,
    QuestionStatus,
    Session,
    SessionSpeaker,
)

LABEL = 24

_HINTS = {
    Hint.LINK: N_("⚠ There is a link in it; everybody will read it."),
    Hint.PHONE: N_("⚠ There is a phone number in it; everybody will read it."),
}


def choose_session(
    agenda: Agenda,
    sessions: Sequence[Session],
    *,
    on: frozenset[str],
    quote: str | None,
    locale: Locale,
    why: str = "",
) -> Screen:
    """Ask for which session the question is; `on`: the ids of those that are on.

    `why`, a msgid: why it is not the one that a link or a button named.
    """
    _ = words(locale)
    if not sessions:
        return Screen(
            paragraphs(
                _.html("No session takes questions right now."),
                question_parts.quoted(quote) if quote else None,
            ),
            ((place(locale, Place.QUESTIONS), place(locale, Place.HOME)),),
        )
    labels = entries.labels(agenda, sessions, locale)

    def write(most: int | None) -> list[Markup | None]:
        written = [
            question_parts.dotted(
                entries.line(
                    agenda, each, label, starred=frozenset(), locale=locale, dated=True, most=most
                ),
                _.html("<b>on stage now</b>") if each.id in on else None,
            )
            for each, label in zip(sessions, labels, strict=True)
        ]
        return [
            _.html(why) if why else None,
            _.html("<b>Ask a question</b>"),
            # The draft: the next tap reads it from here, so it is never cut.
            question_parts.quoted(quote) if quote else None,
            lines(*written),
            _.html("For which session is it? Tap its time."),
        ]

    return Screen(
        pages.shrunk(write),
        (
            *entries.rows(
                [
                    Button(label, AskAbout(short(each.id)))
                    for each, label in zip(sessions, labels, strict=True)
                ]
            ),
            (Button(_.plain("Cancel"), DropAsk()),),
        ),
    )


def choose_speaker(
    session: Session, parts: Sequence[SessionSpeaker], *, quote: str | None, locale: Locale
) -> Screen:
    """Ask for whom of a session the question is."""
    _ = words(locale)
    key = short(session.id)
    named = {part.speaker.id: question_parts.named(part.speaker, locale) for part in parts}
    return Screen(
        paragraphs(
            _.html("<b>Ask a question</b>"),
            question_parts.quoted(quote) if quote else None,
            _.html("Session: {title}", title=session.title.in_(locale)),
            lines(*(Markup("• {}").format(name) for name in named.values())),
            _.html("For whom is it?"),
        ),
        (
            (Button(_.plain("Whoever can answer"), AskSpeaker(key, ANYONE)),),
            *(
                (Button(shorten(name, LABEL), AskSpeaker(key, short(speaker_id))),)
                for speaker_id, name in named.items()
            ),
            (Button(_.plain("‹ Back"), ChooseAsk()), Button(_.plain("Cancel"), DropAsk())),
        ),
    )


def prompt(
    agenda: Agenda,
    session_id: str,
    speaker_id: str | None,
    locale: Locale,
    *,
    why: Markup | None = None,
    quote: str | None = None,
) -> Screen:
    """Ask for the text; `why` says what was wrong with the one before, `quote` is that one."""
    _ = words(locale)
    at = (short(session_id), short(speaker_id) if speaker_id else ANYONE)
    back = ((Button(_.plain("‹ Back"), AskSpeaker(*at)),),) if quote else ()
    return Screen(
        paragraphs(
            why,
            question_parts.quoted(quote) if quote else None,
            question_parts.about(_, agenda, session_id, speaker_id),
            _.html(
                "Please write your question in Khmer or English, {least} to {most} characters.",
                least=5,
                most=500,
            ),
            _.html("Nothing is sent before you have seen it once more."),
        ),
        (*back, (Button(_.plain("Cancel"), DropAsk()),)),
    )


def refused(why: str, values: Mapping[str, object], locale: Locale) -> Markup:
    """Say why something cannot be taken."""
    return words(locale).html(why, **values)


def card(
    agenda: Agenda,
    session_id: str,
    speaker_id: str | None,
    text: str,
    *,
    hints: Sequence[Hint] = (),
    question_id: str,
    locale: Locale,
    why: Markup | None = None,
) -> Screen:
    """Show what would be sent, and who can see what; the card itself is the draft."""
    _ = words(locale)
    at = (short(session_id), short(speaker_id) if speaker_id else ANYONE)
    return Screen(
        paragraphs(
            why,
            _.html("<b>Your question</b>"),
            question_parts.quoted(text),
            question_parts.about(_, agenda, session_id, speaker_id),
            lines(
                _.html("• Organisers, moderators and speakers cannot see who asks."),
                _.html(
                    "• It is stored without your name; who gets the database cannot tell either."
                ),
                _.html("• Only what you write, and how, can still give you away."),
                *(_.html(_HINTS[hint]) for hint in hints),
            ),
        ),
        (
            (Button(_.plain("Send, tell me the answer"), SendAsk(question_id, *at, 1)),),
            (Button(_.plain("Send, keep no way back"), SendAsk(question_id, *at, 0)),),
            (Button(_.plain("Rewrite"), RewriteAsk(*at)), Button(_.plain("Discard"), DropAsk())),
        ),
    )


def sent(question: Question, locale: Locale, *, tell: bool) -> Screen:
    """Say that a question was sent, and how it can be followed."""
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>Your question was sent.</b>"),
            question_parts.quoted(question.text),
            question_parts.state(_, question),
            _.html("I tell you as soon as it is answered. Then the way back to you is deleted.")
            if tell
            else _.html("There is no way back to you. The answer will stand under /questions."),
        ),
        _ways_on(_, question.id, _.plain("How does it stand?")),
    )


def standing(
    listed: Listed, agenda: Agenda, locale: Locale, *, asked_id: str, joined: bool
) -> Screen:
    """Show whoever asked how their question stands; `joined`: with another one."""
    _ = words(locale)
    question = listed.question

    def write(most: int | None) -> list[Markup | None]:
        return [
            _.html("<b>How your question stands</b>"),
            _.html("It was joined with another question that says the same:")
            if joined and question.status is not QuestionStatus.REJECTED
            else None,
            # Another person's words are theirs alone until a moderator let them through.
            question_parts.wording(_, question, most=most)
            if question.is_public or not joined
            else None,
            # And why they could not be taken is said to that person alone.
            _.html("It was joined with another question that could not be taken.")
            if joined and question.status is QuestionStatus.REJECTED
            else question_parts.state(_, question),
            *question_parts.answered(_, agenda, question, listed.answers, most=most),
        ]

    return Screen(pages.shrunk(write), _ways_on(_, asked_id, _.plain("Update")))


def told(asked: Question, listed: Listed, agenda: Agenda, locale: Locale) -> Screen:
    """Tell whoever asked what became of their question."""
    _ = words(locale)
    question = listed.question
    joined = question.id != asked.id
    heading = (
        _.html("<b>Your question was answered.</b>")
        if question.is_public
        else _.html("<b>Your question could not be taken.</b>")
    )

    def write(most: int | None) -> list[Markup | None]:
        return [
            heading,
            question_parts.quoted(asked.text, most=most),
            *(
                question_parts.answered(_, agenda, question, listed.answers, most=most)
                if question.is_public
                # Why another's words could not be taken is said to them alone.
                else [_.html("It was joined with another question that could not be taken.")]
                if joined
                else [_.html("Reason: {reason}.", reason=question_parts.reason(_, question))]
            ),
            _.html("Nobody sees this but you, and the way back to you is deleted now."),
        ]

    return Screen(pages.shrunk(write), ((_all(_, asked.session_id), place(locale, Place.HOME)),))


def dropped(locale: Locale, *, already: bool = False) -> Screen:
    """Say that nothing was sent; `already`: there is no question any more that could be."""
    _ = words(locale)
    return Screen(
        _.html("No question is being asked here any more.")
        if already
        else _.html("Nothing was sent."),
        ((place(locale, Place.QUESTIONS), place(locale, Place.HOME)),),
    )


def offer(text: str, locale: Locale, *, restarted: bool) -> tuple[Markup, Button]:
    """Offer to ask what was written; `restarted`: it may have been asked for before."""
    _ = words(locale)
    said = (
        _.html(
            "I was restarted a moment ago and keep nothing of questions that are not sent. If you"
            " were just asking one, it is one tap away:"
        )
        if restarted
        else _.html("Or is it a question for a speaker?")
    )
    return lines(said, question_parts.quoted(text)), Button(_.plain("Ask this"), ChooseAsk())


def _ways_on(_: Words, question_id: str, label: str) -> tuple[tuple[Button, ...], ...]:
    return (
        (Button(label, FollowQuestion(question_id)),),
        (place(_.locale, Place.QUESTIONS), place(_.locale, Place.HOME)),
    )


def _all(_: Words, session_id: str) -> Button:
    to: Callback = OpenQuestions(short(session_id))
    return Button(_.plain("Questions"), to)
