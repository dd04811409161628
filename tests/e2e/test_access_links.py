"""Every link that grants something, opened by everybody; and those that grant nothing."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.services import members, team
from storage.models import InvitationKind, Role
from tests.e2e import crowd
from tests.e2e.access import ORGANISER, PEOPLE, SPEAKER, STRANGER
from tests.e2e.crowd import NOW, found, join
from tests.e2e.door import Door

CLAIM, TEAM, BY_NAME, LINK = InvitationKind
BAD_LINK = ["This link was used, taken back, or is too old. Please ask an organiser for a new one."]
RNG = Random(2)


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Door]:
    """Everybody at the door, on a day under way."""
    async with crowd.opened(tmp_path) as opened:
        yield opened


# What a link makes of everybody, in the order of PEOPLE: the role, and who they are on the agenda.
A, S, H, M, ORG = Role.ATTENDEE, Role.SPEAKER, Role.HELPER, Role.MODERATOR, Role.ORGANISER
ME, TRY = "luy-theary", "thy-try"
ORGANISING = [(ORG, TRY if who == SPEAKER else None) for who in PEOPLE]
LINKS = {
    (CLAIM, None): ORGANISING,
    (TEAM, ORG): ORGANISING,
    (TEAM, M): [(M, None), (M, None), (M, TRY), (M, None), (M, None), (ORG, None), (M, None)],
    (TEAM, H): [(H, None), (H, None), (H, TRY), (H, None), (M, None), (ORG, None), (H, None)],
    (BY_NAME, None): [(S, ME), (S, ME), (S, ME), (H, ME), (M, ME), (ORG, ME), (S, ME)],
    (LINK, None): [(A, None), (A, None), (S, TRY), (H, None), (M, None), (ORG, None), (A, None)],
}


@pytest.mark.parametrize(("kind", "role"), LINKS)
async def test_a_link_gives_what_it_says_and_takes_nothing(
    at: Door, kind: InvitationKind, role: Role | None
) -> None:
    organiser = await join(at, "maker", ORG)
    speaker_id = ME if kind is BY_NAME else None

    for who in PEOPLE:
        if kind is CLAIM:
            code = await team.claim(at.db, rng=RNG, now=NOW)
        else:
            code = await team.invite(
                at.db, organiser, kind, role=role, speaker_id=speaker_id, rng=RNG, now=NOW
            )
        await at.act(who, "start", payload=f"{kind}_{code}")
        if who == STRANGER:
            await at.tap(who, f"lang:en:{kind}_{code}")

    people = [await found(at, who) for who in PEOPLE]
    assert [(person.role, person.speaker_id) for person in people] == LINKS[kind, role]


@pytest.mark.parametrize("who", PEOPLE[1:])
async def test_a_link_that_is_none_gives_nothing(at: Door, who: str) -> None:
    organiser = await found(at, ORGANISER)
    used, back, old = [
        await team.invite(at.db, organiser, TEAM, role=ORG, rng=RNG, now=made)
        for made in (NOW, NOW, NOW - timedelta(days=7))
    ]
    other = await join(at, "other", A)
    await team.accept(at.db, other, TEAM, used, now=NOW)
    await members.take_away(at.db, organiser, other.id, ORG, now=NOW)
    newest = await at.db.one("SELECT max(id) AS id FROM invitation")
    assert newest is not None
    await team.revoke(at.db, organiser, newest["id"] - 1, now=NOW)
    chat = await team.invite(at.db, organiser, LINK, rng=RNG, now=NOW)
    (hashed, *_) = await at.db.all("SELECT code_hash FROM invitation")
    codes = ["", "x", used, back, old, chat, hashed["code_hash"][:40], "' OR 1=1 --"]
    before = await at.dump()

    said = {
        (kind, code): await at.act(who, "start", payload=f"{kind}_{code}")
        for kind in (CLAIM, BY_NAME, TEAM)
        for code in codes
        if who != ORGANISER or kind is not TEAM or code not in {used, back, old}
    }

    # After the answer an organiser is asked again for what they were writing.
    assert {link: texts for link, texts in said.items() if texts[:1] != BAD_LINK} == {}
    assert await at.dump() == before
