"""Publishing: a new version of the agenda, who is told of it, and the way back."""

from datetime import datetime, timedelta

from bot.services import (
    access,
    changes,
    delays,
    drafts,
    edits,
    notices,
    purging,
    versions,
    waiting_list,
)
from bot.services.errors import PreviewPassed
from storage import agenda_drafts, agenda_versions, progress
from storage import notices as notice_rows
from storage.database import Database, Transaction
from storage.models import (
    AgendaVersion,
    DeliveryKind,
    Participant,
    Plan,
    Progress,
    Published,
    Right,
    Undo,
)


async def publish(
    db: Database,
    actor: Participant,
    *,
    revision: int,
    version: int,
    delay: timedelta,
    now: datetime,
    shown_in: tuple[int, int] | None = None,
) -> Published:
    """Make the actor's draft the agenda, and queue the notices. Edits that do not fit are left out.

    `revision` of the draft and `version` of the agenda are those of the preview they saw; `delay`:
    how long until people are told. `shown_in`: the ids of the chat and of the message in it that
    will show how the notices go out.
    Raises: NotAllowed; PreviewPassed where either number is another by now, nothing is left, or a
    delay that was said long ago means something else by now.
    """
    async with db.transaction() as tx:
        draft, newest = await drafts.opened(tx, actor)
        if not draft.edits or (draft.revision, newest.number) != (revision, version):
            raise PreviewPassed
        plan, _ = drafts.replay(newest.plan, draft.edits)
        said_now = await delays.anew(tx, newest.plan, draft.edits, now=now)
        if plan == newest.plan or drafts.replay(newest.plan, said_now)[0] != plan:
            raise PreviewPassed
        await drafts.clear(tx, draft, now=now)
        done = await _publish(tx, actor, newest, plan, delay=delay, now=now)
        if shown_in is not None and done.told:
            its = Progress(DeliveryKind.CHANGE, f"%-{done.version}", *shown_in)
            await progress.follow(tx, its)
        return done


async def published(
    db: Database, actor: Participant, *, revision: int, version: int
) -> Published | None:
    """Return what the actor's draft became that was published last, at this revision and version.

    None where something else was published last. Raises: NotAllowed.
    """
    draft, newest = await drafts.opened(db, actor)
    was = await agenda_versions.numbered(db, version)
    if was is None or draft.edits or draft.revision != revision + 1:
        return None
    return await _done(db, actor, was, newest)


async def undo(
    db: Database, actor: Participant, *, version: int, delay: timedelta, now: datetime
) -> Published:
    """Publish the version before the newest one, which `version` must be.

    Raises: NotAllowed; PreviewPassed where another version is the newest by now.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        newest = await agenda_versions.newest(tx)
        before = await agenda_versions.numbered(tx, version - 1)
        if newest is None or before is None or newest.number != version:
            raise PreviewPassed
        plan = edits.apply(newest.plan, Undo(before.number, before.plan))
        published = await _publish(tx, actor, newest, plan, delay=delay, now=now)
        await agenda_drafts.follow(tx, actor.id, was=version, becomes=published.version)
        return published


async def undone(db: Database, actor: Participant, *, version: int) -> Published | None:
    """Return what the actor's undoing of a version did, if it was published last.

    Raises: NotAllowed.
    """
    await access.require(db, actor.id, Right.ORGANISE)
    newest = await agenda_versions.newest(db)
    was = await agenda_versions.numbered(db, version)
    before = await agenda_versions.numbered(db, version - 1)
    if newest is None or was is None or before is None:
        return None
    plan = edits.apply(was.plan, Undo(before.number, before.plan))
    if changes.numbered(was.plan, plan) != newest.plan:
        return None
    return await _done(db, actor, was, newest)


async def tell_now(db: Database, actor: Participant, *, version: int, now: datetime) -> bool:
    """Let the notices of a version that wait for the delay go out; say whether any still did.

    Raises: NotAllowed.
    """
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        return await notice_rows.hurry(tx, version=version, now=now)


async def _done(
    db: Database, actor: Participant, was: AgendaVersion, newest: AgendaVersion
) -> Published | None:
    """Return what the actor's publishing did, if that came right after a version."""
    if newest.number != was.number + 1 or newest.published_by != actor.id:
        return None
    told, due_at = await notice_rows.told(db, version=newest.number)
    return Published(
        version=newest.number,
        changes=changes.between(was.plan.sessions, newest.plan.sessions),
        told=told,
        due_at=due_at or newest.published_at,
    )


async def _publish(
    tx: Transaction,
    actor: Participant,
    newest: AgendaVersion,
    plan: Plan,
    *,
    delay: timedelta,
    now: datetime,
) -> Published:
    if purging.is_due(plan.event, now):  # the next tick would delete all personal data
        raise PreviewPassed
    plan = changes.numbered(newest.plan, plan)
    version = await versions.record(tx, plan, by=actor.id, now=now)
    told = await notices.enqueue(tx, version=version, delay=delay, now=now)
    until = max(session.ends_at for session in plan.sessions)
    await waiting_list.promote(tx, capacity=plan.event.capacity, until=until, now=now)
    return Published(
        version=version,
        changes=changes.between(newest.plan.sessions, plan.sessions),
        told=told,
        due_at=now + delay,
    )
