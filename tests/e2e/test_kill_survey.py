"""kill -9 in the middle of the survey: it goes on where it was, and is sent once."""

from datetime import datetime
from pathlib import Path

from bot.services import event_file
from bot.settings import BUILT_IN
from simulator.server import Simulator
from storage import responses
from storage.database import Database
from storage.models import ItemKind
from tests.conftest import NOW
from tests.e2e.program import Programs
from tests.e2e.surveying import TEXT, send_button

CLOSING = datetime.fromisoformat("2025-07-03T16:20:00+07:00")


async def test_killed_at_a_tap_at_a_text_and_at_the_end(
    telegram: Simulator, forked: Programs, tmp_path: Path
) -> None:
    survey = event_file.read(BUILT_IN).survey
    assert survey is not None
    bot = forked(telegram.url)
    bot.begins = CLOSING
    await bot.start()
    dara = await telegram.person("Dara")
    await dara.send("/start")
    await dara.tap("English")
    while dara.last.labels[0] != "Survey":  # it opens at the first tick
        await dara.send("/start")
    await dara.tap("Survey")
    await dara.tap("Begin")
    killed = {0, next(n for n, each in enumerate(survey.items) if each.kind is ItemKind.TEXT)}
    for number, item in enumerate(survey.items):
        if number in killed:
            await bot.restart()
        if item.kind is ItemKind.TEXT:
            if number in killed:  # it asks whether that was for the survey
                await dara.send(TEXT)
            await dara.send(TEXT)
        elif item.kind is ItemKind.CHOICES:
            await dara.tap_data(f"sv.tick:{number}:0:1")
            await dara.tap_data(f"sv.next:{number}:0")
        else:
            await dara.tap_data(f"sv.pick:{number}:0")
            if item.follow_up is not None and item.values[0] == item.follow_up_on:
                await dara.tap_data(f"sv.next:{number}:1")
    await bot.restart()
    await dara.send("/survey")
    await dara.tap_data("sv.all:2")
    assert TEXT in dara.last.text
    shown, data = dara.last, send_button(dara)
    await dara.tap_data(data)
    await bot.restart()
    await dara.tap_data(data, shown)
    assert dara.last.text.startswith("You have sent your answers already.")
    await bot.clean_up()

    db = await Database.open(tmp_path / "workshop.db", now=NOW)
    assert await responses.waiting_counts(db) == {"workshop": 1}
    assert await responses.answered_surveys(db) == ["workshop"]
    await db.close()
