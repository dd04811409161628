"""The simulator running: `async with Simulator() as simulator: simulator.url`."""

import asyncio
from collections.abc import Callable, Sequence
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

import aiohttp
import uvicorn
from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from simulator.accounts import Account, default_people
from simulator.app import create_app
from simulator.clock import Clock, Now, real_now
from simulator.door import Door, close
from simulator.group import Group
from simulator.limits import Limits
from simulator.line import Line
from simulator.person import Person
from simulator.sight import BotInSight, finished
from simulator.world import Bot, World

if TYPE_CHECKING:
    from uvicorn._types import HTTPScope

TOKEN = "100200300:simulator"  # noqa: S105 -- it opens nothing but this stand-in
LONGEST_WAIT = 10.0
IN_SIGHT_SECONDS = 0.01
GRACE = 0.05


class Simulator:
    """A stand-in for Telegram on the loopback, in the running event loop.

    Without `clock` messages carry the time of `now`, by default the real one; `seed` fixes
    every id that looks random. `port` 0 takes a free one. `zone` names the event's time zone.
    An outage shuts the door at `api_url`, so that a bot there finds nobody; a bot at `url`, where
    the page and the control API stay up, sees its connections break instead. `seconds` is the
    clock of Telegram's limits and of "retry after", by default the real one.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "workshop_demo_bot",
        first_name: str = "Workshop",
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock | None = None,
        zone: str = "Asia/Phnom_Penh",
        now: Now = real_now,
        seed: int = 0,
        people: Sequence[Account] | None = None,
        limits: Limits | None = None,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        number = token.partition(":")[0]
        bot_id = int(number) if number.isdecimal() else 1
        self.world = World(
            token=token,
            bot=Bot(id=bot_id, username=username, first_name=first_name),
            random=Random(seed),  # noqa: S311 -- ids of a simulation, repeatable on purpose
            now=now,
            clock=clock,
            limits=limits,
            seconds=seconds,
        )
        for account in default_people() if people is None else people:
            self.world.add_account(account)
        # Between two requests nobody sees from here that a bot draws or counts: where it runs in
        # this process, a test has it say so.
        self.bot_in_sight: BotInSight | None = None
        self._app = create_app(self.world, zone=zone, drop=self._drop, outage=self._outage)
        self._host, self._port = host, port
        self._config = uvicorn.Config(
            self._app,
            http=H11Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_keep_alive=75,
        )
        self._state = ServerState()
        self._server: asyncio.Server | None = None
        self._door = Door(host)
        self._session: aiohttp.ClientSession | None = None

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    @property
    def url(self) -> str:
        """The address without a slash at its end, such as http://127.0.0.1:8081."""
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        """The address of a door of the bot's own, which an outage shuts."""
        return f"http://{self._host}:{self._door.port}"

    async def __aenter__(self) -> Self:
        """Start serving. Raises: OSError when the port is taken."""
        loop = asyncio.get_running_loop()
        self._config.load()

        def connection() -> H11Protocol:
            return H11Protocol(
                config=self._config, server_state=self._state, app_state={}, _loop=loop
            )

        self._server = await loop.create_server(connection, self._host, self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        await self._door.open(connection)
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Cut every connection and stop."""
        if self._session is not None:
            await self._session.close()
        await self._stop_listening()
        await self._cut_all()
        await self.world.webhook.delete()
        self.world.updates.close()
        self.world.events.close()
        # What waits for the bot (taps, activity) would wait on; the rest ends by itself.
        if tasks := list(self._state.tasks):
            _done, waiting = await asyncio.wait(tasks, timeout=GRACE)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _stop_listening(self) -> None:
        await self._door.close()
        if self._server is not None:
            await close(self._server)

    async def _cut_all(self) -> None:
        """Cut every connection and see it closed."""
        while self._state.connections:
            for connection in list(self._state.connections):
                connection.transport.abort()
            await asyncio.sleep(0)

    async def _outage(self, shut: bool) -> None:  # noqa: FBT001 -- it is what a switch is told
        if shut == self._door.shut:
            return
        if not shut:
            await self._door.unlock()
            return
        await self._door.lock()
        for connection in list(self._state.connections):
            if isinstance(connection, H11Protocol) and self._is_a_bots(connection):
                connection.transport.abort()

    def _is_a_bots(self, connection: H11Protocol) -> bool:
        at_the_door = connection.transport.get_extra_info("sockname")[1] == self._door.port
        # Between a connection and its first request there is no scope.
        scope: HTTPScope | None = connection.scope
        return at_the_door or (
            scope is not None and scope["path"].startswith(("/bot", "/file/bot"))
        )

    def _drop(self, request: Request) -> None:
        for connection in list(self._state.connections):
            if isinstance(connection, H11Protocol) and connection.client == request.client:
                connection.transport.abort()

    async def control(
        self, path: str, body: dict[str, Any] | None = None, *, method: str = "POST"
    ) -> dict[str, Any]:
        """Ask the control API, such as `await simulator.control("/faults", {...})`.

        Raises: aiohttp.ClientResponseError when it refuses.
        """
        if self._session is None:
            raise RuntimeError("the simulator is not running")
        address = f"{self.url}/control{path}"
        async with self._session.request(method, address, json=body) as answer:
            answer.raise_for_status()
            result: dict[str, Any] = await answer.json()
        return result

    async def person(self, first_name: str, **fields: Any) -> Person:
        """Add a person with a phone (language_code, phone, label, id) and give them to a test."""
        added = await self.control("/people", {"first_name": first_name, **fields})
        return self.person_with_id(int(added["id"]))

    def person_with_id(self, person: int) -> Person:
        """Give one of the people who are here already to a test."""
        return Person(person, **self._phone())

    async def group(
        self, title: str, members: Sequence[Person], *, kind: str = "supergroup", bot: bool = True
    ) -> Group:
        """Make a group, supergroup or channel of people, with the bot in it unless told otherwise.

        Of a channel `members` are the administrators.
        """
        fields = {"title": title, "members": [each.id for each in members], "type": kind}
        made = await self.control("/groups", {**fields, "bot": bot})
        return Group(made["id"], **self._phone())

    @property
    def line(self) -> Line:
        """What its people's phones reach it by."""
        if self._session is None:
            raise RuntimeError("the simulator is not running")
        return Line(self._app, url=self.url, session=self._session)

    def _phone(self) -> dict[str, Any]:
        return {"line": self.line, "settle": self.quiet, "finish": self._finished}

    async def quiet(self) -> None:
        """Wait until no request is under way and none came for a while; long polls do not count.

        A while is 50 ms, or with the bot in sight 10 ms in which it has no update in hand.
        Raises: TimeoutError after ten seconds.
        """
        webhook, bot, traffic = self.world.webhook, self.bot_in_sight, self.world.traffic
        if bot is None:
            silence = traffic.quiet(busy=lambda: webhook.delivering)
        else:
            silence = traffic.quiet(
                busy=lambda: webhook.delivering or bot.is_busy(), seconds=IN_SIGHT_SECONDS
            )
        await asyncio.wait_for(silence, LONGEST_WAIT)

    async def _finished(self, chat: int) -> None:
        if self.bot_in_sight is not None:
            await finished(self.bot_in_sight, chat)

    async def polled(self) -> None:
        """Wait until a bot listens by getUpdates. Raises: TimeoutError after ten seconds."""
        await asyncio.wait_for(self.world.updates.polled(), LONGEST_WAIT)
