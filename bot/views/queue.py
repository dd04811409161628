"""Speakers: their questions in a list, one of them alone, and where they stand before."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import Place, short
from bot.callbacks_queue import (
    ChooseOther,
    NotMine,
    OpenMine,
    OpenQueue,
    PassTo,
    WillAnswer,
    WriteAnswer,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.i18n.marked import N_
from bot.views import entries, pages, question_parts
from bot.views.editing import turn
from bot.views.screen import Button, Rows, Screen, bold, lines, paragraphs, place
from bot.views.speakers import person
from storage.models import Agenda, Listed, Locale, QuestionStatus, Session, SessionRole, Spot

A_PAGE = 6
ON_STAGE = 10
TOP = 5
LABEL = 24
EXCERPTS = (160, 100, 60, 30)
"""Clusters of each text in a list; where they do not fit, fewer."""

NOTED = N_("Noted: it will be answered on stage.")
PASSED = N_("It was passed on.")
GIVEN_BACK = N_("It was given back; somebody else takes care of it.")
TO_MODERATORS = N_("It was given back; the moderators take care of it.")
CLOSED = N_("It is not open any more.")
DROPPED = N_("Nothing was published.")
PUBLISHED = N_("The answer was published. Whoever asked is told, if they wished so.")
CHANGED = N_("Your answer reads so now. Whoever was told of the earlier one is not told again.")


def queue(
    agenda: Agenda, listed: Sequence[Listed], locale: Locale, *, page: int, said: str = ""
) -> Screen:
    """List a page of a speaker's open questions; `said`: a msgid, what just happened."""
    _ = words(locale)
    paged = [listed[n : n + A_PAGE] for n in range(0, len(listed), A_PAGE)] or [()]
    page = min(max(page, 0), len(paged) - 1)
    first = page * A_PAGE + 1

    def write(most: int | None) -> list[Markup | None]:
        written = _lines(_, agenda, paged[page], first, most=most, titled=True)
        return [
            _.html(said) if said else None,
            _.html("<b>Questions for you</b>"),
            *(written or [_.html("No questions are open for you right now.")]),
            _.html("Tap a number to open a question.") if written else None,
        ]

    return Screen(
        pages.shrunk(write, mosts=EXCERPTS),
        (
            *_numbers(_, paged[page], first),
            *turn(_, page, len(paged), OpenQueue),
            (Button(_.plain("Update"), OpenQueue(page)), place(locale, Place.HOME)),
        ),
    )


def on_stage(agenda: Agenda, session_id: str, listed: Sequence[Listed], locale: Locale) -> Screen:
    """List the questions of a session that is on: kept up to date while it is."""
    _ = words(locale)
    session = agenda.session(session_id)
    shown = listed[:ON_STAGE]

    def write(most: int | None) -> list[Markup | None]:
        return [
            lines(
                _.html("<b>Questions in this session</b>"),
                Markup("{}").format(session.title.in_(locale)) if session else None,
            ),
            *(
                _lines(_, agenda, shown, most=most)
                or [_.html("No questions are open for you right now.")]
            ),
            _more(_, listed, shown),
            _.html("This list keeps itself up to date, most wanted first."),
        ]

    return Screen(pages.shrunk(write, mosts=EXCERPTS[1:]), _numbers(_, shown, 1, apart=1))


def over(agenda: Agenda, session_id: str, locale: Locale) -> Screen:
    """Say in place of the list that the session is over."""
    _ = words(locale)
    session = agenda.session(session_id)
    return Screen(
        lines(
            Markup("{}").format(session.title.in_(locale)) if session else None,
            _.html("The session is over. What was not answered is in /queue."),
        ),
        ((Button(_.plain("My questions"), OpenQueue(0)),),),
    )


def new_questions(agenda: Agenda, listed: Sequence[Listed], locale: Locale) -> Screen:
    """Show what came for a speaker: one question, or several in a list."""
    _ = words(locale)
    first, *others = listed
    if not others:
        return _one(_, agenda, first, heading=_.html("<b>A question for you</b>"), brief=True)
    shown = listed[:ON_STAGE]

    def write(most: int | None) -> list[Markup | None]:
        return [
            _.html("<b>Questions for you</b>"),
            *_lines(_, agenda, shown, most=most),
            _more(_, listed, shown),
            _.html("Tap a number to open a question."),
        ]

    return Screen(
        pages.shrunk(write, mosts=EXCERPTS[1:]),
        (*_numbers(_, shown, 1, apart=1), (Button(_.plain("My questions"), OpenQueue(0)),)),
    )


def one(agenda: Agenda, listed: Listed, locale: Locale, *, said: str = "") -> Screen:
    """Show one of a speaker's questions; `said`: a msgid, what just happened."""
    _ = words(locale)
    return _one(_, agenda, listed, heading=_.html(said) if said else None)


def choose_other(
    agenda: Agenda, listed: Listed, speaker_ids: Sequence[str], locale: Locale
) -> Screen:
    """Ask to whom a question is passed."""
    _ = words(locale)
    question = listed.question
    return Screen(
        paragraphs(
            question_parts.quoted(question.text, most=question_parts.EXCERPT),
            _.html("To whom shall it be passed?")
            if speaker_ids
            else _.html("No other speaker of this session is in the bot yet."),
        ),
        (
            *(
                (
                    Button(
                        shorten(question_parts.speaker_name(_, agenda, each), LABEL),
                        PassTo(question.id, short(each)),
                    ),
                )
                for each in speaker_ids
            ),
            (Button(_.plain("‹ Back"), OpenMine(question.id)),),
        ),
    )


def briefing(agenda: Agenda, session: Session, listed: Sequence[Listed], locale: Locale) -> Screen:
    """Tell a speaker before their session: when, where, who leads it, the questions most wanted."""
    _ = words(locale)
    lead = {SessionRole.FACILITATOR, SessionRole.MODERATOR}
    leading = [person(part, locale) for part in session.speakers if part.role in lead]
    hours = dates.time_range(session.starts_at, session.ends_at, agenda.event.time_zone, locale)

    def write(most: int | None) -> list[Markup | None]:
        top = _lines(_, agenda, listed[:TOP], most=most)
        return [
            _.html("<b>Your session begins soon</b>"),
            bold(session.title.in_(locale)),
            lines(
                _.html("Time: {time}", time=hours),
                _.html("Place: {room}", room=session.room.name.in_(locale))
                if session.room
                else None,
                *(_.html("Led by: {name}", name=each) for each in leading),
            ),
            _.html("Questions most wanted:") if top else None,
            *top,
            _.html("While the session is on, a list of questions stands here, without a sound."),
        ]

    return Screen(
        pages.shrunk(write, mosts=EXCERPTS[1:]),
        ((Button(_.plain("My questions"), OpenQueue(0)),),),
    )


def _one(
    _: Words,
    agenda: Agenda,
    listed: Listed,
    *,
    heading: Markup | None,
    brief: bool = False,
) -> Screen:
    question = listed.question
    rejected = question.status is QuestionStatus.REJECTED

    def write(most: int | None) -> list[Markup | None]:
        return [
            heading,
            question_parts.about(_, agenda, question.session_id, question.speaker_id),
            question_parts.wording(_, question, most=most),
            question_parts.dotted(
                question_parts.votes(_, question.votes), question_parts.marks(_, question)
            ),
            *question_parts.answered(_, agenda, question, listed.answers, most=most),
            question_parts.state(_, question) if rejected else None,
        ]

    return Screen(pages.shrunk(write), _deeds(_, listed, brief=brief))


def _deeds(_: Words, listed: Listed, *, brief: bool) -> Rows:
    """Offer what a speaker can do about a question; `brief`: in a message that came unasked."""
    question = listed.question
    back = (Button(_.plain("My questions"), OpenQueue(0)),)
    if question.status is QuestionStatus.REJECTED:
        return (back,)
    answer = (Button(_.plain("Answer in writing"), WriteAnswer(question.id)),)
    if question.status is QuestionStatus.ANSWERED:
        return (answer, back)
    planned = question.spot is not Spot.NONE
    stage = (Button(_.plain("Answer on stage"), WillAnswer(question.id)),)
    others = (
        Button(_.plain("Pass on"), ChooseOther(question.id)),
        Button(_.plain("Not for me"), NotMine(question.id)),
    )
    rows = (answer, *(() if planned else (stage,)), others)
    return rows if brief else (*rows, back)


def _lines(
    _: Words,
    agenda: Agenda,
    listed: Sequence[Listed],
    first: int = 1,
    *,
    most: int | None,
    titled: bool = False,
) -> list[Markup]:
    """Write questions numbered from `first` on; `titled`: each with the title of its session."""
    return [
        _line(_, agenda, each, n, most=most or EXCERPTS[0], titled=titled)
        for n, each in enumerate(listed, first)
    ]


def _line(_: Words, agenda: Agenda, listed: Listed, n: int, *, most: int, titled: bool) -> Markup:
    question = listed.question
    session = agenda.session(question.session_id) if titled else None
    return lines(
        question_parts.numbered(
            _.plain("{n}", n=n), question_parts.plain(question.text, most=most)
        ),
        Markup("<i>{}</i>").format(question_parts.plain(question.translation, most=most))
        if question.translation
        else None,
        question_parts.dotted(
            question_parts.votes(_, question.votes),
            question_parts.marks(_, question),
            _.html("for you") if question.speaker_id else None,
            question_parts.plain(session.title.in_(_.locale), most=40) if session else None,
        ),
    )


def _more(_: Words, listed: Sequence[Listed], shown: Sequence[Listed]) -> Markup | None:
    if len(listed) == len(shown):
        return None
    return _.plural(
        "There is {n} more: /queue shows it too.",
        "There are {n} more: /queue shows them all.",
        len(listed) - len(shown),
    )


def _numbers(_: Words, listed: Sequence[Listed], first: int, *, apart: int = 0) -> Rows:
    return entries.rows(
        [
            Button(_.plain("{n}", n=n), OpenMine(each.question.id, apart))
            for n, each in enumerate(listed, first)
        ]
    )
