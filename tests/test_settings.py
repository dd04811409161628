from datetime import timedelta
from pathlib import Path

import pytest

from bot import settings
from bot.settings import BUILT_IN, Settings, SettingsError

VALID = "123456:ABC-DEF_ghijklmnopqrstuvwxyz0123456"
MISSING = "BOT_TOKEN: is missing; @BotFather gives one, like 123456:ABC-DEF… ."
WRONG = "BOT_TOKEN: is not a bot's token; @BotFather gives one, like 123456:ABC-DEF… ."
BAD_ADDRESS = "BOT_API_URL: write an address like https://api.telegram.org ."
BAD_LEVEL = "LOG_LEVEL: choose DEBUG, INFO, WARNING or ERROR."
BAD_IDS = "ORGANIZERS: write Telegram user ids, separated by commas: 1001, 1002 ."
BAD_PACE = "MESSAGES_PER_SECOND: write a number above 0, at most 1000."
BAD_DELAY = "NOTICE_DELAY: write a number of seconds from 0 to 3600."


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
        organizers=frozenset(),
        messages_per_second=29.4,
        notice_delay=timedelta(minutes=2),
        log_level="INFO",
        secret_key_file=None,  # beside the database
    )
    assert BUILT_IN.is_file()


def test_everything_can_be_set() -> None:
    read = settings.read(
        {
            "BOT_TOKEN": f" {VALID}\n",
            "BOT_API_URL": "http://127.0.0.1:8081/",
            "DATABASE": "/var/lib/workshop.db",
            "EVENT_FILE": " event.toml ",
            "ORGANIZERS": "1001, 7318529640,1001",
            "MESSAGES_PER_SECOND": "0.5",
            "NOTICE_DELAY": " 0 ",
            "LOG_LEVEL": "debug",
            "SECRET_KEY_FILE": " /etc/workshop.key ",
            "SOMETHING_ELSE": "is passed over",
        }
    )

    assert read == Settings(
        bot_token=VALID,
        bot_api_url="http://127.0.0.1:8081",
        database=Path("/var/lib/workshop.db"),
        event_file=Path("event.toml"),
        organizers=frozenset({1001, 7318529640}),
        messages_per_second=0.5,
        notice_delay=timedelta(0),
        log_level="DEBUG",
        secret_key_file=Path("/etc/workshop.key"),
    )


def test_what_is_empty_has_its_default() -> None:
    names = (
        "BOT_API_URL",
        "DATABASE",
        "EVENT_FILE",
        "ORGANIZERS",
        "MESSAGES_PER_SECOND",
        "NOTICE_DELAY",
        "LOG_LEVEL",
        "SECRET_KEY_FILE",
    )

    assert settings.read({"BOT_TOKEN": VALID, **dict.fromkeys(names, " ")}) == settings.read(
        {"BOT_TOKEN": VALID}
    )


def test_every_fault_is_told_at_once() -> None:
    wrong = {
        "BOT_TOKEN": "secret",
        "BOT_API_URL": "api.telegram.org",
        "LOG_LEVEL": "LOUD",
        "ORGANIZERS": "@dara",
        "MESSAGES_PER_SECOND": "0",
        "NOTICE_DELAY": "2 min",
    }

    assert fault(**wrong).splitlines() == [
        WRONG,
        BAD_ADDRESS,
        BAD_LEVEL,
        BAD_IDS,
        BAD_PACE,
        BAD_DELAY,
    ]


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


@pytest.mark.parametrize("ids", ["@dara", "1001 1002", "-1001", "0", "01", "1.5", "1" * 17, "១០០១"])
def test_what_are_no_ids(ids: str) -> None:
    assert fault(BOT_TOKEN=VALID, ORGANIZERS=ids) == BAD_IDS


@pytest.mark.parametrize("pace", ["0", "-1", "1000.1", "fast", "nan", "inf"])
def test_what_is_no_pace(pace: str) -> None:
    assert fault(BOT_TOKEN=VALID, MESSAGES_PER_SECOND=pace) == BAD_PACE


@pytest.mark.parametrize("delay", ["-1", "3601", "2 min", "nan"])
def test_what_is_no_delay(delay: str) -> None:
    assert fault(BOT_TOKEN=VALID, NOTICE_DELAY=delay) == BAD_DELAY


def test_a_fault_does_not_repeat_a_token_written_wrongly() -> None:
    assert "ABC-DEF_ghi" not in fault(BOT_TOKEN=f"{VALID}!")


def test_the_token_does_not_show() -> None:
    read = settings.read({"BOT_TOKEN": VALID})

    assert VALID not in repr(read)
    assert VALID not in str(read)
    assert repr(read) == (
        "Settings(bot_api_url='https://api.telegram.org', database=PosixPath('data/workshop.db'),"
        f" event_file={BUILT_IN!r}, organizers=frozenset(), messages_per_second=29.4,"
        " notice_delay=datetime.timedelta(seconds=120), log_level='INFO')"
    )
