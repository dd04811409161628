"""A stand-in for Telegram on the loopback: its Bot API, and the people who chat with the bot."""
