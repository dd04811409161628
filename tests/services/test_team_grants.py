"""What links make of whoever opens them: never less than they were."""

from datetime import datetime
from random import Random

import pytest

from bot.services import team
from bot.services.errors import BadInvitation
from storage.database import Database
from storage.models import InvitationKind, Opening, Participant, Role
from tests.services.conftest import Has, Join, as_now

TEAM, SPEAKER = InvitationKind.TEAM, InvitationKind.SPEAKER

RNG = Random(1)


async def test_a_link_never_takes_anything_away_and_is_not_used_up_then(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    moderator = await has(2, Role.MODERATOR, "thy-try")
    code = await team.invite(db, sokha, TEAM, role=Role.MODERATOR, rng=RNG, now=now)

    for person in (sokha, moderator):
        grant = await team.accept(db, person, TEAM, code, now=now)
        assert (grant.outcome, grant.usable) == (Opening.ALREADY, True)
        assert await as_now(db, person) == person

    up = await team.invite(db, sokha, TEAM, role=Role.ORGANISER, rng=RNG, now=now)
    grant = await team.accept(db, moderator, TEAM, up, now=now)
    assert (grant.outcome, grant.participant.role) == (Opening.GRANTED, Role.ORGANISER)
    assert (await as_now(db, moderator)).speaker_id == "thy-try"


@pytest.mark.parametrize(
    ("role", "becomes"),
    [
        (Role.ATTENDEE, Role.SPEAKER),
        (Role.SPEAKER, Role.SPEAKER),
        (Role.MODERATOR, Role.MODERATOR),
        (Role.ORGANISER, Role.ORGANISER),
    ],
)
async def test_a_speaker_s_link_says_who_somebody_is(
    db: Database, sokha: Participant, has: Has, now: datetime, role: Role, becomes: Role
) -> None:
    dara = await has(2, role)
    code = await team.invite(db, sokha, SPEAKER, speaker_id="thy-try", rng=RNG, now=now)

    grant = await team.accept(db, dara, SPEAKER, code, now=now)

    dara = await as_now(db, dara)
    assert (dara.role, dara.speaker_id) == (becomes, "thy-try")
    assert (grant.outcome, grant.participant) == (Opening.GRANTED, dara)


async def test_a_second_speaker_s_link_makes_somebody_that_speaker_instead(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    dara = await has(2, Role.SPEAKER, "luy-theary")
    code = await team.invite(db, sokha, SPEAKER, speaker_id="thy-try", rng=RNG, now=now)

    grant = await team.accept(db, dara, SPEAKER, code, now=now)

    assert grant.was_speaker_id == "luy-theary"
    assert (await as_now(db, dara)).speaker_id == "thy-try"


async def test_whoever_made_a_speaker_s_link_is_asked_whether_it_is_them(
    db: Database, sokha: Participant, now: datetime
) -> None:
    code = await team.invite(db, sokha, SPEAKER, speaker_id="thy-try", rng=RNG, now=now)

    looked = await team.accept(db, sokha, SPEAKER, code, now=now)
    assert (looked.outcome, looked.usable) == (Opening.OWN, True)
    assert await as_now(db, sokha) == sokha

    sure = await team.accept(db, sokha, SPEAKER, code, myself=True, now=now)
    assert (sure.outcome, sure.participant.speaker_id) == (Opening.GRANTED, "thy-try")


async def test_whose_speaker_left_the_agenda_grants_nothing(
    db: Database, sokha: Participant, join: Join, now: datetime
) -> None:
    code = await team.invite(db, sokha, SPEAKER, speaker_id="thy-try", rng=RNG, now=now)
    async with db.transaction() as tx:
        await tx.all("DELETE FROM session_speaker WHERE speaker_id = 'thy-try'")

    with pytest.raises(BadInvitation):
        await team.accept(db, await join(2), SPEAKER, code, now=now)
