"""Answers on their way: drafts that only the key reads, sent once, and let out among others'.

Whoever answers is given by their Telegram id, for keyed hashes; it is written nowhere.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from random import Random
from typing import Any

from bot import digest
from bot.i18n import clusters
from bot.services import access, result_steps, survey_ids
from bot.services.errors import PreviewPassed
from bot.services.sealing import Seal
from bot.services.survey_ids import WORKSHOP
from bot.services.survey_steps import MOST, missing
from bot.services.team import new_code
from bot.services.withholding import FEWEST
from storage import participants, responses, shown_answers, surveys
from storage.database import Database, Query, Transaction
from storage.models import (
    Answered,
    ItemKind,
    Participant,
    ResponseDraft,
    Right,
    Survey,
    SurveyState,
)

TEXT_ROOM = MOST * clusters.SIGNS * 4
"""Bytes that a text may need at most, in UTF-8."""
ITEM_ROOM = 64
STEP = 8192
"""A draft takes so many bytes, or several times as many: its length tells next to nothing.

In Khmer a letter takes three bytes: six texts of some forty letters each passed 2048 already.
"""

Rows = list[tuple[str, str, str, str, str]]


def room_of(survey: Survey) -> int:
    """Return how many bytes a response may need at most."""
    items = survey.items
    texts = sum(each.kind is ItemKind.TEXT or each.follow_up is not None for each in items)
    values = sum(len(value) + 3 for each in items for value in each.values)
    return texts * TEXT_ROOM + len(items) * ITEM_ROOM + values


async def draft_of(db: Query, seal: Seal, telegram_id: int) -> ResponseDraft | None:
    """Return what somebody answered so far and did not send; None for nothing."""
    sealed = await responses.draft_of(db, seal.drafter(WORKSHOP, telegram_id))
    content = seal.open_response(WORKSHOP, sealed) if sealed is not None else None
    return None if content is None else _draft(json.loads(content))


async def save(db: Database, seal: Seal, telegram_id: int, draft: ResponseDraft) -> None:
    """Keep a draft, as long as the survey is open. Raises: PreviewPassed."""
    content = _json(asdict(draft))
    room = -(-len(content) // STEP) * STEP
    who = seal.drafter(WORKSHOP, telegram_id)
    async with db.transaction() as tx:
        await _require_open(tx, seal, telegram_id)
        await responses.save_draft(tx, who, seal.close_response(WORKSHOP, content, room=room))


async def send(db: Database, seal: Seal, telegram_id: int, *, rng: Random) -> bool:
    """Send what somebody answered; say whether they had not sent it yet.

    From then on it is known that they took part, and not with which answers. Raises: PreviewPassed
    where the survey is not open, there is nothing to send, or an answer is missing that is needed.
    """
    async with db.transaction(anonymous=True) as tx:
        who = seal.participant(WORKSHOP, telegram_id)
        if await responses.took_part(tx, WORKSHOP, who):
            return False
        survey = (await _require_open(tx, seal, telegram_id)).survey
        draft = await draft_of(tx, seal, telegram_id)
        if draft is None or missing(survey, draft) is not None:
            raise PreviewPassed
        await responses.take_part(tx, WORKSHOP, who)
        content = _json({item_id: asdict(said) for item_id, said in draft.answers.items()})
        sealed = seal.close_response(WORKSHOP, content, room=room_of(survey))
        await responses.wait(tx, WORKSHOP, new_code(rng), sealed)
        await responses.drop_draft(tx, seal.drafter(WORKSHOP, telegram_id))
    return True


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
    for survey_id in sorted((waiting.keys() | out.keys()) - await shown_answers.completed(db)):
        last = over(survey_id)
        keep = FEWEST if survey_id in out and not last else 0
        if last or waiting.get(survey_id, 0) - keep >= FEWEST:
            async with db.transaction(anonymous=True) as tx:
                done += await _let_out(tx, seal, survey_id, survey, keep=keep, rng=rng)
                await result_steps.go_on(tx, survey_id, survey, complete=last, rng=rng)
    return done


async def drop_left(db: Database) -> None:
    """Delete what was left of surveys of which nothing more is let out: nobody will see it."""
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
        said = {key: _answered(its) for key, its in json.loads(opened[each]).items()}
        rows += _rows(survey_id, survey, said, rng)
    await responses.let_go(tx, survey_id, ids)
    await responses.add(tx, sorted(rows))
    return len(ids)


def sealed_rating(seal: Seal, survey_id: str, item_id: str, said: Answered) -> bytes:
    """Seal the answer to a survey of one item, about a session."""
    room = ITEM_ROOM + TEXT_ROOM
    return seal.close_response(survey_id, _json({item_id: asdict(said)}), room=room)


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


async def _require_open(tx: Transaction, seal: Seal, telegram_id: int) -> SurveyState:
    state = await surveys.state(tx)
    who = seal.participant(WORKSHOP, telegram_id)
    if state is None or not state.is_open or await responses.took_part(tx, WORKSHOP, who):
        raise PreviewPassed
    if await came_late(tx, telegram_id, state):
        raise PreviewPassed
    return state


async def came_late(db: Query, telegram_id: int, state: SurveyState) -> bool:
    """Say whether somebody is here only since the survey opened.

    Whoever deletes their data and comes back could else answer again and again, until they know
    all answers of a batch but one.
    """
    one = await participants.by_telegram_id(db, telegram_id)
    return one is not None and state.opened_at is not None and one.joined_at > state.opened_at


def _draft(plain: dict[str, Any]) -> ResponseDraft:
    answers = {key: _answered(its) for key, its in plain.pop("answers").items()}
    return ResponseDraft(**plain, answers=answers)


def _answered(plain: Mapping[str, Any]) -> Answered:
    chosen: Sequence[str] = plain["chosen"]
    return Answered(tuple(chosen), plain["text"])


def _json(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def mark(draft: ResponseDraft) -> str:
    """Return what tells these answers from others, on a button."""
    said = {key: asdict(its) for key, its in draft.answers.items()}
    return digest.short(json.dumps(said, sort_keys=True))


async def took_part(db: Query, seal: Seal, survey_id: str, telegram_id: int) -> bool:
    """Say whether somebody answered a survey."""
    return await responses.took_part(db, survey_id, seal.participant(survey_id, telegram_id))


async def kept_of(db: Query, seal: Seal, telegram_id: int) -> tuple[int, int]:
    """Count what only the key finds of a person: surveys they answered, and answers not sent."""
    found = [
        each
        for each in await responses.answered_surveys(db)
        if await took_part(db, seal, each, telegram_id)
    ]
    draft = await draft_of(db, seal, telegram_id)
    return len(found), len(draft.answers) if draft else 0


async def forget(tx: Transaction, seal: Seal, telegram_id: int) -> None:
    """Delete what only the key finds of a person; that they answered counts on as nobody's.

    What they answered cannot be found by anybody.
    """
    for each in await responses.answered_surveys(tx):
        await responses.disown(tx, each, seal.participant(each, telegram_id), seal.nobody())
    await responses.drop_draft(tx, seal.drafter(WORKSHOP, telegram_id))


async def close(db: Database, actor: Participant | None = None, *, now: datetime) -> None:
    """Close the survey: drafts are deleted.

    `actor`: who closes it before its time; None for the clock. Raises: NotAllowed.
    """
    async with db.transaction(anonymous=True) as tx:
        if actor is not None:
            await access.require(tx, actor.id, Right.ORGANISE)
        if await surveys.close(tx, now=now):
            await responses.drop_drafts(tx)
