from collections.abc import Awaitable, Callable
from typing import Any

from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]


async def group(simulator: Simulator, call: Call, **fields: Any) -> int:
    made = await simulator.control("/groups", {"title": "Team", "members": [1001], **fields})
    (update,) = await call("getUpdates", offset=-1)
    assert update["my_chat_member"]["new_chat_member"]["status"] == "member"
    simulator.world.updates.clear()
    return int(made["id"])


async def test_a_bot_in_privacy_mode_hears_what_is_meant_for_it(
    simulator: Simulator, call: Call
) -> None:
    team = await group(simulator, call)
    sent = await call("sendMessage", chat_id=team, text="Hello")
    assert sent["chat"] == {"id": team, "title": "Team", "type": "supergroup"}
    said = ["hello", "/ask", "/ask@workshop_demo_bot x", "/ask@other_bot"]
    for text in said:
        await simulator.control(f"/groups/{team}/text", {"from": 1001, "text": text})
    reply = {"from": 1001, "text": "to you", "reply_to": sent["message_id"]}
    await simulator.control(f"/groups/{team}/text", reply)
    heard = [update["message"]["text"] for update in await call("getUpdates")]
    assert heard == ["/ask", "/ask@workshop_demo_bot x", "to you"]
    chat = await simulator.control(f"/groups/{team}/chat", method="GET")
    assert [message["text"] for message in chat["messages"]] == ["Hello", *said, "to you"]


async def test_a_phone_number_is_not_asked_for_in_a_group(simulator: Simulator, call: Call) -> None:
    team = await group(simulator, call)
    keyboard = {"keyboard": [[{"text": "Number", "request_contact": True}]]}
    assert await call("sendMessage", chat_id=team, text="x", reply_markup=keyboard) == (
        400,
        "Bad Request: phone number can be requested in private chats only",
    )


async def test_a_bot_that_was_kicked(simulator: Simulator, call: Call) -> None:
    team = await group(simulator, call)
    await simulator.control(f"/groups/{team}/kick", {})
    (update,) = await call("getUpdates")
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await call("sendMessage", chat_id=team, text="x") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )


async def test_a_group_that_became_a_supergroup(simulator: Simulator, call: Call) -> None:
    team = await group(simulator, call, type="group")
    new = (await simulator.control(f"/groups/{team}/migrate", {}))["id"]
    assert await call("sendMessage", chat_id=team, text="x") == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
    )
    assert simulator._session is not None
    url = f"{simulator.url}/bot{simulator.token}/sendMessage?chat_id={team}&text=x"
    async with simulator._session.get(url) as got:
        assert (await got.json())["parameters"] == {"migrate_to_chat_id": new}
    left, came = (update["message"] for update in await call("getUpdates"))
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (team, new)
    assert (came["chat"]["id"], came["migrate_from_chat_id"]) == (new, team)
    assert (await call("sendMessage", chat_id=new, text="x"))["message_id"] == 2


async def test_a_channel_post_has_no_sender(simulator: Simulator, call: Call) -> None:
    await simulator.control("/channel_post", {"title": "News", "text": "x"})
    (update,) = await call("getUpdates")
    post = update["channel_post"]
    assert "from" not in post
    assert (post["sender_chat"], post["chat"]["type"]) == (post["chat"], "channel")
