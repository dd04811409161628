"""The same echo on our transport; nothing else differs."""

import os

from telegram.ext import ApplicationBuilder, MessageHandler, filters

from benchmarks.peers.ptb_echo_httpx import echo
from bot.transport import AiohttpRequest
from bot.updates import ChatsInOrder, UpdatesInHand


def main() -> None:
    builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"])
    builder = builder.base_url(f"{os.environ['BOT_API_URL']}/bot")
    builder = builder.concurrent_updates(ChatsInOrder()).update_queue(UpdatesInHand())
    polling = AiohttpRequest(connection_pool_size=1)
    builder = builder.request(AiohttpRequest()).get_updates_request(polling)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
