"""Links that give somebody a role in the team, or link a chat: once, not for long.

A code is 128 random bits; whoever reads the database cannot use it, for only its hash is there.
"""

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

import storage.agenda
from bot.services import access
from bot.services.errors import BadInvitation, PreviewPassed
from storage import invitations, participants, roles
from storage.database import Database, Query, Transaction
from storage.models import (
    Grant,
    Invitation,
    InvitationKind,
    Opening,
    Participant,
    Right,
    Role,
)

CODE_BITS = 128
LIVES = {
    InvitationKind.CLAIM: timedelta(hours=24),
    InvitationKind.TEAM: timedelta(days=7),
    InvitationKind.SPEAKER: timedelta(days=7),
    InvitationKind.LINK: timedelta(hours=1),
}
"""How long a link grants something."""

_ORDER = (Role.ATTENDEE, Role.SPEAKER, Role.HELPER, Role.MODERATOR, Role.ORGANISER)
RANKS = {role: rank for rank, role in enumerate(_ORDER)}
"""A link never takes anything away: whoever has a higher role keeps it."""


def new_code(rng: Random) -> str:
    """Return 128 random bits as 22 signs that may stand in a link."""
    bits = rng.getrandbits(CODE_BITS).to_bytes(CODE_BITS // 8)
    return urlsafe_b64encode(bits).decode().rstrip("=")


async def invite(
    db: Database,
    actor: Participant,
    kind: InvitationKind,
    *,
    role: Role | None = None,
    speaker_id: str | None = None,
    rng: Random,
    now: datetime,
) -> str:
    """Make a link; return its code, which is known to nobody else and not kept.

    Raises: NotAllowed; PreviewPassed for a role that is not given so, or a speaker whom the agenda
    does not have any more.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        match kind, role, speaker_id:
            case InvitationKind.TEAM, Role.ORGANISER | Role.MODERATOR | Role.HELPER, None:
                pass
            case InvitationKind.SPEAKER, None, str() if await _is_speaker(tx, speaker_id):
                pass
            case InvitationKind.LINK, None, None:
                pass
            case _:
                raise PreviewPassed
        return await _add(tx, kind, role, speaker_id, created_by=actor.id, rng=rng, now=now)


async def claim(db: Database, *, rng: Random, now: datetime) -> str:
    """Make a link for the first organiser; return its code. Whoever can run this may do so."""
    async with db.transaction() as tx:
        return await _add(
            tx, InvitationKind.CLAIM, Role.ORGANISER, None, created_by=None, rng=rng, now=now
        )


async def redeem(
    tx: Transaction, code: str, kind: InvitationKind, *, used_by: int | None, now: datetime
) -> Invitation:
    """Use a link up. `used_by`: a participant's id. Raises: BadInvitation."""
    invitation = await _find(tx, code, kind)
    used = await invitations.use(tx, invitation.id, used_by=used_by, now=now)
    if used is None:
        raise BadInvitation
    return used


async def grants(db: Query, code: str, kind: InvitationKind, *, now: datetime) -> bool:
    """Say whether a link still grants something, without using it up."""
    found = await invitations.find(db, _hash(code), kind)
    return found is not None and _usable(found, now)


async def accept(
    db: Database,
    participant: Participant,
    kind: InvitationKind,
    code: str,
    *,
    myself: bool = False,
    now: datetime,
) -> Grant:
    """Give somebody what a link grants, unless they have it or more already.

    A speaker's link that its maker opens, to see whether it works, grants nothing until they say
    that the speaker is `myself`. Raises: BadInvitation.
    """
    await _find(db, code, kind)  # what is no code shall not keep the writer busy
    async with db.transaction() as tx:
        invitation = await _find(tx, code, kind)
        was = await participants.by_id(tx, participant.id)
        if was is None or kind is InvitationKind.LINK:
            raise BadInvitation
        grant = Grant(Opening.ALREADY, invitation, was, usable=_usable(invitation, now))
        if _has(was, invitation):
            return grant
        if kind is InvitationKind.SPEAKER:
            if not await _is_speaker(tx, invitation.speaker_id):
                raise BadInvitation
            if grant.usable and invitation.created_by == was.id and not myself:
                return replace(grant, outcome=Opening.OWN)
        invitation = await redeem(tx, code, kind, used_by=was.id, now=now)
        becomes = await _give(tx, was, invitation)
    return Grant(Opening.GRANTED, invitation, becomes, usable=False, was_speaker_id=was.speaker_id)


async def revoke(db: Database, actor: Participant, invitation_id: int, *, now: datetime) -> bool:
    """Take a link back; say whether it still granted something. Raises: NotAllowed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        return await invitations.revoke(tx, invitation_id, now=now)


async def _add(
    tx: Transaction,
    kind: InvitationKind,
    role: Role | None,
    speaker_id: str | None,
    *,
    created_by: int | None,
    rng: Random,
    now: datetime,
) -> str:
    code = new_code(rng)
    await invitations.add(
        tx,
        code_hash=_hash(code),
        kind=kind,
        role=role,
        speaker_id=speaker_id,
        created_by=created_by,
        expires_at=now + LIVES[kind],
        now=now,
    )
    return code


async def _find(db: Query, code: str, kind: InvitationKind) -> Invitation:
    invitation = await invitations.find(db, _hash(code), kind)
    if invitation is None:
        raise BadInvitation
    return invitation


async def _give(tx: Transaction, was: Participant, invitation: Invitation) -> Participant:
    role = invitation.role or Role.SPEAKER
    if RANKS[was.role] < RANKS[role]:
        await roles.change(tx, was.id, was=was.role, becomes=role)
        was = replace(was, role=role)
    if invitation.speaker_id is not None:
        await roles.bind_speaker(tx, was.id, invitation.speaker_id)
        was = replace(was, speaker_id=invitation.speaker_id)
    return was


def _has(participant: Participant, invitation: Invitation) -> bool:
    if invitation.role is None:
        return participant.speaker_id == invitation.speaker_id
    return RANKS[participant.role] >= RANKS[invitation.role]


def _usable(invitation: Invitation, now: datetime) -> bool:
    taken = invitation.used_at or invitation.revoked_at
    return taken is None and now < invitation.expires_at


async def _is_speaker(db: Query, speaker_id: str | None) -> bool:
    return speaker_id in (await storage.agenda.load(db)).speakers


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
