"""What an organiser is changing about the agenda: gathered, looked at, taken back, given up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.services import access, changes, delays, edits, notices
from bot.services.errors import DoesNotFit, PreviewPassed
from storage import agenda_drafts, agenda_versions, surveys
from storage.database import Database, Query, Transaction
from storage.models import (
    AgendaDraft,
    AgendaVersion,
    Edit,
    Import,
    OthersDraft,
    Participant,
    Plan,
    Preview,
    Right,
    Shift,
    Survey,
)

OTHERS_WITHIN = timedelta(minutes=30)
"""Drafts of others that were not touched for so long were most likely left behind."""


async def preview(db: Database, actor: Participant, *, now: datetime) -> Preview | None:
    """Return what publishing the actor's draft would do, or None where they changed nothing.

    The edits are replayed on the newest version; delays that are too old are said anew, which
    changes the draft. Raises: NotAllowed.
    """
    draft, newest = await opened(db, actor)
    if await delays.anew(db, newest.plan, draft.edits, now=now) != draft.edits:
        async with db.transaction() as tx:
            draft, newest = await opened(tx, actor)
            steps = await delays.anew(tx, newest.plan, draft.edits, now=now)
            draft = await _store(tx, draft, steps, now=now)
    return await look(db, draft, newest, now=now) if draft.edits else None


async def change(db: Database, actor: Participant, edit: Edit, *, now: datetime) -> Preview:
    """Add an edit to the actor's draft.

    A delay said once more, and another event file, take the place of the one before.
    Raises: NotAllowed; DoesNotFit, which changes nothing.
    """
    async with db.transaction() as tx:
        draft, newest = await opened(tx, actor)
        return await add(tx, draft, newest, edit, now=now)


async def replace_last(
    db: Database, actor: Participant, edit: Edit, *, revision: int, now: datetime
) -> Preview:
    """Put another edit in place of the last one.

    Raises: NotAllowed; PreviewPassed where the draft is not at this revision; DoesNotFit, which
    changes nothing.
    """
    async with db.transaction() as tx:
        draft, newest = await opened(tx, actor)
        _check(draft, revision)
        without = replace(draft, edits=draft.edits[:-1])
        return await add(tx, without, newest, edit, now=now)


async def take_back(
    db: Database, actor: Participant, *, revision: int, now: datetime
) -> Preview | None:
    """Drop the last edit; None where none is left.

    Raises: NotAllowed; PreviewPassed where the draft is not at this revision.
    """
    async with db.transaction() as tx:
        draft, newest = await opened(tx, actor)
        _check(draft, revision)
        draft = await _store(tx, draft, draft.edits[:-1], now=now)
        return await look(tx, draft, newest, now=now) if draft.edits else None


async def discard(db: Database, actor: Participant, *, now: datetime) -> None:
    """Give up everything that the actor changed and did not publish. Raises: NotAllowed."""
    async with db.transaction() as tx:
        draft, _ = await opened(tx, actor)
        if draft.edits:
            await clear(tx, draft, now=now)


async def opened(db: Query, actor: Participant) -> tuple[AgendaDraft, AgendaVersion]:
    """Return the actor's draft, an empty one where there is none, and the newest version.

    Raises: NotAllowed; LookupError before an event file was loaded.
    """
    await access.require(db, actor.id, Right.ORGANISE)
    newest = await agenda_versions.newest(db)
    if newest is None:
        raise LookupError("no event file was loaded yet")
    draft = await agenda_drafts.of(db, actor.id) or AgendaDraft(actor.id, newest.number, 0, ())
    if not draft.edits:  # it begins with the next edit
        draft = replace(draft, base_version=newest.number)
    return draft, newest


async def add(
    tx: Transaction, draft: AgendaDraft, newest: AgendaVersion, edit: Edit, *, now: datetime
) -> Preview:
    """Add an edit to a draft that is open. Raises: DoesNotFit."""
    steps = await delays.anew(tx, newest.plan, draft.edits, now=now)
    kept = tuple(each for each in steps if not _takes_place_of(edit, each))
    plan, _ = replay(newest.plan, kept)
    edits.apply(plan, edit)
    draft = await _store(tx, draft, (*kept, edit), now=now)
    return await look(tx, draft, newest, now=now)


async def clear(tx: Transaction, draft: AgendaDraft, *, now: datetime) -> None:
    """Empty a draft that is given up or published."""
    await _store(tx, draft, (), now=now)


def replay(plan: Plan, steps: Sequence[Edit]) -> tuple[Plan, tuple[Edit, ...]]:
    """Return a plan with these edits made, and those that do not fit it."""
    refused = list[Edit]()
    for edit in steps:
        try:
            plan = edits.apply(plan, edit)
        except DoesNotFit:
            refused.append(edit)
    return plan, tuple(refused)


def _check(draft: AgendaDraft, revision: int) -> None:
    if not draft.edits or draft.revision != revision:
        raise PreviewPassed


def _takes_place_of(edit: Edit, earlier: Edit) -> bool:
    return type(edit) is type(earlier) and isinstance(edit, Shift | Import)


async def _store(
    tx: Transaction, draft: AgendaDraft, steps: tuple[Edit, ...], *, now: datetime
) -> AgendaDraft:
    draft = replace(draft, edits=steps, revision=draft.revision + 1)
    await agenda_drafts.save(tx, draft, now=now)
    return draft


async def look(db: Query, draft: AgendaDraft, newest: AgendaVersion, *, now: datetime) -> Preview:
    """Return what publishing a draft would do to the newest version."""
    base, number = None, draft.base_version
    if draft.edits and number != newest.number:
        base = await agenda_versions.numbered(db, number)
    plan, refused = replay(newest.plan, draft.edits)
    opened = await _opened_survey(db)
    comes = replace(plan, survey=newest.plan.survey) if opened else plan
    return Preview(
        draft=draft,
        version=newest.number,
        plan=plan,
        changes=changes.between(newest.plan.sessions, plan.sessions),
        event_changed=changes.event_differs(newest.plan, comes),
        told=await notices.count(db, newest, plan, now=now),
        since=changes.between(base.plan.sessions, newest.plan.sessions) if base else (),
        others=await _others(db, draft, newest, now=now),
        refused=refused,
        survey_stays=opened is not None and plan.survey not in {opened, newest.plan.survey},
    )


async def _opened_survey(db: Query) -> Survey | None:
    state = await surveys.state(db)
    return state.survey if state and state.opened_at else None


async def _others(
    db: Query, draft: AgendaDraft, newest: AgendaVersion, *, now: datetime
) -> tuple[OthersDraft, ...]:
    found = await agenda_drafts.others(db, draft.participant_id, since=now - OTHERS_WITHIN)
    return tuple(
        OthersDraft(
            name,
            changes.between(newest.plan.sessions, replay(newest.plan, theirs.edits)[0].sessions),
        )
        for name, theirs in found
    )
