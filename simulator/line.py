"""How the phones of tests reach the control API: the application asked directly, by no network."""

import json
from typing import Any
from urllib.parse import urlencode

import aiohttp
from starlette.applications import Starlette
from starlette.types import Message

Answer = dict[str, Any]


class Line:
    """Asks what the page asks, in the same process: a test's people cost no connections.

    Forms with files go over HTTP to `url`, by `session`. An answer that refuses has an `error`.
    """

    def __init__(self, app: Starlette, *, url: str, session: aiohttp.ClientSession) -> None:
        self._app = app
        self._url = url
        self._session = session

    async def get(self, path: str, **query: str) -> Answer:
        """Read something."""
        return await self._ask("GET", path, query=urlencode(query).encode())

    async def post(self, path: str, body: dict[str, Any] | aiohttp.FormData) -> Answer:
        """Do something."""
        if isinstance(body, aiohttp.FormData):
            async with self._session.post(f"{self._url}{path}", data=body) as answer:
                result: Answer = await answer.json()
            return result
        return await self._ask("POST", path, body=json.dumps(body).encode())

    async def _ask(
        self, method: str, path: str, *, query: bytes = b"", body: bytes = b""
    ) -> Answer:
        parts: list[bytes] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            parts.append(message.get("body", b""))

        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "path": path,
            "query_string": query,
            "root_path": "",
            "headers": [(b"content-type", b"application/json")],
        }
        await self._app(scope, receive, send)
        result: Answer = json.loads(b"".join(parts))
        return result
