"""The questions of a session as the stage takes them: one at a time, large."""

from collections.abc import Sequence

from bot.callbacks import short
from bot.callbacks_moderation import OpenCase
from bot.callbacks_running import MarkAnswered, PutOff, PutOnStage, RunQuestions
from bot.callbacks_stage import OpenStage
from bot.i18n.catalogue import words
from bot.views import pages, question_parts
from bot.views.screen import Button, Screen, bold, lines, paragraphs
from storage.models import Agenda, Locale, Question, Session, Spot


def running(
    agenda: Agenda, session: Session, rows: Sequence[Question], locale: Locale, *, at: int
) -> Screen:
    """Show the question numbered `at`, from 0 on; nothing else in the message is as large."""
    _ = words(locale)
    key = short(session.id)
    stage = Button(_.plain("Stage"), OpenStage())
    if not rows:
        return Screen(
            paragraphs(
                bold(session.title.in_(locale)), _.html("No question is open in this session.")
            ),
            ((Button(_.plain("Update"), RunQuestions(key, 0)), stage),),
        )
    at = min(max(at, 0), len(rows) - 1)
    question, left = rows[at], len(rows) - 1 - at
    is_on = question.spot is Spot.NOW
    off = Button(_.plain("Not on stage"), PutOnStage(question.id, Spot.NONE, 1))
    earlier = (Button(_.plain("‹ Question before"), RunQuestions(key, at - 1)),) if at else ()
    later = (Button(_.plain("Next question ›"), RunQuestions(key, at + 1)),) if left else ()
    name = question.speaker_id and question_parts.speaker_name(_, agenda, question.speaker_id)
    text = [
        bold(question.text),
        bold(question.translation) if question.translation else None,
        lines(
            _.html("For: {name}", name=name) if name else None,
            question_parts.dotted(
                question_parts.votes(_, question.votes), question_parts.marks(_, question)
            ),
            _.html("After it: {n}", n=question_parts.count(_, left)) if left else None,
        ),
    ]
    return Screen(
        pages.fit(part for part in text if part),
        (
            (
                Button(_.plain("Answer it later"), PutOff(question.id))
                if is_on
                else Button(_.plain("Put on stage now"), PutOnStage(question.id, Spot.NOW, 1)),
                Button(_.plain("✅ Answered"), MarkAnswered(question.id, 1)),
            ),
            *(((off,),) if question.spot is Spot.PLANNED else ()),
            *((*earlier, *later) for _row in [0] if earlier or later),
            (
                Button(_.plain("More about it"), OpenCase(question.id)),
                Button(_.plain("Update"), RunQuestions(key, 0)),
            ),
            (stage,),
        ),
    )
