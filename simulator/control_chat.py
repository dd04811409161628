"""The control API in one chat, private or not: taps, and what the bot does meanwhile."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from simulator import acts
from simulator.accounts import Account
from simulator.bot_api import answer
from simulator.chats import Chat, Message
from simulator.control_body import Body
from simulator.errors import ControlError
from simulator.world import World

LONGEST_WAIT = 60.0


def _button(message: Message, body: Body) -> dict[str, Any]:
    rows = message.raw.get("reply_markup", {}).get("inline_keyboard", [])
    if (label := body.maybe_text("label")) is not None:
        for row in rows:
            for button in row:
                if button["text"] == label:
                    return dict(button)
        raise ControlError(404, f"that message has no button {label!r}")
    row, column = body.integer("row"), body.integer("column")
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ControlError(404, "that message has no such button")
    return dict(rows[row][column])


async def tap(world: World, account: Account, chat: Chat, body: Body) -> dict[str, Any]:
    """Tap a button by its label, its place, or with forged data; `wait` seconds for the answer."""
    message = chat.messages.get(body.integer("message_id"))
    if message is None:
        raise ControlError(404, "there is no such message in this chat")
    number = chat.activity.number
    data = body.maybe_text("data")
    button = {"callback_data": data} if data is not None else _button(message, body)
    if "callback_data" not in button:
        nothing = {"callback_query_id": None, "answered": False, "answer": None}
        return {**nothing, **button, "activity": number}
    query = acts.tap(world, account, chat=chat, message=message, data=button["callback_data"])
    if (seconds := min(body.number("wait", 0), LONGEST_WAIT)) > 0:
        try:
            await asyncio.wait_for(query.answered.wait(), seconds)
        except TimeoutError:
            return {**query.view(), "activity": number}
    return {**query.view(), "activity": number}


async def activity(chat: Chat, request: Request) -> Response:
    """Give what the bot did in a chat after a number, waiting for the first of it."""
    after = int(request.query_params.get("after", "0"))
    seconds = min(float(request.query_params.get("wait", "0")), LONGEST_WAIT)
    return answer({"activity": await chat.activity.after(after, seconds=seconds)})
