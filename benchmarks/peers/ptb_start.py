"""The least program python-telegram-bot allows: what a start and its memory cost without ours."""

import os

from telegram.ext import ApplicationBuilder


def main() -> None:
    builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"])
    builder.base_url(f"{os.environ['BOT_API_URL']}/bot").build().run_polling()


if __name__ == "__main__":
    main()
