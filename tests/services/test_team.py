"""Links that grant something: once, not for long, and never less than somebody has."""

import asyncio
from datetime import datetime, timedelta
from random import Random, SystemRandom

import pytest

from bot.services import members, team
from bot.services.errors import BadInvitation, NotAllowed, PreviewPassed
from storage import invitations, roles
from storage.database import Database
from storage.models import (
    Grant,
    InvitationKind,
    Opening,
    Participant,
    Role,
)
from tests.services.conftest import Has, Join, as_now

CLAIM, TEAM, SPEAKER, LINK = InvitationKind

RNG = Random(1)


async def test_a_code_is_128_random_bits_that_may_stand_in_a_link() -> None:
    codes = {team.new_code(SystemRandom()) for _ in range(200)}

    assert len(codes) == 200
    assert {len(code) for code in codes} == {22}
    assert set("".join(codes)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


async def test_only_the_hash_of_a_code_is_kept(
    db: Database, sokha: Participant, now: datetime
) -> None:
    code = await team.invite(db, sokha, TEAM, role=Role.MODERATOR, rng=RNG, now=now)

    (row,) = await db.all("SELECT * FROM invitation")
    assert len(row["code_hash"]) == 64
    assert code not in repr(tuple(row))


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ORGANISER])
async def test_a_link_gives_its_role_once(
    db: Database, sokha: Participant, join: Join, now: datetime, role: Role
) -> None:
    dara, bopha = await join(2), await join(3)
    code = await team.invite(db, sokha, TEAM, role=role, rng=RNG, now=now)

    grant = await team.accept(db, dara, TEAM, code, now=now)

    becomes = await as_now(db, dara)
    assert becomes.role is role
    assert grant == Grant(Opening.GRANTED, grant.invitation, becomes, usable=False)
    assert (grant.invitation.used_at, grant.invitation.used_by) == (now, dara.id)
    with pytest.raises(BadInvitation):
        await team.accept(db, bopha, TEAM, code, now=now)
    assert await as_now(db, bopha) == bopha


async def test_opened_twice_by_the_same_person_it_says_that_they_have_it(
    db: Database, sokha: Participant, join: Join, now: datetime
) -> None:
    dara = await join(2)
    code = await team.invite(db, sokha, TEAM, role=Role.MODERATOR, rng=RNG, now=now)
    await team.accept(db, dara, TEAM, code, now=now)

    again = await team.accept(db, dara, TEAM, code, now=now)

    assert (again.outcome, again.usable) == (Opening.ALREADY, False)


async def test_whose_role_was_taken_away_cannot_get_it_back_with_the_old_link(
    db: Database, sokha: Participant, join: Join, now: datetime
) -> None:
    dara = await join(2)
    code = await team.invite(db, sokha, TEAM, role=Role.MODERATOR, rng=RNG, now=now)
    await team.accept(db, dara, TEAM, code, now=now)
    await members.take_away(db, sokha, dara.id, Role.MODERATOR, now=now)

    with pytest.raises(BadInvitation):
        await team.accept(db, dara, TEAM, code, now=now)
    assert (await as_now(db, dara)).role is Role.ATTENDEE


@pytest.mark.parametrize(
    ("kind", "lives"),
    [
        (CLAIM, timedelta(hours=24)),
        (TEAM, timedelta(days=7)),
        (SPEAKER, timedelta(days=7)),
        (LINK, timedelta(hours=1)),
    ],
)
async def test_a_link_is_good_until_it_expires(
    db: Database, sokha: Participant, now: datetime, kind: InvitationKind, lives: timedelta
) -> None:
    async def made() -> str:
        if kind is CLAIM:
            return await team.claim(db, rng=RNG, now=now)
        role = Role.MODERATOR if kind is TEAM else None
        speaker_id = "thy-try" if kind is SPEAKER else None
        return await team.invite(
            db, sokha, kind, role=role, speaker_id=speaker_id, rng=RNG, now=now
        )

    code, other = await made(), await made()

    async with db.transaction() as tx:
        last = now + lives - timedelta(seconds=1)
        used = await team.redeem(tx, code, kind, used_by=None, now=last)
        assert (used.kind, used.expires_at, used.used_at) == (kind, now + lives, last)
        with pytest.raises(BadInvitation):
            await team.redeem(tx, other, kind, used_by=None, now=now + lives)


@pytest.mark.parametrize("kind", InvitationKind)
async def test_a_code_is_good_for_its_own_kind_only(
    db: Database, sokha: Participant, join: Join, now: datetime, kind: InvitationKind
) -> None:
    dara = await join(2)
    codes = {
        CLAIM: await team.claim(db, rng=RNG, now=now),
        TEAM: await team.invite(db, sokha, TEAM, role=Role.MODERATOR, rng=RNG, now=now),
        SPEAKER: await team.invite(db, sokha, SPEAKER, speaker_id="thy-try", rng=RNG, now=now),
        LINK: await team.invite(db, sokha, LINK, rng=RNG, now=now),
    }

    for other in codes.keys() - {kind}:
        with pytest.raises(BadInvitation):
            await team.accept(db, dara, other, codes[kind], now=now)
    if kind is LINK:  # nobody gets a role by it, whoever writes it
        with pytest.raises(BadInvitation):
            await team.accept(db, dara, LINK, codes[LINK], now=now)
    assert await as_now(db, dara) == dara
    assert len(await invitations.usable(db, now=now)) == 4


@pytest.mark.parametrize("code", ["", "x", "x" * 22, "លេខ", "' OR 1=1 --"])
async def test_what_is_no_code_grants_nothing(
    db: Database, join: Join, now: datetime, code: str
) -> None:
    dara = await join(2)

    for kind in InvitationKind:
        with pytest.raises(BadInvitation):
            await team.accept(db, dara, kind, code, now=now)


@pytest.mark.parametrize(
    ("kind", "role", "speaker_id"),
    [
        (TEAM, None, None),
        (TEAM, Role.ATTENDEE, None),
        (TEAM, Role.SPEAKER, None),
        (TEAM, Role.ORGANISER, "thy-try"),
        (SPEAKER, None, None),
        (SPEAKER, None, "nobody"),
        (SPEAKER, None, "all-participants"),
        (SPEAKER, Role.ORGANISER, "thy-try"),
        (LINK, Role.ORGANISER, None),
        (CLAIM, Role.ORGANISER, None),
    ],
)
async def test_what_cannot_be_invited(
    db: Database,
    sokha: Participant,
    now: datetime,
    kind: InvitationKind,
    role: Role | None,
    speaker_id: str | None,
) -> None:
    with pytest.raises(PreviewPassed):
        await team.invite(db, sokha, kind, role=role, speaker_id=speaker_id, rng=RNG, now=now)
    assert await db.all("SELECT * FROM invitation") == []


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER, Role.MODERATOR])
async def test_only_organisers_invite_and_take_back(
    db: Database, sokha: Participant, has: Has, now: datetime, role: Role
) -> None:
    await team.invite(db, sokha, LINK, rng=RNG, now=now)
    (link,) = await invitations.usable(db, now=now)
    other = await has(2, role)

    with pytest.raises(NotAllowed):
        await team.invite(db, other, LINK, rng=RNG, now=now)
    with pytest.raises(NotAllowed):
        await team.revoke(db, other, link.id, now=now)
    assert await invitations.usable(db, now=now) == [link]


async def test_a_link_taken_back_grants_nothing_and_is_taken_back_once(
    db: Database, sokha: Participant, join: Join, now: datetime
) -> None:
    dara = await join(2)
    code = await team.invite(db, sokha, TEAM, role=Role.MODERATOR, rng=RNG, now=now)
    (link,) = await invitations.usable(db, now=now)

    assert await team.revoke(db, sokha, link.id, now=now)
    assert not await team.revoke(db, sokha, link.id, now=now)
    assert not await team.revoke(db, sokha, 999, now=now)
    with pytest.raises(BadInvitation):
        await team.accept(db, dara, TEAM, code, now=now)
    assert await invitations.usable(db, now=now) == []


async def test_a_role_is_read_anew_where_it_matters(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    dara = await has(2, Role.ORGANISER)
    await members.take_away(db, sokha, dara.id, Role.ORGANISER, now=now)

    with pytest.raises(NotAllowed):  # `dara` still says organiser
        await team.invite(db, dara, TEAM, role=Role.ORGANISER, rng=RNG, now=now)


async def test_two_who_open_a_link_at_once_do_not_both_get_it(
    db: Database, sokha: Participant, join: Join, now: datetime
) -> None:
    people = [await join(number) for number in range(2, 7)]
    code = await team.invite(db, sokha, TEAM, role=Role.MODERATOR, rng=RNG, now=now)

    came = await asyncio.gather(
        *(team.accept(db, person, TEAM, code, now=now) for person in people),
        return_exceptions=True,
    )

    assert sum(isinstance(each, Grant) for each in came) == 1
    assert await roles.count(db, Role.MODERATOR) == 1
