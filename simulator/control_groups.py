"""The control API for groups and channels: what stands in them, and what people do there."""

from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator import control_body, control_chat, groups, views
from simulator.acts import text_content
from simulator.bot_api import answer
from simulator.chats import Chat, Kind, Message
from simulator.control_body import Body
from simulator.errors import ControlError
from simulator.world import World

KINDS = {kind: kind for kind in get_args(Kind) if kind != "private"}


def _sent(chat: Chat, message: Message) -> dict[str, Any]:
    return {"id": chat.id, "message_id": message.id, "activity": chat.activity.number}


class GroupControl:
    """Endpoints under `/control/groups`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _group(self, request: Request) -> Chat:
        try:
            return groups.group(self._world, int(request.path_params["group"]))
        except ValueError:
            raise ControlError(404, "a group is named by its id") from None

    async def add(self, request: Request) -> Response:
        """Make a group or a channel, with the bot in it unless told otherwise."""
        body = await control_body.read(request)
        members = body.fields.get("members")
        if not isinstance(members, list) or not all(isinstance(id_, int) for id_ in members):
            raise ControlError(400, "members must be a list of ids")
        kind = KINDS.get(body.maybe_text("type") or "supergroup")
        if kind is None:
            raise ControlError(400, f"type must be one of {', '.join(KINDS)}")
        chat = groups.found(
            self._world,
            title=body.text("title"),
            members=members,
            kind=kind,
            bot=body.fields.get("bot") is not False,
        )
        return answer(chat.view())

    async def chat(self, request: Request) -> Response:
        """Show what stands in a group."""
        return answer(views.chat(self._group(request), commands=[]))

    async def activity(self, request: Request) -> Response:
        """Give what the bot did in a group after a number, waiting for the first of it."""
        return await control_chat.activity(self._group(request), request)

    async def act(self, request: Request) -> Response:
        """Let a member (`from`, by default the first) do something there."""
        chat, act = self._group(request), request.path_params["act"]
        body = await control_body.read(request)
        person = body.integer("from", chat.members[0])
        if act == "tap":
            account = self._world.account(person)
            return answer(await control_chat.tap(self._world, account, chat, body))
        return answer(self._do(chat, act, body, person))

    def _do(self, chat: Chat, act: str, body: Body, person: int) -> dict[str, Any]:
        world = self._world
        match act:
            case "text":
                reply_to = body.fields.get("reply_to")
                content = text_content(body.text("text"))
                said = groups.say(world, chat, person=person, content=content, reply_to=reply_to)
                return _sent(chat, said)
            case "startgroup":
                payload = body.maybe_text("payload") or ""
                return _sent(chat, groups.start(world, chat, person=person, payload=payload))
            case "add":
                groups.add(world, chat, by=person)
            case "kick":
                groups.kick(world, chat, by=person)
            case "migrate":
                chat = groups.migrate(world, chat)
            case _:
                raise ControlError(
                    404, "in a group there are: text, tap, startgroup, add, kick, migrate"
                )
        return {"id": chat.id, "activity": chat.activity.number}

    async def channel_post(self, request: Request) -> Response:
        """Post in the channel of that title, made when there is none."""
        body = await control_body.read(request)
        title, everybody = body.text("title"), list(self._world.accounts)
        known = [chat for chat in self._world.chats.values() if chat.kind == "channel"]
        chat = next((each for each in known if each.title == title), None)
        if chat is None:
            chat = groups.found(self._world, title=title, members=everybody, kind="channel")
        content = text_content(body.text("text"))
        person = body.integer("from", chat.members[0])
        return answer(_sent(chat, groups.say(self._world, chat, person=person, content=content)))

    def routes(self) -> list[Route]:
        """Give the endpoints."""
        group = "/control/groups/{group}"
        return [
            Route("/control/groups", self.add, methods=["POST"]),
            Route("/control/channel_post", self.channel_post, methods=["POST"]),
            Route(f"{group}/chat", self.chat),
            Route(f"{group}/activity", self.activity),
            Route(f"{group}/{{act}}", self.act, methods=["POST"]),
        ]
