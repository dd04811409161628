"""Updates and taps that mean nothing: passed over or answered kindly, and everybody goes on."""

import logging

import pytest

from bot.logs import OneLine
from simulator.acts import text_content, write
from simulator.errors import Refusal
from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import details, play_to, register
from tests.e2e.said import Said, seen

CHAT = {"id": 5, "type": "private", "first_name": "Sok Dara"}
MESSAGE = {"message_id": 1, "date": "soon", "chat": CHAT, "text": "Sok Dara"}
TAP = {"from": {"id": 5, "is_bot": False, "first_name": "Sok Dara"}, "data": "Sok Dara"}
UNREADABLE: list[tuple[str, object]] = [
    ("message", MESSAGE),
    ("message", ["Sok Dara"]),
    ("callback_query", TAP),
]


def warned(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give the log as it is written, without times."""
    lines = [
        OneLine("1:token").format(each) for each in caplog.records if each.levelno > logging.INFO
    ]
    return [line.partition(" ")[2] for line in lines]


@pytest.mark.parametrize(("kind", "body"), UNREADABLE)
async def test_an_update_that_cannot_be_read_is_passed_over_once(
    workshop: Workshop, caplog: pytest.LogCaptureFixture, kind: str, body: object
) -> None:
    dara, emma = await workshop.reader("Dara"), await workshop.reader("Emma")
    world = workshop.simulator.world
    newest = world.traffic.after(0)[-1]["number"]

    write(world, world.account(emma.id), text_content("/help"))
    world.updates.push(kind, body)  # type: ignore[arg-type]  # what nobody should send
    unreadable = world.updates._pending[-1]["update_id"]
    await dara.send("/help")
    await emma.settled()

    assert seen(emma.last) == seen(dara.last)
    assert len(world.updates) == 0
    polls = [each for each in world.traffic.after(newest) if each["method"] == "getUpdates"]
    assert len(polls) <= 4
    (line,) = warned(caplog)
    assert line.startswith(f"ERROR bot.polling update {unreadable} cannot be read: ")
    assert "Dara" not in caplog.text


async def test_a_message_without_a_chat_is_passed_over(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    dara = await workshop.reader("Dara")

    workshop.simulator.world.push("message", {"message_id": 1, "date": 0, "text": "Sok Dara"})
    await dara.send("/start")

    assert dara.last.buttons[0] == ["Register"]
    assert warned(caplog) == []


async def test_a_poll_refused_with_401_does_not_end_polling(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    dara = await workshop.reader("Dara")
    await workshop.simulator.polled()
    waiting = workshop.simulator.world.updates._poll
    assert waiting is not None

    waiting.set_exception(Refusal(401, "Unauthorized"))
    await dara.send("/start")

    assert dara.last.buttons[0] == ["Register"]
    assert warned(caplog) == [
        "WARNING bot.app polling is interrupted (Telegram refuses the token); trying until it works"
    ]


@pytest.mark.parametrize(
    "data", ["reg.done:1", "reg.ok:", "reg:1", "reg.chg:1", "ticket:nope", "reg.cancel:x"]
)
async def test_a_button_without_values_takes_none(
    workshop: Workshop, dara: Person, says: Said, data: str
) -> None:
    await register(dara, says)
    await dara.expect(5)  # the answer, the card, and the ticket's three parts
    stood = len(dara.chat)

    await dara.tap_data(data)

    assert dara.answer is not None
    assert [seen(each) for each in dara.chat[stood:]] == [says.on(says.old_button)]
    assert await workshop.db.all("SELECT * FROM conversation") == []


@pytest.mark.parametrize("data", ["reg.done:1", "reg.cancel:x", "reg.ok:1", "ticket:nope"])
async def test_in_a_registration_it_only_asks_again(
    workshop: Workshop, dara: Person, says: Said, data: str
) -> None:
    await play_to("summary", dara, says)
    stood = len(dara.chat)

    await dara.tap_data(data)

    assert [seen(each) for each in dara.chat[stood:]] == [says.summary(**details(says))]
    rows = await workshop.db.all("SELECT status FROM participant")
    assert [row["status"] for row in rows] == ["none"]


@pytest.mark.parametrize("data", ["ticket", "reg", "open:home", "garbage", "lang:km:"])
async def test_a_tap_in_a_group_is_passed_over(
    workshop: Workshop, dara: Person, caplog: pytest.LogCaptureFixture, data: str
) -> None:
    world = workshop.simulator.world
    group = {"id": -100123, "type": "supergroup", "title": "Colleagues"}
    newest, stood = world.traffic.after(0)[-1]["number"], len(dara.chat)

    tap = {
        "id": "1",
        "from": world.account(dara.id).user(),
        "message": {"message_id": 9, "date": world.unix(), "chat": group, "text": "Hello"},
        "chat_instance": "1",
        "data": data,
    }
    world.push("callback_query", tap)
    await dara.settled()

    assert {each["method"] for each in world.traffic.after(newest)} <= {"getUpdates"}
    assert len(dara.chat) == stood
    assert warned(caplog) == []
