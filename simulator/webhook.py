"""Updates delivered by HTTP POST, one after another, until each is taken."""

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from simulator.clock import Now
from simulator.errors import bad_request
from simulator.updates import DEFAULT, Updates

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LONGEST_PAUSE = 5.0
OK = range(200, 300)


class Webhook:
    """The webhook, when one is set; `pause` is the first wait after a failure, in seconds.

    Source: Bot API, setWebhook. Plain http is taken for the loopback only.
    """

    def __init__(self, updates: Updates, *, now: Now, pause: float = 0.1) -> None:
        self._updates = updates
        self._now = now
        self._pause = pause
        self._task: asyncio.Task[None] | None = None
        self._secret = ""
        self._max_connections = 40
        self._error: tuple[int, str] | None = None
        self.url = ""
        self.delivering = False

    async def set(self, url: str, *, secret: str, max_connections: int) -> None:
        """Deliver to `url` from now on.

        Raises: Refusal when Telegram would not take the address or the secret.
        """
        parts = urlsplit(url)
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK
        if parts.scheme != "https" and not plain:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        await self.delete()
        self.url, self._secret, self._max_connections = url, secret, max_connections
        self._error = None
        self._task = asyncio.create_task(self._deliver())

    async def delete(self) -> None:
        """Stop delivering."""
        self.url = ""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    def info(self) -> dict[str, Any]:
        """Give the Bot API's WebhookInfo."""
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self._error is not None:
            info["last_error_date"], info["last_error_message"] = self._error
        if self.url:
            info["max_connections"] = self._max_connections
        if self._updates.allowed != DEFAULT:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    async def _deliver(self) -> None:
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        timeout = aiohttp.ClientTimeout(total=60)
        pause = self._pause
        async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:
            while True:
                update = await self._updates.first()
                self.delivering = True
                problem = await self._post(session, update)
                self.delivering = False
                if not problem:
                    self._updates.confirm(update["update_id"] + 1)
                    pause = self._pause
                    continue
                self._error = (int(self._now().timestamp()), problem)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _post(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> str:
        """Post one update and give what went wrong, or nothing."""
        try:
            async with session.post(self.url, json=update) as answer:
                if answer.status in OK:
                    return ""
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except (aiohttp.ClientError, TimeoutError):
            return "Read timeout expired"
