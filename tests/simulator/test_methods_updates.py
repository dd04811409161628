import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from aiohttp import web

from simulator.errors import OTHER_POLL, WEBHOOK_ACTIVE
from simulator.server import Simulator

Call = Callable[..., Coroutine[Any, Any, Any]]


async def test_updates_are_polled_and_confirmed(simulator: Simulator, call: Call) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=5, allowed_updates=["message"]))
    await simulator.polled()
    await simulator.control("/people/1001/text", {"text": "/start"})
    (update,) = await poll
    message = update["message"]
    assert message["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert message["from"] == {
        "id": 1001,
        "is_bot": False,
        "first_name": "Dara",
        "language_code": "en",
    }
    await simulator.control("/people/1001/block", {})
    assert await call("getUpdates", offset=update["update_id"] + 1) == []


async def test_the_older_poll_gets_the_conflict(simulator: Simulator, call: Call) -> None:
    older = asyncio.create_task(call("getUpdates", timeout=5))
    await simulator.polled()
    newer = asyncio.create_task(call("getUpdates", timeout=5))
    assert await older == (409, OTHER_POLL)
    await simulator.control("/people/1001/text", {"text": "x"})
    assert len(await newer) == 1
    assert OTHER_POLL == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


class Receiver:
    """A bot's webhook that fails as often as it is told."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.seen: asyncio.Queue[tuple[str | None, Any]] = asyncio.Queue()

    async def take(self, request: web.Request) -> web.Response:
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        header = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        await self.seen.put((header, await request.json()))
        return web.Response()

    async def start(self) -> tuple[web.AppRunner, str]:
        app = web.Application()
        app.router.add_post("/hook", self.take)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"


async def test_a_webhook_gets_updates_in_order_and_again_after_a_failure(
    simulator: Simulator, call: Call
) -> None:
    simulator.world.webhook._pause = 0.01
    receiver = Receiver(failures=1)
    runner, url = await receiver.start()
    try:
        assert await call("setWebhook", url=url, secret_token="s3cret") is True  # noqa: S106 -- a test's
        assert await call("getUpdates") == (409, WEBHOOK_ACTIVE)
        for text in ("one", "two"):
            await simulator.control("/people/1001/text", {"text": text})
        got = [await asyncio.wait_for(receiver.seen.get(), 5) for _ in range(2)]
        await simulator.quiet()
        assert [(header, update["message"]["text"]) for header, update in got] == [
            ("s3cret", "one"),
            ("s3cret", "two"),
        ]
        info = await call("getWebhookInfo")
        assert isinstance(info.pop("last_error_date"), int)
        assert info == {
            "url": url,
            "has_custom_certificate": False,
            "pending_update_count": 0,
            "last_error_message": "Wrong response from the webhook: 500 Internal Server Error",
            "max_connections": 40,
        }
        assert await call("deleteWebhook") is True
        assert await call("getUpdates") == []
    finally:
        await runner.cleanup()


async def test_a_webhook_nobody_answers(simulator: Simulator, call: Call) -> None:
    simulator.world.webhook._pause = 0.01
    await simulator.control("/people/1001/text", {"text": "one"})
    assert await call("setWebhook", url="http://127.0.0.1:9/hook") is True
    info = await call("getWebhookInfo")
    while "last_error_message" not in info:
        info = await call("getWebhookInfo")
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)
    assert await call("setWebhook", url="", drop_pending_updates=True) is True
    assert (await call("getWebhookInfo"))["pending_update_count"] == 0


async def test_webhooks_are_refused(call: Call) -> None:
    assert await call("setWebhook", url="http://example.org/") == (
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    )
    assert await call("setWebhook", url="https://127.0.0.1/", secret_token="a b") == (  # noqa: S106 -- a test's
        400,
        "Bad Request: secret token contains unallowed characters",
    )
