"""Who is in the team, and taking a role away."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from random import Random

import pytest

from bot.services import announcement_drafts, drafts, entries, members, participants, team
from bot.services.errors import NotAllowed, PreviewPassed
from storage import announcements, conversations, invitations
from storage.database import Database
from storage.models import (
    Cancel,
    Entry,
    EntryStep,
    InvitationKind,
    Locale,
    Participant,
    Removal,
    Removed,
    Role,
)
from tests.services.conftest import Has, Join, as_now

Dump = Callable[[], Awaitable[dict[str, list[tuple[object, ...]]]]]

RNG = Random(1)


async def test_the_team_is_told_by_role(
    db: Database, sokha: Participant, has: Has, join: Join, now: datetime
) -> None:
    speaker = await has(1, Role.SPEAKER, "thy-try")
    bound = await has(2, Role.ATTENDEE, "luy-theary")
    moderator = await has(3, Role.MODERATOR)
    await join(4)
    await team.claim(db, rng=RNG, now=now)

    its = await members.overview(db, sokha, now=now)

    assert its.members == (sokha, moderator, speaker, bound)
    assert [link.kind for link in its.invitations] == [InvitationKind.CLAIM]


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.SPEAKER, Role.MODERATOR])
async def test_only_organisers_see_and_change_the_team(
    db: Database, sokha: Participant, has: Has, now: datetime, dump: Dump, role: Role
) -> None:
    other = await has(2, role)
    before = await dump()

    with pytest.raises(NotAllowed):
        await members.overview(db, other, now=now)
    with pytest.raises(NotAllowed):
        await members.member(db, other, sokha.id)
    with pytest.raises(NotAllowed):
        await members.take_away(db, other, sokha.id, Role.ORGANISER, now=now)
    assert await dump() == before


@pytest.mark.parametrize(
    ("role", "speaker_id", "taken", "becomes"),
    [
        (Role.ORGANISER, None, Role.ORGANISER, (Role.ATTENDEE, None)),
        (Role.MODERATOR, None, Role.MODERATOR, (Role.ATTENDEE, None)),
        (Role.ORGANISER, "thy-try", Role.ORGANISER, (Role.SPEAKER, "thy-try")),
        (Role.ORGANISER, "thy-try", Role.SPEAKER, (Role.ORGANISER, None)),
        (Role.SPEAKER, "thy-try", Role.SPEAKER, (Role.ATTENDEE, None)),
        (Role.SPEAKER, None, Role.SPEAKER, (Role.ATTENDEE, None)),
        (Role.ATTENDEE, "thy-try", Role.SPEAKER, (Role.ATTENDEE, None)),
    ],
)
async def test_a_role_taken_away_is_gone_and_the_other_stays(
    db: Database,
    sokha: Participant,
    has: Has,
    now: datetime,
    role: Role,
    speaker_id: str | None,
    taken: Role,
    becomes: tuple[Role, str | None],
) -> None:
    dara = await has(2, role, speaker_id)

    removed = await members.take_away(db, sokha, dara.id, taken, now=now)

    dara = await as_now(db, dara)
    assert (dara.role, dara.speaker_id) == becomes
    assert removed == Removed(Removal.DONE, dara)
    again = await members.take_away(db, sokha, dara.id, taken, now=now)
    assert again == Removed(Removal.PASSED, dara)


async def test_a_button_for_another_role_takes_nothing(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    dara = await has(2, Role.MODERATOR)

    for role in (Role.ORGANISER, Role.SPEAKER):
        removed = await members.take_away(db, sokha, dara.id, role, now=now)
        assert removed == Removed(Removal.PASSED, dara)
    with pytest.raises(PreviewPassed):
        await members.take_away(db, sokha, dara.id, Role.ATTENDEE, now=now)
    assert await as_now(db, dara) == dara


async def test_the_last_organiser_stays(db: Database, sokha: Participant, now: datetime) -> None:
    removed = await members.take_away(db, sokha, sokha.id, Role.ORGANISER, now=now)

    assert removed == Removed(Removal.LAST, sokha)
    assert (await as_now(db, sokha)).role is Role.ORGANISER


async def test_two_who_take_each_other_s_role_away_leave_one(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    dara = await has(2, Role.ORGANISER)

    first, second = await asyncio.gather(
        members.take_away(db, sokha, dara.id, Role.ORGANISER, now=now),
        members.take_away(db, dara, sokha.id, Role.ORGANISER, now=now),
        return_exceptions=True,
    )

    assert isinstance(first, Removed)
    assert isinstance(second, NotAllowed)
    assert (await as_now(db, sokha)).role is Role.ORGANISER


async def test_with_the_role_go_the_links_and_what_was_being_written(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    dara = await has(2, Role.ORGANISER)
    await team.invite(db, dara, InvitationKind.LINK, rng=RNG, now=now)
    await team.invite(db, dara, InvitationKind.TEAM, role=Role.ORGANISER, rng=RNG, now=now)
    await team.invite(db, sokha, InvitationKind.LINK, rng=RNG, now=now)
    await drafts.change(db, dara, Cancel("panel"), now=now)
    announced = Entry(2, EntryStep.ANNOUNCE_KM)
    await announcement_drafts.write(db, dara, announced, "សួស្ដី", now=now)

    removed = await members.take_away(db, sokha, dara.id, Role.ORGANISER, now=now)

    assert (removed.outcome, removed.links) == (Removal.DONE, 2)
    assert [link.created_by for link in await invitations.usable(db, now=now)] == [sokha.id]
    assert await conversations.entry_of(db, dara.telegram_id) is None
    assert await announcements.draft_of(db, dara.id) is None
    shown = await drafts.change(db, sokha, Cancel("closing"), now=now)
    assert shown.others == ()


async def test_who_is_not_in_the_team_has_no_card(
    db: Database, sokha: Participant, has: Has, join: Join, now: datetime
) -> None:
    dara = await has(2, Role.ATTENDEE, "thy-try")
    assert await members.member(db, sokha, dara.id) == dara

    bopha = await join(3)
    for number in (bopha.id, 999):
        with pytest.raises(PreviewPassed):
            await members.member(db, sokha, number)
    with pytest.raises(PreviewPassed):
        await members.take_away(db, sokha, 999, Role.ORGANISER, now=now)


async def test_those_whom_the_settings_name_organise_from_the_start(
    db: Database, has: Has, join: Join
) -> None:
    dara, moderator = await join(2), await has(3, Role.MODERATOR, "thy-try")

    await members.appoint(db, {3, 4})

    assert await as_now(db, dara) == dara
    moderator = await as_now(db, moderator)
    assert (moderator.role, moderator.speaker_id) == (Role.ORGANISER, "thy-try")


async def test_those_whom_the_settings_name_join_as_organisers(
    db: Database, sokha: Participant, now: datetime
) -> None:
    named = frozenset({2})

    dara = await participants.speak(db, 2, Locale.KM, organisers=named, now=now)
    bopha = await participants.speak(db, 3, Locale.KM, organisers=named, now=now)

    assert (dara.role, bopha.role) == (Role.ORGANISER, Role.ATTENDEE)
    assert await as_now(db, dara) == dara
    await members.take_away(db, sokha, dara.id, Role.ORGANISER, now=now)
    again = await participants.speak(db, 2, Locale.EN, organisers=named, now=now)
    assert again.role is Role.ATTENDEE  # another language gives no role back


async def test_a_speaker_who_was_answering_is_not_waited_for(
    db: Database, sokha: Participant, has: Has, now: datetime
) -> None:
    theary = await has(303, Role.SPEAKER, "luy-theary")
    await entries.begin(db, theary, EntryStep.ANSWER, "A" * 22, now=now)

    await members.take_away(db, sokha, theary.id, Role.SPEAKER, now=now)

    assert await conversations.entry_of(db, theary.telegram_id) is None
