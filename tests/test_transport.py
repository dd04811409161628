import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import web
from telegram import Bot, InputFile

from bot.transport import (
    AiohttpRequest,
    NeverSent,
)

TOKEN = "123456789:SECRET-of-the-bot"  # noqa: S105 -- nobody's token
OK = {"ok": True, "result": True}
Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


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


async def test_sends_parameters_as_json() -> None:
    seen = []

    async def answer(request: web.BaseRequest) -> web.Response:
        seen.append((request.method, request.path, request.content_type, await request.json()))
        return web.json_response(OK)

    async with telegram(answer) as url, bot_at(url) as bot:
        await bot.send_chat_action(1001, "typing", message_thread_id=7)
        await bot.do_api_request("say", {"text": "សួស្តី 👋", "many": [1, "ពីរ"], "yes": True})
    assert seen == [
        (
            "POST",
            f"/bot{TOKEN}/sendChatAction",
            "application/json",
            {"chat_id": "1001", "action": "typing", "message_thread_id": "7"},
        ),
        (
            "POST",
            f"/bot{TOKEN}/say",
            "application/json",
            {"text": "សួស្តី 👋", "many": json.dumps([1, "ពីរ"]), "yes": "true"},
        ),
    ]


async def test_sends_files_in_a_form() -> None:
    seen: list[tuple[object, ...]] = []

    async def answer(request: web.BaseRequest) -> web.Response:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                seen.append((name, value.filename, value.content_type, value.file.read()))
            else:
                seen.append((name, value))
        return web.json_response(OK)

    async with telegram(answer) as url, bot_at(url) as bot:
        await bot.set_chat_photo(1001, BytesIO(b"\x89PNG\r\n\x1a\n"))
        document = InputFile(b"BEGIN:VCALENDAR", filename='ថ្ងៃ "1".ics', attach=False)
        await bot.do_api_request("keep", {"chat_id": -5, "caption": "ក", "document": document})
    assert seen == [
        ("chat_id", "1001"),
        ("photo", "application.octet-stream", "application/octet-stream", b"\x89PNG\r\n\x1a\n"),
        ("chat_id", "-5"),
        ("caption", "ក"),
        ("document", 'ថ្ងៃ "1".ics', "text/calendar", b"BEGIN:VCALENDAR"),
    ]


async def test_downloads_bytes_from_the_encoded_address() -> None:
    paths = []

    async def answer(request: web.BaseRequest) -> web.Response:
        paths.append(request.raw_path)
        return web.Response(body=b"\x00{not json")

    async with telegram(answer) as url:
        request = AiohttpRequest()
        async with request:
            body = await request.retrieve(url.replace("/bot", "/file/bot123%3Aabc/a%20b.jpg"))
    assert (paths, body) == (["/file/bot123%3Aabc/a%20b.jpg"], b"\x00{not json")


async def test_a_closed_transport_sends_nothing_and_can_be_opened_again() -> None:
    async def answer(_: web.BaseRequest) -> web.Response:
        return web.json_response(OK)

    request = AiohttpRequest()
    async with telegram(answer) as url:
        async with bot_at(url, request) as bot:
            pass
        await request.shutdown()
        with pytest.raises(NeverSent, match="not open"):
            await bot.send_chat_action(1, "typing")
        async with request:
            await request.initialize()
            assert await bot.send_chat_action(1, "typing")


async def test_keeps_connections_alive() -> None:
    peers = set()

    async def answer(request: web.BaseRequest) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        return web.json_response(OK)

    async with telegram(answer) as url, bot_at(url) as bot:
        for _ in range(5):
            await bot.send_chat_action(1, "typing")
    assert len(peers) == 1


async def test_goes_through_the_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    async def answer(request: web.BaseRequest) -> web.Response:
        seen.append((request.path, request.host, request.headers["Proxy-Authorization"]))
        return web.json_response(OK)

    async with telegram(answer) as url:
        address = url.removesuffix("/bot").replace("http://", "http://proxy:pass@")
        monkeypatch.setenv("http_proxy", address)
        async with bot_at("http://telegram.example/bot") as bot:
            await bot.send_chat_action(1, "typing")
    path = f"/bot{TOKEN}/sendChatAction"
    assert seen == [(path, "telegram.example", "Basic cHJveHk6cGFzcw==")]


async def test_this_machine_is_never_reached_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def answer(_: web.BaseRequest) -> web.Response:
        return web.json_response(OK)

    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    async with telegram(answer) as url, bot_at(url) as bot:
        assert await bot.send_chat_action(1, "typing")
