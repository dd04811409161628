"""The log: one line an entry, ids and outcomes only."""

import logging
import re
import sys
import traceback
from pathlib import Path

# They quote whole updates that they could not read: what people wrote.
_QUOTING = ("telegram.ext.ExtBot", "telegram.ext.Updater")

_PLACE = re.compile(r"%\S*?[a-zA-Z]")

# They log requests, updates and SQL values below this level: tokens, names and texts.
_TALKATIVE = (
    "aiohttp",
    "aiosqlite",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "telegram",
    "uvicorn",
)


def where(error: BaseException | None) -> str:
    """Name an error's class and the place it came from; its message may hold what people wrote."""
    if error is None:
        return "nothing"
    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{at}"


class OneLine(logging.Formatter):
    """Write an entry on one line, an exception as its class and place, and never the token."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        # In URLs the colon may stand percent-encoded.
        self._written = [token.replace(":", colon) for colon in (":", "%3A", "%3a")]

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = logging.makeLogRecord(record.__dict__)
        said.exc_info = said.exc_text = said.stack_info = None
        if record.name in _QUOTING:
            said.msg, said.args = _PLACE.sub("…", str(record.msg)), None
        line = super().format(said)
        if record.exc_info and record.exc_info[1] is not None:
            # asyncio's message about a task that failed quotes the exception, its text included.
            line = line.replace(repr(record.exc_info[1]), type(record.exc_info[1]).__name__)
            line += f": {where(record.exc_info[1])}"
        for written in self._written:
            line = line.replace(written, "…")
        return " ".join(line.splitlines())


def start(level: str, *, token: str) -> None:
    """Log to standard error from this level on; libraries only warn, whatever the level."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(token))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # It warns of every tick during which the outbox is still at work.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
