import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from simulator.server import Simulator

Call = Callable[..., Awaitable[Any]]


async def group(simulator: Simulator, call: Call, **fields: Any) -> int:
    made = await simulator.control("/groups", {"title": "Team", "members": [1001], **fields})
    joined, told = await call("getUpdates", offset=-2)
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert [each["is_bot"] for each in told["message"]["new_chat_members"]] == [True]
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
    assert [message["text"] for message in chat["messages"]] == ["", "Hello", *said, "to you"]


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
    added, posted = await call("getUpdates")
    assert added["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    post = posted["channel_post"]
    assert "from" not in post
    assert (post["sender_chat"], post["chat"]["type"]) == (post["chat"], "channel")


async def test_a_link_for_groups_adds_the_bot_and_starts_it(
    simulator: Simulator, call: Call
) -> None:
    dara = simulator.person_with_id(1001)
    team = await simulator.group("Team", [dara], kind="group", bot=False)
    await dara.send_in(team, "/now")
    assert await call("getUpdates") == []
    assert await call("sendMessage", chat_id=team.id, text="x") == (
        403,
        "Forbidden: bot is not a member of the group chat",
    )

    await dara.start_in(team, "link_abc")
    await dara.start_in(team, "again")

    joined, told, started, again = await call("getUpdates")
    change = joined["my_chat_member"]
    assert (change["from"]["id"], change["old_chat_member"]["status"]) == (1001, "left")
    assert [each["id"] for each in told["message"]["new_chat_members"]] == [100200300]
    assert started["message"]["text"] == "/start@workshop_demo_bot link_abc"
    assert again["message"]["text"] == "/start@workshop_demo_bot again"
    state = await simulator.control("/state", method="GET")
    assert state["groups"] == [
        {"id": team.id, "title": "Team", "type": "group", "members": [1001], "bot": "member"}
    ]


async def test_a_bot_leaves_and_comes_back(simulator: Simulator, call: Call) -> None:
    dara = simulator.person_with_id(1001)
    team = await simulator.group("Team", [dara])
    simulator.world.updates.clear()
    assert await call("leaveChat", chat_id=team.id) is True
    assert await call("sendMessage", chat_id=team.id, text="x") == (
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    )
    await team.add(dara)
    await call("sendMessage", chat_id=team.id, text="Back")
    await team.expect(1)
    assert team.last.text == "Back"
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in await call("getUpdates")
        if "my_chat_member" in update
    ]
    assert statuses == ["left", "member"]
    with pytest.raises(LookupError, match="the bot is there already"):
        await team.add(dara)
    with pytest.raises(LookupError, match="this person may not write there"):
        await simulator.person_with_id(1002).send_in(team, "x")


async def test_buttons_in_a_group(simulator: Simulator, call: Call) -> None:
    dara, emma = (simulator.person_with_id(person) for person in (1001, 1002))
    team = await simulator.group("Team", [dara, emma])
    simulator.world.updates.clear()
    keys = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await call("sendMessage", chat_id=team.id, text="Shall we?", reply_markup=keys)

    tapping = asyncio.create_task(emma.tap_in(team, "Yes", edit=False))
    (update,) = await call("getUpdates", timeout=5)
    query = update["callback_query"]
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
    await tapping

    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (1002, team.id)
    assert team.alert == "Noted"
    with pytest.raises(LookupError, match="there is no button 'No'"):
        await emma.tap_in(team, "No")


async def test_a_channel_of_which_the_bot_is_an_administrator(
    simulator: Simulator, call: Call
) -> None:
    sokha = simulator.person_with_id(1003)
    news = await simulator.group("News", [sokha], kind="channel")
    simulator.world.updates.clear()

    await sokha.send_in(news, "/link abc")
    sent = await call("sendMessage", chat_id=news.id, text="Linked")
    await call("editMessageText", chat_id=news.id, message_id=sent["message_id"], text="Linked!")
    await news.expect(2)

    (update,) = await call("getUpdates")
    assert update["channel_post"]["text"] == "/link abc"
    assert "from" not in sent
    assert [(each.from_bot, each.sender, each.text) for each in news.chat] == [
        (False, "News", "/link abc"),
        (True, None, "Linked!"),
    ]
    member = await call("getChatMember", chat_id=news.id, user_id=100200300)
    assert (member["status"], member["can_post_messages"]) == ("administrator", True)
    (owner,) = await call("getChatAdministrators", chat_id=news.id)
    assert (owner["status"], owner["user"]["id"]) == ("creator", 1003)
    await news.kick(sokha)
    refused = (403, "Forbidden: bot was kicked from the channel chat")
    assert await call("sendMessage", chat_id=news.id, text="x") == refused
    edit = {"chat_id": news.id, "message_id": sent["message_id"], "text": "x"}
    assert await call("editMessageText", **edit) == refused
    simulator.world.updates.clear()
    await sokha.send_in(news, "without the bot")
    assert await call("getUpdates") == []


async def test_what_stands_in_a_group_that_migrated(simulator: Simulator, call: Call) -> None:
    dara = simulator.person_with_id(1001)
    team = await simulator.group("Team", [dara], kind="group")
    old = team.id
    await team.migrate()
    await call("sendMessage", chat_id=team.id, text="Here")
    await team.refresh()
    assert [message.view.get("migrate_from_chat_id") for message in team.chat] == [old, None]
    with pytest.raises(LookupError, match="only a basic group becomes a supergroup"):
        await team.migrate()


async def test_twenty_messages_a_minute_in_a_group(simulator: Simulator, call: Call) -> None:
    team = await simulator.group("Team", [simulator.person_with_id(1001)])
    given = {"limits": {"overall": 30, "chat": 1, "group": 2}}
    assert await simulator.control("/limits", {"group": 2}) == given
    sends = [await call("sendMessage", chat_id=team.id, text="x") for _ in range(3)]
    assert sends[2] == (429, "Too Many Requests: retry after 60")
    assert (await simulator.control("/state", method="GET"))["limits"] == given["limits"]
    assert await simulator.control("/limits", method="DELETE") == {"limits": None}
    assert (await call("sendMessage", chat_id=team.id, text="x"))["text"] == "x"
    with pytest.raises(aiohttp.ClientResponseError, match="400"):
        await simulator.control("/limits", {"chat": 0})
