"""A broadcast as it is mostly written with python-telegram-bot: `gathered`, or in a plain `loop`.

It answers taps meanwhile. Gathered sends go under the library's own AIORateLimiter.
"""

import asyncio
import logging
import os
import sys
import warnings
from datetime import timedelta
from typing import Any

from telegram import Bot, Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
)

HOW, FIRST, PEOPLE, PER_SECOND = sys.argv[1], *map(int, sys.argv[2:5])


async def send(bot: Bot, chat: int) -> None:
    try:
        await bot.send_message(chat, "Lunch is on the second floor.")
    except RetryAfter as refusal:
        after = refusal.retry_after
        await asyncio.sleep(after.total_seconds() if isinstance(after, timedelta) else after)
        await send(bot, chat)
    except TelegramError:
        await send(bot, chat)


async def broadcast(bot: Bot) -> None:
    chats = range(FIRST, FIRST + PEOPLE)
    if HOW == "gathered":
        await asyncio.gather(*(send(bot, chat) for chat in chats))
    else:
        for chat in chats:
            await send(bot, chat)


async def begin(application: Application) -> None:  # type: ignore[type-arg]  # six of them
    application.create_task(broadcast(application.bot))


async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await asyncio.gather(query.edit_message_text("The agenda"), query.answer())


def main() -> None:
    logging.disable()  # it prints a traceback for each refusal
    warnings.simplefilter("ignore")
    builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"])
    builder = builder.base_url(f"{os.environ['BOT_API_URL']}/bot").concurrent_updates(True)
    if HOW == "gathered":
        limiter: Any = AIORateLimiter(overall_max_rate=PER_SECOND, overall_time_period=1)
        builder = builder.rate_limiter(limiter)
    application = builder.post_init(begin).build()
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling()


if __name__ == "__main__":
    main()
