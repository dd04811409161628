"""The control API for everything but people: state, time, faults, groups, events, the log."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from simulator import control_body, faults, groups, views
from simulator.bot_api import answer
from simulator.errors import ControlError
from simulator.world import World


class Control:
    """Endpoints under `/control`; `zone` is the IANA name of the event's time zone."""

    def __init__(self, world: World, *, zone: str) -> None:
        self._world = world
        self._zone = zone

    def _clock(self) -> dict[str, Any] | None:
        clock = self._world.clock
        if clock is None:
            return None
        return {"now": clock.now().isoformat(), "speed": clock.speed, "zone": self._zone}

    def _faults(self) -> list[dict[str, Any]]:
        return [fault.view() for fault in self._world.faults]

    async def state(self, request: Request) -> Response:
        """Show the bot, the people, the clock and the faults."""
        del request
        world = self._world
        return answer(
            {
                "bot": {
                    "id": world.bot.id,
                    "username": world.bot.username,
                    "first_name": world.bot.first_name,
                },
                "people": [account.view() for account in world.accounts.values()],
                "clock": self._clock(),
                "faults": self._faults(),
            }
        )

    async def set_clock(self, request: Request) -> Response:
        """Move the clock or change its speed; 409 when there is none."""
        clock = self._world.clock
        if clock is None:
            raise ControlError(409, "this simulator runs on real time: it was given no clock")
        body = await control_body.read(request)
        now = body.moment("now")
        speed = body.number("speed", 1.0) if body.fields.get("speed") is not None else None
        if speed is not None and speed < 0:
            raise ControlError(400, "speed must not be negative")
        clock.set(now=now, speed=speed)
        self._world.events.publish("clock", clock=self._clock())
        return answer({"clock": self._clock()})

    async def show_faults(self, request: Request) -> Response:
        """List the faults in force, after adding or removing some."""
        if request.method == "POST":
            body = await control_body.read(request)
            self._world.faults.add(faults.read(body.fields))
        elif request.method == "DELETE":
            self._world.faults.clear()
        if request.method != "GET":
            self._world.events.publish("faults", faults=self._faults())
        return answer({"faults": self._faults()})

    async def events(self, request: Request) -> Response:
        """Stream what happens, as server-sent events."""
        del request
        headers = {"cache-control": "no-store"}
        stream = self._world.events.stream()
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def requests(self, request: Request) -> Response:
        """Give the log of the bot's requests after a number."""
        after = int(request.query_params.get("after", "0"))
        return answer({"requests": self._world.traffic.after(after)})

    async def add_group(self, request: Request) -> Response:
        """Make a group with the bot in it."""
        body = await control_body.read(request)
        members = body.fields.get("members")
        if not isinstance(members, list) or not all(isinstance(id_, int) for id_ in members):
            raise ControlError(400, "members must be a list of ids")
        basic = body.fields.get("type") == "group"
        chat = groups.found(self._world, title=body.text("title"), members=members, basic=basic)
        return answer({"id": chat.id})

    async def group(self, request: Request) -> Response:
        """Show a group, or do something in it: text, kick, migrate."""
        chat = groups.group(self._world, int(request.path_params["group"]))
        act = request.path_params["act"]
        if request.method == "GET" and act == "chat":
            return answer(views.chat(chat, commands=[]))
        body = await control_body.read(request)
        person = body.integer("from", chat.members[0] if chat.members else 0)
        if act == "text":
            reply_to = body.fields.get("reply_to")
            message = groups.say(
                self._world, chat, person=person, text=body.text("text"), reply_to=reply_to
            )
            return answer({"message_id": message.id, "activity": chat.activity.number})
        if act == "kick":
            groups.kick(self._world, chat, by=person)
            return answer({"id": chat.id})
        if act == "migrate":
            return answer({"id": groups.migrate(self._world, chat).id})
        raise ControlError(404, "in a group there are: chat, text, kick, migrate")

    async def channel_post(self, request: Request) -> Response:
        """Post in a channel."""
        body = await control_body.read(request)
        message = groups.post(self._world, title=body.text("title"), text=body.text("text"))
        return answer({"id": message.raw["chat"]["id"], "message_id": message.id})

    def routes(self) -> list[Route]:
        """Give the endpoints."""
        everything = ["GET", "POST", "DELETE"]
        return [
            Route("/control/state", self.state),
            Route("/control/clock", self.set_clock, methods=["POST"]),
            Route("/control/faults", self.show_faults, methods=everything),
            Route("/control/events", self.events),
            Route("/control/requests", self.requests),
            Route("/control/groups", self.add_group, methods=["POST"]),
            Route("/control/groups/{group}/{act}", self.group, methods=["GET", "POST"]),
            Route("/control/channel_post", self.channel_post, methods=["POST"]),
        ]
