"""What moderators write about a question, stored where it belongs.

An entry's subject is the question's id, and after a colon how it stood, or whose answer it is.
"""

from bot.i18n import clusters
from bot.i18n.marked import N_
from bot.i18n.normalise import tidy
from bot.services import moderation, questions, speaking
from bot.services.errors import DoesNotFit, PreviewPassed
from storage.database import Database
from storage.models import Case, Entry, EntryStep, Participant, QuestionStatus, Reason

LEAST, MOST = 2, 200
"""Characters of a reason, as a reader counts them."""
MOST_SIGNS = 3 * MOST

BAD_REASON = N_("Please write {least} to {most} characters.")


def read_reason(text: str) -> str:
    """Return a reason as it is stored. Raises: DoesNotFit."""
    written = tidy(text)
    if not LEAST <= clusters.length(written) <= MOST or len(written) > MOST_SIGNS:
        raise DoesNotFit(BAD_REASON, least=LEAST, most=MOST)
    return written


def question_of(entry: Entry) -> str:
    """Return the id of the question that an entry is about."""
    return entry.subject.partition(":")[0]


def about(entry: Entry, its: Case) -> str:
    """Return the text that is to be written anew, translated, or given a reason."""
    speaker_id = entry.subject.partition(":")[2]
    if entry.step is EntryStep.TRANSLATE_ANSWER:
        return next((each.text for each in its.answers if each.speaker_id == speaker_id), "")
    return its.question.text


async def write(db: Database, actor: Participant, entry: Entry, text: str) -> bool:
    """Store what was written; say whether nobody else was first.

    Raises: DoesNotFit; NotAllowed, PreviewPassed.
    """
    question_id, _, rest = entry.subject.partition(":")
    match entry.step:
        case EntryStep.CORRECT_QUESTION:
            await moderation.correct(db, actor, question_id, questions.read(text))
        case EntryStep.TRANSLATE_QUESTION:
            await moderation.translate(db, actor, question_id, questions.read(text))
        case EntryStep.TRANSLATE_ANSWER:
            translation = speaking.read(text)
            await moderation.translate_answer(db, actor, question_id, rest, translation)
        case EntryStep.DECLINE_REASON:
            if rest not in set(QuestionStatus):
                raise PreviewPassed
            reason, was = read_reason(text), QuestionStatus(rest)
            return await moderation.decline(
                db, actor, question_id, Reason.OTHER, was=was, text=reason
            )
        case _:
            raise PreviewPassed
    return True
