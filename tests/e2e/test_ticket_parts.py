"""The ticket is several messages: one that fails keeps none of the others back."""

import pytest

from simulator.person import Person
from simulator.shown import Shown
from tests.e2e.conftest import Workshop
from tests.e2e.plays import NAME, details, play_to, register
from tests.e2e.said import Said, seen

Part = tuple[str, str]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.AGAIN_SECONDS", 0.0)


def part(message: Shown) -> Part:
    """Give the kind of a message and its words."""
    if "venue" in message.view:
        venue = message.view["venue"]
        return "venue", f"{venue['title']}\n{venue['address']}"
    for kind in ("photo", "document"):
        if kind in message.view:
            return kind, message.text
    return "text", message.text


async def parts(workshop: Workshop, says: Said) -> list[Part]:
    """Give the ticket's parts as they come."""
    row = await workshop.db.one("SELECT ticket_code FROM participant")
    assert row is not None
    code = row["ticket_code"]
    return [
        ("photo", says.ticket.format(code=code, name=NAME)),
        ("venue", "\n".join(says.venue)),
        ("document", says.day_file),
    ]


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "500"])
async def test_the_ticket_comes_though_the_first_answer_fails(
    workshop: Workshop, dara: Person, says: Said, kind: str
) -> None:
    await play_to("summary", dara, says)
    stood = len(dara.chat)
    fault = {"kind": kind, "method": "editMessageText", "times": 2}  # as often as it is tried
    await workshop.simulator.control("/faults", fault)

    await dara.tap(says.buttons["confirm"], edit=False)
    await dara.expect(5 if kind == "drop_after" else 4)

    assert [part(message) for message in dara.chat[stood:]] == await parts(workshop, says)
    summary = dara.chat[stood - 1]
    standing, asked = says.standing(**details(says)), says.summary(**details(says))
    assert seen(summary) == (standing if kind == "drop_after" else asked)
    assert not list(workshop.simulator.world.faults)


@pytest.mark.parametrize(
    ("method", "missing"), [("sendPhoto", 0), ("sendVenue", 1), ("sendDocument", 2)]
)
async def test_each_part_comes_though_another_fails(
    workshop: Workshop, dara: Person, says: Said, method: str, missing: int
) -> None:
    await play_to("summary", dara, says)
    stood = len(dara.chat)
    fault = {"kind": "500", "method": method, "times": 2}
    await workshop.simulator.control("/faults", fault)

    await dara.tap(says.buttons["confirm"])
    await dara.expect(4)

    assert seen(dara.chat[stood - 1]) == says.standing(**details(says))
    expected = await parts(workshop, says)
    del expected[missing]
    assert [part(message) for message in dara.chat[stood:]] == expected


async def test_a_change_of_details_does_not_send_the_ticket_again(dara: Person, says: Said) -> None:
    await register(dara, says)
    await dara.expect(5)  # the answer, the card, and the ticket's three parts
    await dara.send("/register")
    await dara.tap(says.buttons["change_details"], dara.last)
    await dara.tap(says.buttons["change"] + says.fields["name"], dara.last)
    await dara.send("Chan Thida")
    stood = len(dara.chat)

    await dara.tap(says.buttons["confirm"], dara.last)
    await dara.settled()

    assert len(dara.chat) == stood
    assert seen(dara.last) == says.standing(**details(says, name="Chan Thida"))
