"""Whether sessions take questions, and when these are moderated."""

from bot import digest
from bot.services import access
from bot.services.errors import NoSuchSession
from storage import qa_rules
from storage.database import Database, Query
from storage.models import Agenda, Moderation, Participant, QaRule, Right


async def of_all(db: Query, agenda: Agenda) -> dict[str, QaRule]:
    """Return the rule of each session, by its id."""
    decided = await qa_rules.every(db)
    whole, _open = decided.get(qa_rules.EVENT, (None, None))
    rules = {}
    for session in agenda.sessions:
        moderation, is_open = decided.get(session.id, (None, None))
        rules[session.id] = QaRule(
            moderation or whole or Moderation.BEFORE,
            session.qa_open if is_open is None else is_open,
        )
    return rules


async def of_event(db: Query) -> Moderation:
    """Return when questions are moderated where nothing else was decided for their session."""
    whole, _open = (await qa_rules.every(db)).get(qa_rules.EVENT, (None, None))
    return whole or Moderation.BEFORE


async def marked(db: Query, agenda: Agenda) -> str:
    """Return what stands for when questions are moderated, by which one sees whether it changed."""
    its = [rule.moderation for rule in (await of_all(db, agenda)).values()]
    return digest.short(",".join([await of_event(db), *its]))


async def moderate(
    db: Database,
    actor: Participant,
    session_id: str,
    moderation: Moderation,
    *,
    agenda: Agenda,
    of: str | None = None,
) -> bool:
    """Decide when questions are moderated; `session_id` is empty for the whole event.

    For the whole event it holds for every session. `of`: the mark of the rules that it replaces;
    says whether they stood so still. Raises: NotAllowed, NoSuchSession.
    """
    _check(agenda, session_id)
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        if of is not None and of != await marked(tx, agenda):
            return False
        for each in [session_id] if session_id else [s.id for s in agenda.sessions]:
            await qa_rules.moderate(tx, each, moderation if session_id else None)
        if not session_id:
            await qa_rules.moderate(tx, qa_rules.EVENT, moderation)
    return True


async def open_(
    db: Database, actor: Participant, session_id: str, *, yes: bool, agenda: Agenda
) -> None:
    """Let a session take questions, or no more. Raises: NotAllowed, NoSuchSession."""
    _check(agenda, session_id or "?")
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.MODERATE)
        await qa_rules.open_(tx, session_id, yes=yes)


def _check(agenda: Agenda, session_id: str) -> None:
    if session_id and agenda.session(session_id) is None:
        raise NoSuchSession(session_id)
