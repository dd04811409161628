"""The settings: read once from the environment and `.env`, all faults at once."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

TELEGRAM = "https://api.telegram.org"
MESSAGES_PER_SECOND = 29.4
"""Telegram allows about 30 messages a second; the rest is room for the network's jitter."""
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
    organizers: frozenset[int] = frozenset()
    messages_per_second: float = MESSAGES_PER_SECOND
    notice_delay: timedelta = timedelta(seconds=120)
    log_level: str = "INFO"
    secret_key_file: Path | None = field(default=None, repr=False)
    """None: beside the database."""


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
    organizers = _ids(environment.get("ORGANIZERS", ""))
    if organizers is None:
        faults.append("ORGANIZERS: write Telegram user ids, separated by commas: 1001, 1002 .")
    pace = _number(environment.get("MESSAGES_PER_SECOND", ""), MESSAGES_PER_SECOND, high=1000)
    if not pace:
        faults.append("MESSAGES_PER_SECOND: write a number above 0, at most 1000.")
    delay = _number(environment.get("NOTICE_DELAY", ""), 120, high=3600)
    if delay is None:
        faults.append("NOTICE_DELAY: write a number of seconds from 0 to 3600.")
    if faults or organizers is None or pace is None or delay is None:
        raise SettingsError("\n".join(faults))
    return Settings(
        bot_token=token,
        bot_api_url=api,
        database=database(environment),
        event_file=event_file(environment),
        organizers=organizers,
        messages_per_second=pace,
        notice_delay=timedelta(seconds=delay),
        log_level=level,
        secret_key_file=secret_key_file(environment),
    )


def _ids(text: str) -> frozenset[int] | None:
    """Read Telegram ids, which have 52 bits at most; None where one of them is none."""
    ids = [part.strip() for part in text.split(",") if part.strip()]
    if not all(re.fullmatch(r"[1-9][0-9]{0,15}", part) for part in ids):
        return None
    return frozenset(map(int, ids))


def _number(text: str, default: float, *, high: float) -> float | None:
    """Read a number from 0 to `high`; None where it is none."""
    try:
        number = float(text.strip() or default)
    except ValueError:
        return None
    return number if 0 <= number <= high else None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def database(environment: Mapping[str, str]) -> Path:
    """Return where the database is: all that `backup` needs of the settings."""
    return Path(environment.get("DATABASE", "").strip() or "data/workshop.db")


def secret_key_file(environment: Mapping[str, str]) -> Path | None:
    """Return where the key file is; None: beside the database."""
    key = environment.get("SECRET_KEY_FILE", "").strip()
    return Path(key) if key else None


def event_file(environment: Mapping[str, str]) -> Path:
    """Return the event file, by default the built-in event's."""
    return Path(environment.get("EVENT_FILE", "").strip() or BUILT_IN)
