"""The control API for what concerns all: state, time, faults, limits, events, the log."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from simulator import control_body, faults, limits
from simulator.bot_api import answer
from simulator.errors import ControlError
from simulator.world import World

Outage = Callable[[bool], Awaitable[None]]


class Control:
    """Endpoints under `/control`; `zone` is the IANA name of the event's time zone.

    `outage` closes the bot's door or opens it again.
    """

    def __init__(self, world: World, *, zone: str, outage: Outage) -> None:
        self._world = world
        self._zone = zone
        self._outage = outage

    def _clock(self) -> dict[str, Any] | None:
        clock = self._world.clock
        if clock is None:
            return None
        return {"now": clock.now().isoformat(), "speed": clock.speed, "zone": self._zone}

    def _faults(self) -> list[dict[str, Any]]:
        return [fault.view() for fault in self._world.faults]

    async def state(self, request: Request) -> Response:
        """Show the bot, the people, the groups, the clock, the faults and the limits."""
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
                "limits": limits.view(world.limiter.limits),
                "groups": [chat.view() for chat in world.chats.values() if chat.kind != "private"],
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
            await self._outage(self._world.faults.outage)
            self._world.events.publish("faults", faults=self._faults())
        return answer({"faults": self._faults()})

    async def set_limits(self, request: Request) -> Response:
        """Put Telegram's limits in force, with other numbers if given, or lift them."""
        body = await control_body.read(request)
        lifted = request.method == "DELETE"
        self._world.limiter.limits = None if lifted else limits.read(body.fields)
        self._world.events.publish("faults")
        return answer({"limits": limits.view(self._world.limiter.limits)})

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

    def routes(self) -> list[Route]:
        """Give the endpoints."""
        everything = ["GET", "POST", "DELETE"]
        return [
            Route("/control/state", self.state),
            Route("/control/clock", self.set_clock, methods=["POST"]),
            Route("/control/faults", self.show_faults, methods=everything),
            Route("/control/events", self.events),
            Route("/control/requests", self.requests),
            Route("/control/limits", self.set_limits, methods=["POST", "DELETE"]),
        ]
