"""What moderators write about a question, stored where it belongs.

An entry's subject is the question's id, how it stood or whose answer it is, and the mark of what
was read then, with colons between.
"""

from dataclasses import replace

from bot.i18n import clusters
from bot.i18n.marked import N_
from bot.i18n.normalise import tidy
from bot.services import moderation, moderation_texts, questions, speaking
from bot.services.errors import DoesNotFit, PreviewPassed
from storage.database import Database
from storage.models import Case, Entry, EntryStep, Participant, QuestionStatus, Reason

LEAST, MOST = 2, 200
"""Characters of a reason, as a reader counts them."""
MOST_SIGNS = clusters.SIGNS * MOST

BAD_REASON = N_("Please write {least} to {most} characters.")


def read_reason(text: str) -> str:
    """Return a reason as it is stored. Raises: DoesNotFit."""
    written = tidy(text)
    if not LEAST <= clusters.length(written) <= MOST or len(written) > MOST_SIGNS:
        raise DoesNotFit(BAD_REASON, least=LEAST, most=MOST)
    return written


def subject(step: EntryStep, its: Case, speaker_id: str = "") -> str:
    """Return the subject of an entry about a question, as it reads and stands now."""
    how = speaker_id if step is EntryStep.TRANSLATE_ANSWER else its.question.status
    return f"{its.question.id}:{how}:{moderation_texts.mark(*_texts(step, its, speaker_id))}"


def question_of(entry: Entry) -> str:
    """Return the id of the question that an entry is about."""
    return _parts(entry)[0]


def speaker_of(entry: Entry) -> str:
    """Return the id of the speaker whose answer an entry is about; else nothing."""
    return _parts(entry)[1] if entry.step is EntryStep.TRANSLATE_ANSWER else ""


def mark_of(entry: Entry) -> str:
    """Return the mark of what an entry is about, as it was read then."""
    return _parts(entry)[2]


def about(entry: Entry, its: Case) -> tuple[str, str | None]:
    """Return what is to be written anew, translated, or given a reason, and its translation."""
    return _texts(entry.step, its, _parts(entry)[1])


def anew(entry: Entry, its: Case) -> Entry:
    """Return an entry that is about a question as it reads now."""
    if entry.step is EntryStep.DECLINE_REASON:
        return entry
    return replace(entry, subject=subject(entry.step, its, _parts(entry)[1]))


async def write(db: Database, actor: Participant, entry: Entry, text: str) -> bool:
    """Store what was written; say whether nobody else was first.

    Raises: DoesNotFit; NotAllowed, PreviewPassed.
    """
    question_id, how, of = _parts(entry)
    match entry.step:
        case EntryStep.CORRECT_QUESTION:
            await moderation_texts.correct(db, actor, question_id, questions.read(text), of=of)
        case EntryStep.TRANSLATE_QUESTION:
            translation = questions.read(text)
            await moderation_texts.translate(db, actor, question_id, translation, of=of)
        case EntryStep.TRANSLATE_ANSWER:
            translation = speaking.read(text)
            await moderation_texts.translate_answer(db, actor, question_id, how, translation, of=of)
        case EntryStep.DECLINE_REASON:
            if how not in set(QuestionStatus):
                raise PreviewPassed
            reason, was = read_reason(text), QuestionStatus(how)
            return await moderation.decline(
                db, actor, question_id, Reason.OTHER, was=was, text=reason
            )
        case _:
            raise PreviewPassed
    return True


def _parts(entry: Entry) -> tuple[str, str, str]:
    question_id, how, of, *_ = *entry.subject.split(":"), "", ""
    return question_id, how, of


def _texts(step: EntryStep, its: Case, speaker_id: str) -> tuple[str, str | None]:
    if step is EntryStep.TRANSLATE_ANSWER:
        found = (each for each in its.answers if each.speaker_id == speaker_id)
        return next(((each.text, each.translation) for each in found), ("", None))
    return its.question.text, its.question.translation
