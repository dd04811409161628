"""Who is in the team, and taking a role away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.services import access, drafts
from bot.services.errors import PreviewPassed
from bot.services.team import RANKS
from storage import agenda_drafts, announcements, conversations, invitations, participants, roles
from storage.database import Database, Transaction
from storage.models import EntryStep, Participant, Removal, Removed, Right, Role, Team


async def overview(db: Database, actor: Participant, *, now: datetime) -> Team:
    """Return who is in the team, and the links that are open. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.ORGANISE)
    members = await participants.of_the_team(db)
    return Team(
        tuple(sorted(members, key=_by_role_and_name)),
        tuple(await invitations.usable(db, now=now)),
    )


async def member(db: Database, actor: Participant, participant_id: int) -> Participant:
    """Return somebody of the team. Raises: NotAllowed; PreviewPassed when they left it."""
    await access.require(db, actor.id, Right.ORGANISE)
    found = await participants.by_id(db, participant_id)
    if found is None or not is_member(found):
        raise PreviewPassed
    return found


def is_member(participant: Participant) -> bool:
    """Say whether somebody is in the team."""
    return participant.role is not Role.ATTENDEE or participant.speaker_id is not None


async def take_away(
    db: Database, actor: Participant, participant_id: int, role: Role, *, now: datetime
) -> Removed:
    """Take a role away: that of a speaker, or the other one, which leaves a speaker a speaker.

    With an organiser's role go the links that they made, what they were writing and what they did
    not publish or send yet. The last organiser stays one.
    Raises: NotAllowed; PreviewPassed for somebody who is not there.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        was = await participants.by_id(tx, participant_id)
        if was is None or role is Role.ATTENDEE:
            raise PreviewPassed
        if role is Role.SPEAKER:
            return await _unbind(tx, was)
        if was.role is not role:
            return Removed(Removal.PASSED, was)
        if role is Role.ORGANISER and await roles.count(tx, role) == 1:
            return Removed(Removal.LAST, was)
        becomes = Role.ATTENDEE if was.speaker_id is None else Role.SPEAKER
        await roles.change(tx, was.id, was=role, becomes=becomes)
        links = await invitations.revoke_of(tx, was.id, now=now)
        if await conversations.entry_of(tx, was.telegram_id) is not None:
            await conversations.end(tx, was.telegram_id)
        draft = await agenda_drafts.of(tx, was.id)
        if draft is not None and draft.edits:
            await drafts.clear(tx, draft, now=now)
        await announcements.discard(tx, was.id)
    return Removed(Removal.DONE, replace(was, role=becomes), links)


async def appoint(db: Database, telegram_ids: Iterable[int]) -> None:
    """Make organisers of those who are known already; the others become so when they join."""
    async with db.transaction() as tx:
        for telegram_id in sorted(telegram_ids):
            known = await participants.by_telegram_id(tx, telegram_id)
            if known is not None:
                await roles.change(tx, known.id, was=known.role, becomes=Role.ORGANISER)


async def _unbind(tx: Transaction, was: Participant) -> Removed:
    if was.speaker_id is None and was.role is not Role.SPEAKER:
        return Removed(Removal.PASSED, was)
    entry = await conversations.entry_of(tx, was.telegram_id)
    if entry is not None and entry.step is EntryStep.ANSWER:
        await conversations.end(tx, was.telegram_id)
    becomes = Role.ATTENDEE if was.role is Role.SPEAKER else was.role
    await roles.bind_speaker(tx, was.id, None)
    await roles.change(tx, was.id, was=was.role, becomes=becomes)
    return Removed(Removal.DONE, replace(was, role=becomes, speaker_id=None))


def _by_role_and_name(participant: Participant) -> tuple[int, bool, str]:
    return -RANKS[participant.role], participant.name is None, participant.name or ""
