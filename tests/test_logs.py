import asyncio
import gc
import logging
import re
import sys
from collections.abc import Callable, Iterator

import pytest

from bot import logs

TOKEN = "123456:ABC-DEF_ghijklmnopqrstuvwxyz0123456"  # noqa: S105 -- nobody's
STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ", re.MULTILINE)
LIBRARIES = ("aiohttp", "aiosqlite", "apscheduler", "asyncio", "httpcore", "httpx", "telegram")

Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Said]:
    """What was logged since one last looked, without its times; levels are put back at the end."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}

    def look() -> str:
        text = capsys.readouterr().err
        assert len(STAMP.findall(text)) == text.count("\n")
        return STAMP.sub("", text)

    yield look
    root.handlers, root.level = handlers, level
    for name, its in levels.items():
        logging.getLogger(name).setLevel(its)


def fail(text: str) -> None:
    raise ValueError(text)


def test_an_entry_is_one_line(said: Said) -> None:
    logs.start("INFO", token=TOKEN)

    logging.getLogger("bot.app").info("delivery %d:\nsent\r\nand\u2028well", 7)

    assert said() == "INFO bot.app delivery 7: sent and well\n"


def test_an_exception_is_its_class_and_place(said: Said) -> None:
    """Its text may hold what people wrote."""
    logs.start("INFO", token=TOKEN)

    try:
        fail("Sok Dara, 012345678")
    except ValueError:
        logging.getLogger("bot").exception("update %d failed", 5, stack_info=True)

    line = fail.__code__.co_firstlineno + 1
    assert said() == f"ERROR bot update 5 failed: ValueError at test_logs.py:{line}\n"


def test_an_exception_that_was_never_raised_has_no_place(said: Said) -> None:
    logs.start("INFO", token=TOKEN)

    logging.getLogger("bot").error("failed", exc_info=ValueError("Sok Dara"))
    logging.getLogger("bot").error("failed", exc_info=(None, None, None))

    assert said() == "ERROR bot failed: ValueError\nERROR bot failed\n"
    assert logs.where(None) == "nothing"
    assert logs.where(KeyError("Sok Dara")) == "KeyError"


async def test_a_task_that_nobody_awaited_does_not_tell_its_exception_s_text(said: Said) -> None:
    logs.start("INFO", token=TOKEN)

    async def ask() -> None:
        fail("Sok Dara, 012345678")

    task = asyncio.create_task(ask(), name="asking")
    await asyncio.wait({task})
    del task
    gc.collect()

    text = said()
    assert text.startswith("ERROR asyncio Task exception was never retrieved future: <Task")
    assert "ValueError at test_logs.py" in text
    assert "Sok Dara" not in text


@pytest.mark.parametrize(
    "written",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/photo.png",
        TOKEN.replace(":", "%3a"),
        repr({"token": TOKEN}),
    ],
)
@pytest.mark.parametrize("place", ["message", "argument"])
def test_the_token_is_never_written(said: Said, written: str, place: str) -> None:
    logs.start("DEBUG", token=TOKEN)
    log = logging.getLogger("bot")

    if place == "message":
        log.error(written)
    else:
        log.error("asking %s", written)

    text = said()
    assert "…" in text
    assert "ABC-DEF" not in text


def test_the_token_is_not_written_in_a_logger_s_name_either(said: Said) -> None:
    logs.start("INFO", token=TOKEN)

    logging.getLogger(TOKEN).error("failed")

    assert said() == "ERROR … failed\n"


def test_libraries_only_warn_at_debug(said: Said) -> None:
    """Below that they log requests, updates and SQL values."""
    logs.start("DEBUG", token=TOKEN)

    logging.getLogger("bot").debug("ours")
    for name in LIBRARIES:
        logging.getLogger(f"{name}.deep.inside").info("their own")
        logging.getLogger(f"{name}.deep.inside").warning("watch out")

    assert said().splitlines() == [
        "DEBUG bot ours",
        *(f"WARNING {name}.deep.inside watch out" for name in LIBRARIES),
    ]


def test_libraries_are_as_quiet_as_everything_else(said: Said) -> None:
    logs.start("ERROR", token=TOKEN)

    logging.getLogger("telegram").warning("watch out")
    logging.getLogger("telegram").error("failed")

    assert said() == "ERROR telegram failed\n"


def test_loggers_that_quote_updates_say_only_what_happened(said: Said) -> None:
    logs.start("INFO", token=TOKEN)

    logging.getLogger("telegram.ext.ExtBot").critical("bad update %s (%d)", "Sok Dara", 1)

    assert said() == "CRITICAL telegram.ext.ExtBot bad update … (…)\n"


def test_what_is_no_level(said: Said) -> None:
    with pytest.raises(ValueError, match="LOUD"):
        logs.start("LOUD", token=TOKEN)
    assert said() == ""
    assert sys.exc_info() == (None, None, None)
