"""Answers that were sent come out, at least five people's at once, and each on its own."""

import json
from collections.abc import Callable, Mapping
from random import Random

from bot.services import result_steps, survey_ids
from bot.services.responses import answered
from bot.services.sealing import Seal
from bot.services.survey_ids import WORKSHOP
from bot.services.team import new_code
from bot.services.withholding import FEWEST
from storage import responses, shown_answers
from storage.database import Database, Transaction
from storage.models import Answered, Survey

Rows = list[tuple[str, str, str, str, str]]


async def let_out(
    db: Database, seal: Seal, survey: Survey | None, *, over: Callable[[str], bool], rng: Random
) -> int:
    """Let out what waits, of each survey at least five responses together; return how many.

    The first five come out as soon as they wait. Later five stay behind, so that the last ones are
    not fewer than five either; `over` says of which surveys no more will come: their rest comes
    out. Fewer than five that are left then stay sealed.
    """
    done = 0
    waiting, out = await responses.waiting_counts(db), await responses.let_out_surveys(db)
    known = {WORKSHOP, *waiting, *out}
    for survey_id in sorted(known - await shown_answers.completed(db)):
        last = over(survey_id)
        keep = FEWEST if survey_id in out and not last else 0
        if last or waiting.get(survey_id, 0) - keep >= FEWEST:
            async with db.transaction(anonymous=True) as tx:
                came = await _let_out(tx, seal, survey_id, survey, keep=keep, rng=rng)
                if came or last:
                    await result_steps.go_on(tx, survey_id, survey, complete=last, rng=rng)
                done += came
    return done


async def drop_left(db: Database) -> None:
    """Delete what was left of surveys of which nothing more is let out: nobody will see it.

    Not done in letting out, for a purge reports what it deletes.
    """
    ended = await shown_answers.completed(db)
    left = ended.intersection(await responses.waiting_counts(db))
    if left:
        async with db.transaction(anonymous=True) as tx:
            for survey_id in left:
                await responses.drop_waiting(tx, survey_id)


async def _let_out(
    tx: Transaction, seal: Seal, survey_id: str, survey: Survey | None, *, keep: int, rng: Random
) -> int:
    # As many as can be read: others were sealed with a key that was lost.
    opened = {
        each: content
        for each, sealed in (await responses.waiting(tx, survey_id)).items()
        if (content := seal.open_response(survey_id, sealed)) is not None
    }
    if len(opened) - keep < FEWEST:
        return 0
    ids = rng.sample(sorted(opened), len(opened) - keep)
    rows: Rows = []
    for each in ids:
        said = {key: answered(its) for key, its in json.loads(opened[each]).items()}
        rows += _rows(survey_id, survey, said, rng)
    await responses.let_go(tx, survey_id, ids)
    await responses.add(tx, sorted(rows))
    return len(ids)


def _rows(survey_id: str, survey: Survey | None, said: Mapping[str, Answered], rng: Random) -> Rows:
    """Take a response apart: a row an answer, each under a random id of its own."""
    parts = [("", responses.ANSWERED, "")]
    for item_id, its in said.items():
        parts += [(item_id, responses.ANSWERED, "")]
        parts += [(item_id, value, "") for value in its.chosen]
        parts += [(item_id, "", its.text)] if its.text else []
    parts += _compared(survey, said) if survey is not None and survey_id == WORKSHOP else []
    return [(survey_id, item, new_code(rng), value, text) for item, value, text in parts]


def _compared(survey: Survey, said: Mapping[str, Answered]) -> list[tuple[str, str, str]]:
    """Say of each item that is compared with another whether it went up or down."""
    found = []
    for item in survey.items:
        before, after = said.get(item.compares_with or ""), said.get(item.id)
        if before is not None and after is not None:
            change = int(after.chosen[0]) - int(before.chosen[0])
            value = "same" if not change else "up" if change > 0 else "down"
            found.append((survey_ids.change(item.id), value, ""))
    return found
