"""Answers on their way: drafts that only the key reads, and what is sent once and sealed.

Whoever answers is given by their Telegram id, for keyed hashes; it is written nowhere.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from random import Random
from typing import Any

from bot import digest
from bot.i18n import clusters
from bot.services import access
from bot.services.errors import PreviewPassed
from bot.services.sealing import Seal
from bot.services.survey_ids import WORKSHOP
from bot.services.survey_steps import MOST, missing
from bot.services.team import new_code
from storage import participants, responses, surveys
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


def sealed_rating(seal: Seal, survey_id: str, item_id: str, said: Answered) -> bytes:
    """Seal the answer to a survey of one item, about a session."""
    room = ITEM_ROOM + TEXT_ROOM
    return seal.close_response(survey_id, _json({item_id: asdict(said)}), room=room)


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
    answers = {key: answered(its) for key, its in plain.pop("answers").items()}
    return ResponseDraft(**plain, answers=answers)


def answered(plain: Mapping[str, Any]) -> Answered:
    """Read the answer to an item from JSON."""
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
