"""The end of the data: organisers are warned, the day comes, and nobody is known any more."""

import logging
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import jobs
from bot.context import Context
from bot.services import purging, registration
from bot.services.errors import OtherEvent
from simulator.person import Person
from storage import key_file, participants
from storage import purging as purges
from storage.errors import DatabaseInUse
from storage.models import Level, Role
from tests import traces
from tests.conftest import at_summary
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.linking import linked
from tests.e2e.organisers import stop_ticks
from tests.e2e.qa import Hall
from tests.events.big_event import big_event

DAY = datetime(2025, 10, 2, 17, tzinfo=UTC)
"""Midnight in Phnom Penh, when 3 October begins."""
PEOPLE = {
    "Sophea": (5_123_456_789, "សុខ សុភាសម្ងាត់", "0961234509"),
    "Vuthy": (1_876_543_219, "Vuthy Traceable", "0107654321"),
}
OVER = (
    "«សិក្ខាសាលាស្ដីពីគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥» បានបញ្ចប់ហើយ។"
    " ទិន្នន័យផ្ទាល់ខ្លួនទាំងអស់ត្រូវបានលុបនៅថ្ងៃសុក្រ ទី៣ ខែតុលា ឆ្នាំ២០២៥ ដូចដែលបានសន្យា។"
    " អ្វីដែលអ្នកផ្ញើមកទីនេះ មិនត្រូវបានរក្សាទុកទេ។ សូមអរគុណដែលបានចូលរួម។\n\n"
    "“Workshop on Digital Government Policy 2022-2035” is over. All personal data was deleted on"
    " Friday, 3 October 2025, as promised. Nothing that you send here is kept. Thank you for taking"
    " part."
)


async def come(workshop: Workshop, name: str) -> Person:
    """Let somebody open the bot and register."""
    telegram_id, full, phone = PEOPLE[name]
    person = await workshop.newcomer(name, id=telegram_id)
    await person.send("/start")
    await person.tap("English")
    await person.settled()
    shared, now = workshop.application.bot_data, workshop.clock.now()
    agenda = await shared.agenda.current(now=now)
    known = await participants.by_telegram_id(shared.db, telegram_id)
    assert known is not None
    fields = {"name": full, "phone": phone, "organisation": "Trace Foundation"}
    await at_summary(shared.db, known, now=now, level=Level.NATIONAL, **fields)
    await registration.confirm(shared.db, known, agenda=agenda, rng=shared.rng, now=now)
    return person


async def end(workshop: Workshop) -> None:
    """Let the day come, and run the tick."""
    workshop.clock.set(now=DAY)
    await jobs.purge(Context(workshop.application))
    await workshop.simulator.quiet()


async def stored(workshop: Workshop) -> dict[str, list[tuple[object, ...]]]:
    """Read every row of every table."""
    tables = await workshop.db.all("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        name: [tuple(row) for row in await workshop.db.all(f"SELECT * FROM {name}")]
        for (name,) in tables
    }


async def test_after_the_day_no_file_holds_anything_about_anybody(
    workshop: Workshop, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stop_ticks(workshop)
    workshop.at(11)
    hall = Hall(workshop, "en")
    await hall.tick()
    sophea, vuthy = [await come(workshop, name) for name in PEOPLE]
    bopha = await hall.member("Bopha", Role.MODERATOR)
    mony = await hall.member("Mony", Role.ORGANISER)
    group = await linked(workshop, mony)
    asked = await hall.ask(sophea, "Is this kept?", tell=True)
    await hall.pass_time()
    await hall.published(bopha, vuthy, ["And this?"])
    await vuthy.send("/register")  # and goes away in the middle
    await traces.leave(workshop.db)
    key = tmp_path / "workshop.key"
    texts = {
        **traces.TEXTS,
        **{
            f"{name}'s {what}": text
            for name, its in PEOPLE.items()
            for what, text in zip(("name", "phone"), its[1:], strict=True)
        },
        "their organisation": "Trace Foundation",
        "the group": "Team <b>",
        "key": key.read_text("ascii").strip(),
    }
    ids = (*traces.IDS, sophea.id, vuthy.id, group.id)
    before = traces.found(tmp_path, texts, ids)
    assert set(before) == {*texts, *map(str, ids)}

    with caplog.at_level(logging.INFO, "bot"):
        await end(workshop)

    assert traces.found(tmp_path, texts, ids) == {}
    assert {path.name for path in _files(tmp_path)} == {
        "workshop.db",
        "workshop.db-shm",
        "workshop.db-wal",
        "workshop.db.lock",
    }
    assert (await hall.question(asked)).text == "Is this kept?"
    said = [record.getMessage() for record in caplog.records if "delet" in record.getMessage()]
    assert said[0].startswith("personal data was deleted: people 6, registrations 4, ")
    assert said[1:] == ["1 organisers could not be told that personal data was deleted"]
    for each in (sophea, vuthy, bopha, mony):
        await each.refresh()
        assert each.commands == []
    assert mony.last.text.startswith("On Friday, 3 October 2025 all personal data was deleted.\n")
    assert "• Linked groups and channels: 2\n" in mony.last.text
    assert "personal data" not in bopha.last.text


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_afterwards_everybody_gets_one_answer_and_nothing_is_stored(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    stop_ticks(workshop)
    sophea = await come(workshop, "Sophea")
    await sophea.send("/agenda")
    mony = await workshop.reader("Mony")
    await workshop.promote(mony, Role.ORGANISER)
    group = await linked(workshop, mony)
    heard = len(group.chat)
    await end(workshop)
    left = await stored(workshop)

    for act in ("/start", "/register", "What is on?", "/mydata", "/admin", "/nonsense"):
        await sophea.send(act)
        assert (sophea.last.text, sophea.last.buttons) == (OVER, [])
    await sophea.tap_data("home")
    assert sophea.last.text == OVER
    for payload in ("claim_" + "a" * 22, "checkin_X", "session_panel", ""):
        await sophea.open_link(payload)
        assert sophea.last.text == OVER
    await sophea.edit("What was on?")
    assert sophea.last.text == OVER
    stranger = await workshop.newcomer("Stranger")
    await stranger.send("/start")
    assert stranger.last.text == OVER
    await mony.send_in(group, "/link@workshop_demo_bot abc", expect=0)
    await stranger.block()
    await workshop.heard()
    assert len([each for each in group.chat if each.from_bot]) <= heard

    context = Context(workshop.application)
    for tick in (
        jobs.send,
        jobs.remind,
        jobs.release,
        jobs.refresh_queues,
        jobs.show_progress,
        jobs.tidy,
        jobs.purge,
        jobs.put_menus,
    ):
        await tick(context)
    assert await stored(workshop) == left
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


async def test_a_disk_that_takes_nothing_is_said_once_until_that_changes(
    workshop: Workshop, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_ticks(workshop)
    sophea = await come(workshop, "Sophea")
    workshop.clock.set(now=DAY)
    writer = workshop.db._writer

    async def tick(times: int) -> list[str]:
        caplog.clear()
        for _time in range(times):
            await jobs.purge(Context(workshop.application))
        return [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]

    await writer.execute("PRAGMA query_only = ON")  # a full disk, say
    said = "personal data cannot be deleted ({}); trying until it can"
    assert await tick(3) == [said.format("attempt to write a readonly database")]
    with monkeypatch.context() as patched:

        async def fails(_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        await writer.execute("PRAGMA query_only = OFF")
        patched.setattr(purges, "delete", fails)
        assert await tick(2) == [said.format("database or disk is full")]
    await sophea.send("/agenda")  # meanwhile it goes on
    assert sophea.last.text != OVER

    await tick(1)

    assert workshop.application.bot_data.purges.report is not None
    await sophea.send("/agenda")
    assert sophea.last.text == OVER


async def test_organisers_are_warned_a_week_and_a_day_before(workshop: Workshop) -> None:
    stop_ticks(workshop)
    await come(workshop, "Sophea")
    mony = await workshop.reader("Mony")
    await workshop.promote(mony, Role.ORGANISER)

    for day in (datetime(2025, 9, 26, 2, tzinfo=UTC), datetime(2025, 10, 2, 2, tzinfo=UTC)):
        before = len(mony.chat)
        workshop.clock.set(now=day)
        for _twice in range(2):
            await jobs.purge(Context(workshop.application))
            await workshop.drain()
        await mony.refresh()
        assert len(mony.chat) == before + 1
        assert mony.last.text.startswith(
            "On Friday, 3 October 2025 all personal data is deleted by itself.\n\n"
            "• People who used the bot: 2\n• Registrations: 1\n"
        )
    assert workshop.application.bot_data.purges.report is None


async def test_a_start_after_the_day_deletes_and_a_later_one_remembers(
    open_workshop: Opens, tmp_path: Path
) -> None:
    async with open_workshop() as workshop:
        sophea = await come(workshop, "Sophea")
    async with open_workshop(organizers=frozenset({sophea.id})) as workshop:
        await end(workshop)
    assert not (tmp_path / "workshop.key").exists()

    async with open_workshop(organizers=frozenset({sophea.id})) as workshop:
        again = await workshop.newcomer("Sophea", id=sophea.id)
        await again.send("/start")
        assert again.last.text == OVER
        assert await workshop.db.all("SELECT 1 FROM participant") == []
    assert not (tmp_path / "workshop.key").exists()


async def test_a_start_finishes_what_a_kill_left(open_workshop: Opens, tmp_path: Path) -> None:
    async with open_workshop() as workshop:
        stop_ticks(workshop)
        await purging.purge(workshop.db, now=DAY)
    key = tmp_path / "workshop.key"
    assert len(key_file.read_or_make(key)) == key_file.BYTES

    async with open_workshop() as workshop:
        assert workshop.application.bot_data.purges.report is not None
    assert not key.exists()


async def test_the_next_event_in_its_place_is_refused_once_that_is_finished(
    open_workshop: Opens, tmp_path: Path
) -> None:
    async with open_workshop() as workshop:
        stop_ticks(workshop)
        await purging.purge(workshop.db, now=DAY)

    file = tmp_path / "next.toml"
    file.write_text(big_event(), "utf-8")

    with pytest.raises(OtherEvent):
        async with open_workshop(event_file=file):
            pass
    assert not (tmp_path / "workshop.key").exists()


async def test_a_second_bot_does_not_start_on_the_same_database(open_workshop: Opens) -> None:
    async with open_workshop():
        with pytest.raises(DatabaseInUse, match="Another bot runs on"):
            async with open_workshop():
                pass
