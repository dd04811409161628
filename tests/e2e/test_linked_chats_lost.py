"""Linked groups and channels: lost and found, moved, renamed, and let go."""

import pytest

from bot.services import linked_chats
from simulator import groups
from simulator.person import Person
from tests.e2e.announcing import organiser
from tests.e2e.conftest import Workshop
from tests.e2e.linking import chats, linked, put

RESTRICTIONS = [
    *groups.RIGHTS,
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
]


@pytest.fixture
async def sokha(workshop: Workshop) -> Person:
    """An organiser who reads English."""
    return await organiser(workshop, "Sokha")


async def test_removed_it_is_lost_until_the_bot_is_back(workshop: Workshop, sokha: Person) -> None:
    group = await linked(workshop, sokha)

    await group.kick(sokha)
    await sokha.settled()

    assert await chats(workshop) == [(group.id, "Team <b>", "both", 1)]
    await sokha.tap("‹ Back")
    assert sokha.last.text.splitlines()[-1] == (
        "Gets nothing: since 3 July 2025, 8:20 AM the bot cannot write there."
    )
    await sokha.tap("‹ Back")
    assert "Groups and channels: 1, of which 1 cannot be reached" in sokha.last.text
    await group.add(sokha)
    await sokha.settled()
    assert await chats(workshop) == [(group.id, "Team <b>", "both", 0)]


@pytest.mark.parametrize(
    ("kind", "rights", "lost"),
    [
        ("channel", {"status": "administrator", "can_post_messages": False}, 1),
        ("channel", {"status": "administrator"}, 0),
        ("supergroup", {"status": "restricted", "is_member": True, "can_send_messages": False}, 1),
        ("supergroup", {"status": "restricted", "is_member": True, "can_send_messages": True}, 0),
        ("supergroup", {"status": "restricted", "is_member": False, "can_send_messages": True}, 1),
    ],
)
async def test_without_the_right_to_write_it_is_lost_too(
    workshop: Workshop, sokha: Person, kind: str, rights: dict[str, object], lost: int
) -> None:
    group = await linked(workshop, sokha, kind)
    world = workshop.simulator.world
    member = groups.member(world.bot.user(), "administrator", kind="channel")
    others = dict.fromkeys(RESTRICTIONS, True) if rights["status"] == "restricted" else {}
    chat = {**world.chats[group.id].described(), "title": "Renamed"}

    world.push(
        "my_chat_member",
        {
            "chat": chat,
            "from": world.accounts[sokha.id].user(),
            "date": world.unix(),
            "old_chat_member": member,
            "new_chat_member": {**member, **others, **rights, "until_date": 0},
        },
    )
    await sokha.settled()

    assert await chats(workshop) == [(group.id, "Renamed", "both", lost)]


async def test_a_group_moves_with_its_id(workshop: Workshop, sokha: Person) -> None:
    group = await linked(workshop, sokha, "group")
    old = group.id

    await group.migrate()
    await sokha.settled()

    assert group.id != old
    assert await chats(workshop) == [(group.id, "Team <b>", "both", 0)]
    await linked_chats.move(workshop.db, old, group.id)  # told once more, it is where it was
    assert len(await chats(workshop)) == 1


async def test_a_new_title_is_noted(workshop: Workshop, sokha: Person) -> None:
    group = await linked(workshop, sokha)
    await put(workshop, group, sokha, {"new_chat_title": "The team"})

    assert await chats(workshop) == [(group.id, "The team", "both", 0)]


async def test_unlinked_it_gets_nothing_more(workshop: Workshop, sokha: Person) -> None:
    await linked(workshop, sokha)
    linked_message = sokha.last

    await sokha.tap("Unlink")
    assert sokha.last.text.splitlines()[-1] == (
        "Unlink it? What still waits for it is not sent either."
    )
    await sokha.tap("Unlink")

    assert sokha.last.text.splitlines()[0] == "It gets nothing more. You can remove the bot there."
    assert await chats(workshop) == []
    for old in ("chat:1", "chat.lang:1:km", "chat.drop:1:0"):
        await sokha.tap_data(old, linked_message)
        assert sokha.last.text.startswith("That button belongs to an earlier message.")
    await sokha.tap_data("chat.drop:1:1", linked_message, edit=False)  # twice is no harm
    assert sokha.message(linked_message.message_id).text.startswith("It gets nothing more.")
