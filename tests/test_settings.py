from pathlib import Path

import pytest

from bot import settings
from bot.settings import BUILT_IN, Settings, SettingsError

VALID = "123456:ABC-DEF_ghijklmnopqrstuvwxyz0123456"
MISSING = "BOT_TOKEN: is missing; @BotFather gives one, like 123456:ABC-DEF… ."
WRONG = "BOT_TOKEN: is not a bot's token; @BotFather gives one, like 123456:ABC-DEF… ."
BAD_ADDRESS = "BOT_API_URL: write an address like https://api.telegram.org ."
BAD_LEVEL = "LOG_LEVEL: choose DEBUG, INFO, WARNING or ERROR."


def fault(**environment: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settings.read(environment)
    return str(caught.value)


def test_a_token_is_enough() -> None:
    assert settings.read({"BOT_TOKEN": VALID}) == Settings(
        bot_token=VALID,
        bot_api_url="https://api.telegram.org",
        database=Path("data/workshop.db"),
        event_file=BUILT_IN,
        log_level="INFO",
    )
    assert BUILT_IN.is_file()


def test_everything_can_be_set() -> None:
    read = settings.read(
        {
            "BOT_TOKEN": f" {VALID}\n",
            "BOT_API_URL": "http://127.0.0.1:8081/",
            "DATABASE": "/var/lib/workshop.db",
            "EVENT_FILE": " event.toml ",
            "LOG_LEVEL": "debug",
            "SOMETHING_ELSE": "is passed over",
        }
    )

    assert read == Settings(
        bot_token=VALID,
        bot_api_url="http://127.0.0.1:8081",
        database=Path("/var/lib/workshop.db"),
        event_file=Path("event.toml"),
        log_level="DEBUG",
    )


def test_what_is_empty_has_its_default() -> None:
    names = ("BOT_API_URL", "DATABASE", "EVENT_FILE", "LOG_LEVEL")

    assert settings.read({"BOT_TOKEN": VALID, **dict.fromkeys(names, " ")}) == settings.read(
        {"BOT_TOKEN": VALID}
    )


def test_every_fault_is_told_at_once() -> None:
    wrong = {"BOT_TOKEN": "secret", "BOT_API_URL": "api.telegram.org", "LOG_LEVEL": "LOUD"}

    assert fault(**wrong) == f"{WRONG}\n{BAD_ADDRESS}\n{BAD_LEVEL}"


@pytest.mark.parametrize("token", ["", " ", "\t\n"])
def test_no_token(token: str) -> None:
    assert fault(BOT_TOKEN=token) == MISSING
    assert fault() == MISSING


@pytest.mark.parametrize(
    "token",
    [
        "123456",
        "123456:short",
        "123456-ABC-DEF_ghijklmnopqrstuvwxyz0123456",
        "bot123456:ABC-DEF_ghijklmnopqrstuvwxyz0123456",
        "123456:ABC-DEF_ghijklmnopqrstuvwxyz0123456/getMe",
        "123456:ABC DEF_ghijklmnopqrstuvwxyz0123456",
        "១២៣:ABC-DEF_ghijklmnopqrstuvwxyz0123456",
    ],
)
def test_what_is_no_token(token: str) -> None:
    assert fault(BOT_TOKEN=token) == WRONG


@pytest.mark.parametrize(
    "address", ["api.telegram.org", "ftp://a.org", "https://", "//a.org", "http://[::1", "x"]
)
def test_what_is_no_address(address: str) -> None:
    assert fault(BOT_TOKEN=VALID, BOT_API_URL=address) == BAD_ADDRESS


def test_a_fault_does_not_repeat_a_token_written_wrongly() -> None:
    assert "ABC-DEF_ghi" not in fault(BOT_TOKEN=f"{VALID}!")


def test_the_token_does_not_show() -> None:
    read = settings.read({"BOT_TOKEN": VALID})

    assert VALID not in repr(read)
    assert VALID not in str(read)
    assert repr(read) == (
        "Settings(bot_api_url='https://api.telegram.org', database=PosixPath('data/workshop.db'),"
        f" event_file={BUILT_IN!r}, log_level='INFO')"
    )
