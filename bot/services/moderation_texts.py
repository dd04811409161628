"""What moderators write of a question: a corrected wording, and translations."""

from bot import digest
from bot.i18n.marked import N_
from bot.i18n.normalise import key
from bot.services import access
from bot.services.errors import DoesNotFit, PreviewPassed
from bot.services.moderation import found
from storage import answers, questions
from storage.database import Database
from storage.models import Participant, Right

SAME = N_("That is the same text. Please write it in the other language.")
CHANGED = N_("Somebody else changed it while you wrote. This is how it reads now:")


def mark(*texts: str | None) -> str:
    """Return what stands for these wordings, by which one sees whether they changed since."""
    return digest.short(repr(texts))


async def correct(
    db: Database, actor: Participant, question_id: str, text: str, *, of: str | None = None
) -> None:
    """Store a corrected wording. `of`: the mark of the text and the translation that it mends.

    Raises: NotAllowed, PreviewPassed; DoesNotFit where somebody else wrote meanwhile.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        question = await found(tx, question_id)
        _require_same(of, question.text, question.translation)
        if question.text != text:
            await questions.correct(tx, question_id, text)


async def translate(
    db: Database,
    actor: Participant,
    question_id: str,
    text: str | None,
    *,
    of: str | None = None,
) -> None:
    """Store the wording in the other language; None takes it away. `of`: see `correct`.

    Raises: NotAllowed, PreviewPassed; DoesNotFit where somebody else wrote meanwhile.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        question = await found(tx, question_id)
        _require_same(of, question.text, question.translation)
        _require_another(text, question.text)
        await questions.translate(tx, question_id, text)


async def translate_answer(
    db: Database,
    actor: Participant,
    question_id: str,
    speaker_id: str,
    text: str | None,
    *,
    of: str | None = None,
) -> None:
    """Store an answer's wording in the other language. `of`: see `correct`.

    Raises: NotAllowed, PreviewPassed; DoesNotFit where somebody else wrote meanwhile.
    """
    async with db.transaction(anonymous=True) as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        written = (await answers.of(tx, [question_id]))[question_id]
        answer = next((each for each in written if each.speaker_id == speaker_id), None)
        if answer is None:
            raise PreviewPassed
        _require_same(of, answer.text, answer.translation)
        _require_another(text, answer.text)
        await answers.translate(tx, question_id, speaker_id, text)


def _require_another(translation: str | None, text: str) -> None:
    if translation is not None and key(translation) == key(text):
        raise DoesNotFit(SAME)


def _require_same(of: str | None, *texts: str | None) -> None:
    if of is not None and of != mark(*texts):
        raise DoesNotFit(CHANGED)
