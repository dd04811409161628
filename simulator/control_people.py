"""The control API for one person: what they see, and what they do."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator import acts, control_body, control_chat, views
from simulator.accounts import Account
from simulator.bot_api import answer
from simulator.chats import Message
from simulator.control_body import Body
from simulator.errors import ControlError
from simulator.world import World

Act = Callable[[World, Account, Body], dict[str, Any] | Awaitable[dict[str, Any]]]


def _sent(world: World, message: Message) -> dict[str, Any]:
    number = world.chats[message.raw["chat"]["id"]].activity.number
    return {"message_id": message.id, "activity": number}


def _writes(content: Callable[[World, Account, Body], dict[str, Any]]) -> Act:
    def act(world: World, account: Account, body: Body) -> dict[str, Any]:
        return _sent(world, acts.write(world, account, content(world, account, body)))

    return act


def _start(world: World, account: Account, body: Body) -> dict[str, Any]:
    acts.set_blocked(world, account, blocked=False)
    payload = body.maybe_text("payload")
    text = "/start" if payload is None else f"/start {payload}"
    return _sent(world, acts.write(world, account, acts.text_content(text)))


def _edit(world: World, account: Account, body: Body) -> dict[str, Any]:
    message = acts.edit(world, account, body.integer("message_id"), body.text("text"))
    return _sent(world, message)


def _blocks(*, blocked: bool) -> Act:
    def act(world: World, account: Account, body: Body) -> dict[str, Any]:
        del body
        acts.set_blocked(world, account, blocked=blocked)
        return {"blocked": account.blocked, "activity": world.chats[account.id].activity.number}

    return act


def _deactivate(world: World, account: Account, body: Body) -> dict[str, Any]:
    del body
    account.deactivated = True
    world.events.publish("people", person=account.id)
    return {"deactivated": True, "activity": world.chats[account.id].activity.number}


async def _tap(world: World, account: Account, body: Body) -> dict[str, Any]:
    return await control_chat.tap(world, account, world.chats[account.id], body)


ACTS: dict[str, Act] = {
    "text": _writes(lambda _world, _account, body: acts.text_content(body.text("text"))),
    "contact": _writes(lambda _world, account, body: acts.contact(account, body.fields)),
    "location": _writes(lambda _world, _account, body: acts.location(body.fields)),
    "sticker": _writes(lambda world, _account, _body: acts.sticker(world)),
    "voice": _writes(lambda world, _account, _body: acts.voice(world)),
    "photo": _writes(
        lambda world, _account, body: acts.captioned(
            acts.photo(world, body.upload), body.maybe_text("caption")
        )
    ),
    "document": _writes(
        lambda world, _account, body: acts.captioned(
            acts.document(world, body.upload, body.fields), body.maybe_text("caption")
        )
    ),
    "forward": _writes(lambda world, _account, body: acts.forwarded(world, body.fields)),
    "start": _start,
    "edit": _edit,
    "tap": _tap,
    "block": _blocks(blocked=True),
    "unblock": _blocks(blocked=False),
    "deactivate": _deactivate,
}


class PeopleControl:
    """Endpoints under `/control/people`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _account(self, request: Request) -> Account:
        return self._world.account(int(request.path_params["person"]))

    async def add(self, request: Request) -> Response:
        """Add a person with a phone."""
        body = await control_body.read(request)
        account = Account(
            id=body.integer("id", self._world.free_id()),
            first_name=body.text("first_name"),
            last_name=body.maybe_text("last_name"),
            username=body.maybe_text("username"),
            language_code=body.maybe_text("language_code"),
            phone=body.maybe_text("phone") or f"+8551290{self._world.free_id():04}",
            label=body.maybe_text("label") or "",
        )
        if account.id in self._world.accounts or account.id <= 0:
            raise ControlError(409, "that id is taken")
        return answer(self._world.add_account(account).view())

    async def chat(self, request: Request) -> Response:
        """Show a person's chat, their menu of commands and their keyboard."""
        account = self._account(request)
        menu = self._world.menus.shown(
            chat_id=account.id,
            user_id=account.id,
            language=account.language_code,
            private=True,
        )
        return answer(views.chat(self._world.chats[account.id], commands=menu))

    async def activity(self, request: Request) -> Response:
        """Give what the bot did in a chat after a number, waiting for the first of it."""
        return await control_chat.activity(self._world.chats[self._account(request).id], request)

    async def act(self, request: Request) -> Response:
        """Let a person do something."""
        account = self._account(request)
        act = ACTS.get(request.path_params["act"])
        if act is None:
            raise ControlError(404, f"people cannot do that; they can: {', '.join(ACTS)}")
        result = act(self._world, account, await control_body.read(request))
        return answer(result if isinstance(result, dict) else await result)

    def routes(self) -> list[Route]:
        """Give the endpoints."""
        person = "/control/people/{person:int}"
        return [
            Route("/control/people", self.add, methods=["POST"]),
            Route(f"{person}/chat", self.chat),
            Route(f"{person}/activity", self.activity),
            Route(f"{person}/{{act}}", self.act, methods=["POST"]),
        ]
