"""The Bot API's endpoints: one request in, Telegram's answer out."""

import asyncio
import inspect
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from simulator import parameters
from simulator.errors import Refusal, bad_request
from simulator.faults import Fault
from simulator.methods import METHODS, Method
from simulator.parameters import Parameters
from simulator.world import World

Drop = Callable[[Request], None]


def answer(body: dict[str, Any], *, status: int = 200) -> Response:
    """Encode an answer as JSON."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(content, status_code=status, media_type="application/json")


class BotApi:
    """Answers the bot; `drop` closes the connection of a request without a reply."""

    def __init__(self, world: World, *, drop: Drop) -> None:
        self._world = world
        self._drop = drop

    async def call(self, request: Request) -> Response:
        """Handle `/bot<token>/<method>`."""
        if request.path_params["token"] != self._world.token:
            return _refused(Refusal(401, "Unauthorized"))
        found = METHODS.get(request.path_params["method"].lower())
        if found is None:
            return _refused(Refusal(404, "Not Found: method not found"))
        name, method = found
        with self._world.traffic.under_way(waits=name == "getUpdates"):
            return await self._answer(request, name, method)

    async def _answer(self, request: Request, name: str, method: Method) -> Response:
        chat_id, error_code = "", None
        try:
            given = await parameters.read(request)
            chat_id = given.text("chat_id")
            faults = self._world.faults.take(name, chat_id)
            if faults:
                self._world.events.publish("faults")
            if await self._goes_wrong(faults, request):
                return await self._dropped(request)
            result = await self._perform(method, given)
            if any(fault.kind == "drop_after" for fault in faults):
                return await self._dropped(request)
            for fault in faults:
                if fault.kind == "delay_after":
                    await _waited_for(request, seconds=fault.seconds or 0)
            return answer({"ok": True, "result": result})
        except Refusal as refusal:
            error_code = refusal.code
            return _refused(refusal)
        finally:
            self._world.traffic.note(name, chat_id=chat_id, error_code=error_code)

    async def _goes_wrong(self, faults: list[Fault], request: Request) -> bool:
        """Wait and refuse as the faults say; True when the connection is to be dropped now."""
        for fault in faults:
            if fault.kind == "delay":
                if not await _waited_for(request, seconds=fault.seconds or 0):
                    return True
            elif (refusal := self._world.faults.refusal(fault)) is not None:
                raise refusal
        return any(fault.kind in {"drop_before", "outage"} for fault in faults)

    async def _perform(self, method: Method, given: Parameters) -> Any:
        try:
            result = method(self._world, given)
            return await result if inspect.isawaitable(result) else result
        except (TypeError, ValueError, AttributeError):
            # Nested JSON of a shape no method foresees, such as a number where a list belongs.
            raise bad_request("wrong type of a parameter") from None

    async def _dropped(self, request: Request) -> Response:
        self._drop(request)
        await asyncio.sleep(0)
        return Response(status_code=502)

    async def download(self, request: Request) -> Response:
        """Handle `/file/bot<token>/<path>`."""
        if request.path_params["token"] != self._world.token:
            return _refused(Refusal(401, "Unauthorized"))
        stored = self._world.files.at(request.path_params["path"])
        if stored is None:
            return _refused(Refusal(404, "Not Found"))
        return Response(stored.content, media_type="application/octet-stream")

    async def shown(self, request: Request) -> Response:
        """Handle `/control/files/<file_id>`: a file for the page, without the token."""
        stored = self._world.files.get(request.path_params["file_id"])
        if stored is None:
            return answer({"error": "there is no such file"}, status=404)
        disposition = "inline" if stored.mime_type.startswith("image/") else "attachment"
        headers = {"content-disposition": f"{disposition}; filename*=UTF-8''{quote(stored.name)}"}
        return Response(stored.content, media_type=stored.mime_type, headers=headers)


async def _waited_for(request: Request, *, seconds: float) -> bool:
    """Hold a request up; False when its client went away meanwhile, and it is lost on the way."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass
            return False
    return True


def _refused(refusal: Refusal) -> Response:
    return answer(refusal.body(), status=refusal.code)
