"""An echo on aiogram 3, as its own documentation writes one."""
# mypy: ignore-errors
# aiogram lives in the benchmark's own environment, where mypy does not look.

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def echo(message: Message) -> None:
    await message.answer(message.text)


async def main() -> None:
    server = TelegramAPIServer.from_base(os.environ["BOT_API_URL"])
    # As many connections as python-telegram-bot takes; its own default of 100 would hold it back.
    session = AiohttpSession(api=server, limit=256)
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
