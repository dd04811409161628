"""One chat floods: nobody else waits for it, and afterwards it is answered again."""

from bot.ratelimit import PER_SECOND, TwoLanes
from bot.updates import BACKLOG
from simulator.acts import text_content, write
from tests.e2e.conftest import Workshop

MESSAGES = 200
A_FEW = 5


async def test_a_flood_from_one_chat_holds_up_no_other(workshop: Workshop) -> None:
    flooding, patient = await workshop.reader("Dara"), await workshop.reader("Emma")
    lanes = workshop.application.bot.rate_limiter
    assert isinstance(lanes, TwoLanes)
    lanes._interval = 1 / PER_SECOND  # as fast as it is in earnest
    world = workshop.simulator.world
    newest = world.traffic.after(0)[-1]["number"]

    for _ in range(MESSAGES):
        write(world, world.account(flooding.id), text_content("/help"))
    await patient.send("/agenda")
    await workshop.simulator.quiet()

    sent_to = [
        int(request["chat_id"])
        for request in world.traffic.after(newest)
        if request["method"] == "sendMessage"
    ]
    assert sent_to.count(patient.id) == 1
    assert sent_to.index(patient.id) <= A_FEW
    # What does not fit into the chat's line is lost; what was in it is answered, in order.
    assert BACKLOG < sent_to.count(flooding.id) < MESSAGES
    await flooding.refresh()
    answers = [message.text for message in flooding.chat if message.from_bot][2:]
    assert set(answers) == {answers[0]}
    assert answers[0].startswith("What I can do")

    await flooding.send("/now")
    await patient.send("/now")
    assert flooding.last.text == patient.last.text
    assert flooding.last.buttons == patient.last.buttons
