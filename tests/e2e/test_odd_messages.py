import logging

import pytest

from bot.logs import OneLine
from simulator import acts
from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import play_to
from tests.e2e.said import Said, seen

POLL = {
    "id": "1",
    "question": "Tea?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}


async def test_what_is_no_text_is_answered_with_what_can_be_done(dara: Person, says: Said) -> None:
    for act in ("sticker", "voice", "photo", "location", "document", "contact"):
        await dara.act(act)
        assert seen(dara.last) == says.on(says.only_text), act


async def test_a_poll_is_answered_with_what_can_be_done(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    world = workshop.simulator.world

    acts.write(world, world.account(dara.id), {"poll": POLL})
    await dara.settled()

    assert seen(dara.last) == says.on(says.only_text)


async def test_a_forwarded_text_is_looked_up(dara: Person, says: Said) -> None:
    await dara.act("forward", text="zzz")

    assert seen(dara.last) == says.nothing_found("zzz")


@pytest.mark.parametrize("step", [None, "name"])
async def test_an_edited_message_is_not_taken_for_an_answer(
    dara: Person, says: Said, step: str | None
) -> None:
    if step is None:
        await dara.send("zzz")
    else:
        await play_to("organisation", dara, says)

    await dara.edit("Somebody Else")

    assert seen(dara.last) == says.on(says.edited)


async def test_an_edited_command_is_not_obeyed(dara: Person, says: Said) -> None:
    await dara.send("/help")

    await dara.edit("/agenda")

    assert seen(dara.last) == says.on(says.edited)


@pytest.mark.parametrize("text", ["/nonsense", "/asks", "/agendaa", "/help@another_bot"])
async def test_an_unknown_command_says_where_the_known_ones_are(
    dara: Person, says: Said, text: str
) -> None:
    await dara.send(text)

    assert seen(dara.last) == says.on(says.unknown_command)


async def test_a_command_may_name_the_bot(dara: Person, says: Said) -> None:
    await dara.send("/start@workshop_demo_bot")

    assert seen(dara.last) == says.menu()


async def test_there_is_nothing_to_cancel(dara: Person, says: Said) -> None:
    await dara.send("/cancel")

    assert seen(dara.last) == says.on(says.nothing_to_cancel)


async def test_groups_are_passed_over(workshop: Workshop, dara: Person) -> None:
    control = workshop.simulator.control
    group = await control("/groups", {"title": "Colleagues", "members": [dara.id]})
    stood = len(dara.chat)

    for text in ("/start", "/agenda", "/register@workshop_demo_bot", "/nonsense", "hello"):
        await control(f"/groups/{group['id']}/text", {"text": text, "from": dara.id})
    await dara.settled()

    chat = await control(f"/groups/{group['id']}/chat", method="GET")
    assert [message["from"] for message in chat["messages"]] == ["person"] * 6  # one added the bot
    assert len(dara.chat) == stood
    people = await workshop.db.all("SELECT telegram_id FROM participant")
    assert [row["telegram_id"] for row in people] == [dara.id]


async def test_channel_posts_are_passed_over(workshop: Workshop) -> None:
    control = workshop.simulator.control
    await workshop.simulator.quiet()
    before = (await control("/requests", method="GET"))["requests"]

    await control("/channel_post", {"title": "News", "text": "/start"})
    await workshop.simulator.quiet()

    requests = (await control("/requests", method="GET"))["requests"][len(before) :]
    assert {request["method"] for request in requests} <= {"getUpdates"}


async def test_who_blocked_the_bot_and_comes_back_goes_on(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await play_to("name", dara, says)

    workshop.at(9)
    await dara.block()
    await workshop.simulator.quiet()
    row = await workshop.db.one("SELECT unreachable_since FROM participant")
    assert row is not None
    assert row["unreachable_since"].startswith("2025-07-03T02:00:00")
    await dara.unblock()
    await workshop.simulator.quiet()
    row = await workshop.db.one("SELECT unreachable_since FROM participant")
    assert row is not None
    assert row["unreachable_since"] is None

    await dara.send("Sok Dara")
    assert seen(dara.last) == says.step("organisation")


def test_an_update_that_cannot_be_read_is_not_quoted_in_the_log() -> None:
    library = logging.getLogger("telegram.ext.ExtBot")
    text, quoted = "Error while parsing updates! Received data was %r", ([{"text": "Sok Dara"}],)
    record = library.makeRecord(library.name, logging.CRITICAL, "_bot.py", 1, text, quoted, None)

    line = OneLine("1:token").format(record)

    assert line.partition(" ")[2] == (
        "CRITICAL telegram.ext.ExtBot Error while parsing updates! Received data was …"
    )
