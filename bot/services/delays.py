"""Delays that wait to be published while the day goes on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeGuard

import storage.stage
from bot.services import marks
from storage.database import Query
from storage.models import Agenda, Edit, Plan, Shift

HOLDS = timedelta(minutes=5)
"""How long a delay means what was on when it was said; after that, what is on now."""


async def anew(db: Query, plan: Plan, steps: Sequence[Edit], *, now: datetime) -> tuple[Edit, ...]:
    """Return edits of a published plan, the delays that are too old among them said now."""
    if not any(_is_old(each, now) for each in steps):
        return tuple(steps)
    stage = marks.held(Agenda(plan.event, plan.sessions), await storage.stage.marked(db))
    on = stage.session_id if stage is not None and now < stage.until else None
    return tuple(
        replace(each, at=now, on_stage=on) if _is_old(each, now) else each for each in steps
    )


def _is_old(edit: Edit, now: datetime) -> TypeGuard[Shift]:
    return isinstance(edit, Shift) and now - edit.at > HOLDS
