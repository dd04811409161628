"""A survey of 20 items, answered by 170 people at the same time."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.processes import TOKEN
from benchmarks.questions import NOW, bot_running, percentile
from benchmarks.tables import number, print_table
from bot.clock import Clock
from bot.services import agenda as agendas
from bot.services import event_file, participants
from bot.settings import BUILT_IN
from simulator.person import Person
from simulator.server import Simulator
from storage import responses, surveys
from storage.database import Database
from storage.models import ItemKind, Locale, Survey

PEOPLE, SECONDS, ITEMS = 170, 300.0, 20
ALONE_SECONDS = 3.0
"""So long one person alone takes: with pauses, as a server is idle between the taps of one."""
TEXT = "More time for questions, and a list of what each ministry plans for next year."


async def opened(folder: Path, everybody: Sequence[Person]) -> Survey:
    """Load the event with the first items of its survey, open, and let people be there."""
    plan = event_file.read(BUILT_IN)
    assert plan.survey is not None
    section = replace(plan.survey.sections[0], items=plan.survey.items[:ITEMS])
    survey = replace(plan.survey, sections=(section,), closes=NOW + timedelta(days=3))
    db = await Database.open(folder / "workshop.db", now=NOW)
    await agendas.load_event(db, replace(plan, survey=survey), now=NOW)
    async with db.transaction() as tx:
        await surveys.open_(tx, now=NOW)
    for person in everybody:
        await participants.speak(db, person.id, Locale.EN, now=NOW)
    await db.close()
    return survey


async def timed(person: Person, *, data: str = "", text: str = "") -> float:
    """Give the milliseconds from a tap or text until the next screen stands on the phone."""
    began = time.perf_counter()
    if text:
        await person.send(text)
    else:
        await person.tap_data(data)
    return 1000 * (time.perf_counter() - began)


async def answers(person: Person, survey: Survey, rng: Random, *, seconds: float) -> list[float]:
    """Fill in the survey and send it, with a pause before each answer; time each."""
    spent = []
    pause = seconds / (ITEMS + 4)
    await asyncio.sleep(rng.uniform(0, 2 * pause))
    spent.append(await timed(person, data="sv.go"))
    for n, item in enumerate(survey.items):
        await asyncio.sleep(rng.uniform(0, 2 * pause))
        chosen = rng.randrange(max(len(item.values), 1))
        if item.kind is ItemKind.TEXT:
            spent.append(await timed(person, text=TEXT))
        elif item.kind is ItemKind.CHOICES:
            spent.append(await timed(person, data=f"sv.tick:{n}:{chosen}:1"))
            spent.append(await timed(person, data=f"sv.next:{n}:0"))
        else:
            spent.append(await timed(person, data=f"sv.pick:{n}:{chosen}"))
            if item.follow_up is not None and item.values[chosen] == item.follow_up_on:
                spent.append(await timed(person, data=f"sv.next:{n}:1"))
    await asyncio.sleep(rng.uniform(0, 2 * pause))
    await person.refresh()
    rows = person.last.view["reply_markup"]["inline_keyboard"]
    (send,) = [
        button["callback_data"]
        for row in rows
        for button in row
        if button["callback_data"].startswith("sv.send")
    ]
    spent.append(await timed(person, data=send))
    return spent


async def crowded(people: int, seconds: float) -> tuple[list[float], list[float], int]:
    """Let some answer one after another, then all others at the same time; count what is kept."""
    rng = Random(3)
    alone = max(people // 10, 6)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        clock = Clock(start=NOW, speed=1)
        telegram = await stack.enter_async_context(Simulator(token=TOKEN, clock=clock))
        everybody = [await telegram.person(f"Person {n}") for n in range(people + alone)]
        for person in everybody:
            telegram.world.accounts[person.id].started = True
        survey = await opened(folder, everybody)
        async with bot_running(telegram, folder):
            for person in everybody:
                await person.send("/survey")
            idle = [
                each
                for person in everybody[:alone]
                for each in await answers(person, survey, rng, seconds=ALONE_SECONDS)
            ]
            busy = await asyncio.gather(
                *(answers(each, survey, rng, seconds=seconds) for each in everybody[alone:])
            )
        db = await Database.open(folder / "workshop.db", now=NOW)
        waiting = await responses.waiting_counts(db)
        took_part = len(await responses.everyone(db, "workshop"))
        kept = waiting.get("workshop", 0) + await responses.let_out(db, "workshop")
        await db.close()
    assert kept == took_part
    return idle, [each for spent in busy for each in spent], kept


def main(*, quick: bool) -> None:
    people, seconds = (PEOPLE // 4, SECONDS / 4) if quick else (PEOPLE, SECONDS)
    idle, busy, kept = asyncio.run(crowded(people, seconds))
    base = percentile(idle, 0.99)
    print_table(
        f"{people} people answer a survey of {ITEMS} items within {seconds:.0f} s, ms from tap to"
        f" answer (wanted: p99 within 2x of idle). Stored once: {kept} of"
        f" {people + max(people // 10, 6)}",
        ("", "median", "p99", "x"),
        [
            (
                label,
                number(percentile(spent, 0.5), 1),
                number(percentile(spent, 0.99), 1),
                number(percentile(spent, 0.99) / base, 2),
            )
            for label, spent in (("one after another", idle), ("all at the same time", busy))
        ],
    )


if __name__ == "__main__":
    main(quick=False)
