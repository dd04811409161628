"""Every decision and every write; knows nothing of Telegram."""
