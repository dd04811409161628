"""The settings: read once from the environment and `.env`, all faults at once."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

TELEGRAM = "https://api.telegram.org"
BUILT_IN = Path(__file__).parent / "events" / "digital_government_2025.toml"


class SettingsError(Exception):
    """Some settings are missing or wrong; the message names every one, a line each."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; `bot_token` never shows in a `repr`."""

    bot_token: str = field(repr=False)
    bot_api_url: str = TELEGRAM
    database: Path = Path("data/workshop.db")
    event_file: Path = BUILT_IN
    log_level: str = "INFO"


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings.

    Raises: SettingsError with a line for each fault.
    """
    faults = []
    token = environment.get("BOT_TOKEN", "").strip()
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{30,}", token):
        faults.append(
            "BOT_TOKEN: "
            + ("is not a bot's token" if token else "is missing")
            + "; @BotFather gives one, like 123456:ABC-DEF… ."
        )
    api = environment.get("BOT_API_URL", "").strip().rstrip("/") or TELEGRAM
    if not _is_address(api):
        faults.append("BOT_API_URL: write an address like https://api.telegram.org .")
    level = environment.get("LOG_LEVEL", "").strip().upper() or "INFO"
    if level not in logging.getLevelNamesMapping():
        faults.append("LOG_LEVEL: choose DEBUG, INFO, WARNING or ERROR.")
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(
        bot_token=token,
        bot_api_url=api,
        database=database(environment),
        event_file=event_file(environment),
        log_level=level,
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def database(environment: Mapping[str, str]) -> Path:
    """Return where the database is: all that `backup` needs of the settings."""
    return Path(environment.get("DATABASE", "").strip() or "data/workshop.db")


def event_file(environment: Mapping[str, str]) -> Path:
    """Return the event file, by default the built-in event's."""
    return Path(environment.get("EVENT_FILE", "").strip() or BUILT_IN)
