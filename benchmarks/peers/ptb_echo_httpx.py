"""An echo on python-telegram-bot's own transport, with our order of updates."""

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.updates import ChatsInOrder, UpdatesInHand


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text)


def main() -> None:
    builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"])
    builder = builder.base_url(f"{os.environ['BOT_API_URL']}/bot")
    builder = builder.concurrent_updates(ChatsInOrder()).update_queue(UpdatesInHand())
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
