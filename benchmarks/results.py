"""Results, charts and files of 10,000 answers to a survey against 1,000: time, and memory."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.processes import ROOT
from benchmarks.tables import number, print_table
from bot.callbacks_results import Made
from bot.services import agenda as agendas
from bot.services import event_file, qa_summaries, result_steps, survey_results
from bot.services.survey_ids import WORKSHOP
from bot.services.team import new_code
from bot.settings import BUILT_IN
from bot.views import charts, export
from storage import responses, surveys
from storage.agenda import load
from storage.database import Database
from storage.models import (
    ItemKind,
    Locale,
    Scale,
    Survey,
    SurveyItem,
    SurveyOption,
    SurveySection,
    Text,
)

NOW = datetime(2025, 7, 3, 9, 0, tzinfo=UTC)
FEW, MANY = 1_000, 10_000
WANTED = 10
STEPS = ("results", "charts", *Made)
SAID = "ខ្ញុំសូមស្នើឱ្យមានការបណ្ដុះបណ្ដាលបន្ថែមអំពីគោលនយោបាយរដ្ឋាភិបាលឌីជីថល។"


def item(n: int) -> SurveyItem:
    """Return one of twenty items: ten scales, three each of what is chosen, four texts."""
    question = Text(f"សំណួរទី{n} អំពីគោលនយោបាយរដ្ឋាភិបាលឌីជីថល?", f"Question {n} about the policy?")
    options = tuple(SurveyOption(f"o{each}", Text("ជម្រើស", "Option")) for each in range(5))
    if n < 10:
        compares = "i0" if n == 1 else None
        scale = Scale.KNOWLEDGE
        return SurveyItem(
            f"i{n}", ItemKind.SCALE, question, required=True, scale=scale, compares_with=compares
        )
    if n < 16:
        kind = ItemKind.CHOICE if n < 13 else ItemKind.CHOICES
        return SurveyItem(f"i{n}", kind, question, options=options)
    return SurveyItem(f"i{n}", ItemKind.TEXT, question)


ITEMS = tuple(item(n) for n in range(20))
SURVEY = Survey(
    Text("ការស្ទង់មតិ", "Survey"),
    Text("", ""),
    "closing",
    NOW,
    (),
    tuple(
        SurveySection(f"s{n}", Text(f"ផ្នែកទី{n}", f"Part {n}"), ITEMS[5 * n : 5 * n + 5])
        for n in range(4)
    ),
)


def answered(rng: Random) -> list[tuple[str, str, str, str, str]]:
    """Return the rows of one person who answers all."""
    rows = [(WORKSHOP, "", new_code(rng), "*", "")]
    for each in ITEMS:
        rows.append((WORKSHOP, each.id, new_code(rng), "*", ""))
        if each.kind is ItemKind.TEXT:
            rows.append((WORKSHOP, each.id, new_code(rng), "", f"{SAID} {rng.random()}"))
            continue
        chosen = rng.sample(each.values, 3 if each.kind is ItemKind.CHOICES else 1)
        rows += [(WORKSHOP, each.id, new_code(rng), value, "") for value in chosen]
    rows.append((WORKSHOP, "change:i1", new_code(rng), rng.choice(("up", "same", "down")), ""))
    return rows


async def stored(path: Path, people: int) -> None:
    """Store everybody's answers."""
    rng = Random(1)
    db = await Database.open(path, now=NOW)
    await agendas.load_event(db, event_file.read(BUILT_IN), now=NOW)
    async with db.transaction() as tx:
        await surveys.define(tx, SURVEY)
        await surveys.open_(tx, now=NOW)
        for _person in range(people):
            await responses.add(tx, answered(rng))
        await result_steps.go_on(tx, WORKSHOP, SURVEY, complete=True, rng=rng)
    await db.close()


async def done(path: Path, what: str) -> float:
    """Do one thing with what is stored; return the seconds that it took."""
    db = await Database.open(path, now=NOW)
    try:
        agenda = await load(db)
        began = time.perf_counter()
        its = await survey_results.of_survey(db, None, agenda=agenda)
        assert its.respondents is not None
        if what == "charts":
            for section in its.sections:
                assert all(each.content for each in charts.section(section, Locale.KM))
        elif what != "results":
            listed = await qa_summaries.to_export(db, None, agenda=agenda)
            file = await export.everything(
                Made(what),
                its,
                listed,
                agenda,
                Locale.KM,
                written=list(survey_results.written(its, agenda)),
                texts=partial(survey_results.texts, db, None),
            )
            assert file.content
        return time.perf_counter() - began
    finally:
        await db.close()


def peak() -> float:
    """Return the most MB that this process held; Linux only.

    Not `ru_maxrss`: that outlives exec, so a child begins with what its parent held.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def apart(path: Path, what: str) -> tuple[float, float]:
    """Do it in a process of its own; return seconds and the most MB it held."""
    command = [sys.executable, "-m", "benchmarks.results", str(path), what]
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 -- a fixed command
    seconds, mb = json.loads(ran.stdout)
    return float(seconds), float(mb)


def main(*, quick: bool) -> None:
    few, many = (FEW // 10, MANY // 10) if quick else (FEW, MANY)
    with tempfile.TemporaryDirectory() as folder:
        paths = {people: Path(folder) / f"{people}.db" for people in (few, many)}
        for people, path in paths.items():
            asyncio.run(stored(path, people))
        found = {}
        for what in STEPS:
            for people, path in paths.items():
                rounds = [apart(path, what) for _round in range(3)]
                spent, held = zip(*rounds, strict=True)
                found[what, people] = min(spent), max(held)
    print_table(
        f"{many:,} answers to 20 items against {few:,} (wanted: no more than {WANTED}x as long)",
        ("", f"{few:,}, ms", f"{many:,}, ms", "x", f"{few:,}, MB", f"{many:,}, MB"),
        [
            (
                str(what),
                number(1000 * found[what, few][0], 0),
                number(1000 * found[what, many][0], 0),
                number(found[what, many][0] / found[what, few][0], 1),
                number(found[what, few][1], 0),
                number(found[what, many][1], 0),
            )
            for what in STEPS
        ],
    )


if __name__ == "__main__":
    spent = asyncio.run(done(Path(sys.argv[1]), sys.argv[2]))
    print(json.dumps([spent, peak()]))
