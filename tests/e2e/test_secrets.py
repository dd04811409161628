"""No secret and nothing personal in the log, at its most talkative, whatever goes wrong."""

import re
import signal
import sqlite3
from contextlib import closing
from urllib.parse import quote

from simulator.server import Simulator
from tests.e2e.conftest import Faults
from tests.e2e.program import Programs

LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} (DEBUG|INFO|WARNING|ERROR|CRITICAL) [\w.]+ \S"
)
NAME, ORGANISATION, POSITION, PHONE = "Chanthy Meas", "Banteay Srei", "Librarian", "012 345 678"
WORD, SENTENCE = "digital", "When is lunch?"


async def test_a_registration_with_faults_leaves_nothing_personal_in_the_log(
    telegram: Simulator, program: Programs, faults: Faults
) -> None:
    bot = program(telegram.url, LOG_LEVEL="DEBUG")
    await bot.start()
    chanthy = await telegram.person("Chanthy", last_name="Meas", username="chanthy_m")
    await chanthy.send("/start")
    await chanthy.tap("English")
    await chanthy.send(WORD)
    await chanthy.tap("Main menu")
    await chanthy.tap("Register")
    await chanthy.tap("I agree")
    await chanthy.send(NAME)
    await faults.put("drop_after", "sendMessage")
    await chanthy.send(ORGANISATION)
    await bot.logged(" failed: ")
    await chanthy.tap("National level")
    await faults.put("500", "sendMessage", times=2)
    await chanthy.send(POSITION, expect=0)
    await faults.met()
    await chanthy.send("/register")
    await chanthy.send(PHONE, expect=2)
    await chanthy.tap("✅ Confirm")
    await chanthy.settled()
    with closing(sqlite3.connect(bot.folder / "workshop.db")) as database:
        database.execute("DROP TABLE star")
    await chanthy.send(SENTENCE)
    await chanthy.send("/mydata")
    await chanthy.settled()
    assert await bot.send_signal(signal.SIGTERM) == 0

    log = "\n".join(bot.log)
    assert [line for line in bot.log if not LINE.match(line)] == []
    token, number = telegram.token, telegram.token.partition(":")[2]
    secrets = [token, quote(token), quote(token).lower(), number]
    personal = [*NAME.split(), "chanthy_m", ORGANISATION, POSITION, "012345678", PHONE]
    typed = [WORD, SENTENCE, "National level", "/register", "/mydata"]
    shown = ["Please write", "Registration", "រ"]
    found = [each for each in secrets + personal + typed + shown if each in log]
    assert found == []
    failed = [line.split(" ", 2)[2] for line in bot.log if " ERROR " in line]
    assert [re.sub(r"\d+", "N", line) for line in failed] == [
        "bot.handlers.errors update N failed: PerhapsDelivered at transport.py:N",
        "bot.handlers.errors update N failed: ServerFailed at transport.py:N",
        "bot.handlers.errors update N failed: OperationalError at core.py:N",
        "bot.handlers.errors update N failed: OperationalError at core.py:N",
    ]
