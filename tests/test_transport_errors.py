import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.transport import (
    AiohttpRequest,
    NeverSent,
    NoAnswer,
    PerhapsDelivered,
    ServerFailed,
    Timeouts,
)

TOKEN = "123456789:SECRET-of-the-bot"  # noqa: S105 -- nobody's token
OK = {"ok": True, "result": True}
Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@asynccontextmanager
async def telegram(answer: Answer) -> AsyncIterator[str]:
    """Serve every request with `answer`; gives the base URL that a Bot takes."""
    server = web.Server(answer, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}/bot"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_at(base_url: str, request: AiohttpRequest | None = None) -> AsyncIterator[Bot]:
    async with request or AiohttpRequest() as opened:
        yield Bot(TOKEN, base_url=base_url, request=opened)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("status", "payload", "raised"),
    [
        (400, {"ok": False, "description": "Bad Request: chat not found"}, BadRequest),
        (403, {"ok": False, "description": "Forbidden: user is deactivated"}, Forbidden),
        (429, {"ok": False, "parameters": {"retry_after": 7}}, RetryAfter),
        (500, {"ok": False, "description": "Internal Server Error"}, ServerFailed),
        (502, None, ServerFailed),
        (403, None, PerhapsDelivered),
        (302, None, PerhapsDelivered),
        (200, None, PerhapsDelivered),
    ],
)
async def test_tells_telegrams_refusals_from_answers_that_are_not_telegrams(
    status: int, payload: object, raised: type[Exception]
) -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        if payload is None:
            return web.Response(status=status, text=f"<html>{request.path}")
        return web.json_response(payload, status=status)

    async with telegram(answer) as url, bot_at(url) as bot:
        with pytest.raises(TelegramError) as failure:
            await bot.send_chat_action(1, "typing")
    assert type(failure.value) is raised
    assert "SECRET" not in str(failure.value)


async def test_a_refused_connection_was_never_sent() -> None:
    async with bot_at(f"http://127.0.0.1:{free_port()}/bot") as bot:
        with pytest.raises(NeverSent, match=r"No connection to 127\.0\.0\.1"):
            await bot.send_chat_action(1, "typing")


async def test_an_unknown_name_was_never_sent() -> None:
    async with bot_at("http://telegram.invalid/bot") as bot:
        with pytest.raises(NeverSent, match=r"No connection to telegram\.invalid:80"):
            await bot.send_chat_action(1, "typing")


async def test_a_failed_handshake_was_never_sent() -> None:
    async def answer(_: web.BaseRequest) -> web.Response:
        return web.json_response(OK)

    async with telegram(answer) as url, bot_at(url.replace("http://", "https://")) as bot:
        with pytest.raises(NeverSent, match=r"No connection to 127\.0\.0\.1"):
            await bot.send_chat_action(1, "typing")


async def test_an_unusable_address_was_never_sent() -> None:
    async with bot_at("http://127.0.0.1:port/bot") as bot:
        with pytest.raises(NeverSent, match="Not a usable address"):
            await bot.send_chat_action(1, "typing")


async def test_a_full_pool_sends_nothing_and_a_silent_server_gives_no_answer() -> None:
    requests = []
    arrived = asyncio.Event()

    async def answer(request: web.BaseRequest) -> web.Response:
        requests.append(request.path)
        arrived.set()
        await asyncio.Event().wait()
        return web.Response()

    transport = AiohttpRequest(
        connection_pool_size=1, timeouts=Timeouts(pool=0.02, connect=0.02, read=0.3)
    )
    async with telegram(answer) as url, bot_at(url, transport) as bot:
        first = asyncio.create_task(bot.send_chat_action(1, "typing"))
        await arrived.wait()
        with pytest.raises(NeverSent, match="No connection in time"):
            await bot.send_chat_action(2, "typing")
        assert transport.in_flight == 1
        with pytest.raises(NoAnswer) as failure:
            await first
        assert isinstance(failure.value, TimedOut)
        assert isinstance(failure.value, PerhapsDelivered)
    assert (len(requests), transport.in_flight) == (1, 0)


async def test_a_write_that_gets_nowhere_ends() -> None:
    given_up, gone = asyncio.Event(), asyncio.Event()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Nobody reads, so the buffers fill up and the sender has to stop in mid-body.
        await given_up.wait()
        writer.transport.abort()
        gone.set()

    limits = Timeouts(pool=0.05, connect=0.05, upload=0.05, read=0.05)
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
        async with bot_at(url, AiohttpRequest(timeouts=limits)) as bot:
            with pytest.raises(NoAnswer):
                await bot.set_chat_photo(1, bytes(20_000_000))
        given_up.set()
        await gone.wait()


async def test_a_kept_connection_dropped_in_use_is_perhaps_delivered_and_not_repeated() -> None:
    peers = []

    async def answer(request: web.BaseRequest) -> web.Response:
        assert request.transport is not None
        peers.append(request.transport.get_extra_info("peername"))
        if len(peers) == 2:
            request.transport.abort()
        return web.json_response(OK)

    async with telegram(answer) as url, bot_at(url) as bot:
        await bot.send_chat_action(1, "typing")
        with pytest.raises(NetworkError) as failure:
            await bot.send_chat_action(1, "typing")
    assert type(failure.value) is PerhapsDelivered
    assert (len(peers), len(set(peers))) == (2, 1)


@pytest.mark.parametrize("kind", ["refused", "dropped", "silent", "page", "address"])
async def test_no_failure_tells_the_token(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    async def answer(request: web.BaseRequest) -> web.Response:
        if kind == "silent":
            await asyncio.Event().wait()
        if kind == "page":
            return web.Response(status=404, text=f"no {request.path} here")
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    caplog.set_level(logging.DEBUG)
    transport = AiohttpRequest(timeouts=Timeouts(read=0.05))
    async with telegram(answer) as url:
        other = {"refused": f"http://127.0.0.1:{free_port()}/bot", "address": "http://a:b/bot"}
        async with bot_at(other.get(kind, url), transport) as bot:
            caplog.clear()  # of what python-telegram-bot itself tells at DEBUG when it starts
            with pytest.raises(NetworkError) as failure:
                await bot.send_message(1, "hello")
    shown = "".join(traceback.format_exception(failure.value))
    assert "SECRET" not in shown + repr(failure.value) + caplog.text
    assert failure.value.__context__ is None
