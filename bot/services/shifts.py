"""Run late or early: what a delay does to the rest of the day, its breaks and its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from bot.i18n.marked import N_
from bot.services.errors import DoesNotFit
from storage.models import Plan, Session, SessionKind, Shift, ShiftRule

BREAK_FLOOR = timedelta(minutes=10)
LUNCH_FLOOR = timedelta(minutes=45)

NOTHING_LEFT = N_("Nothing is left to move today.")
TOO_EARLY = N_("What comes next can begin at most {n} min earlier. Choose fewer minutes.")
NOT_EARLIER = N_("What comes next cannot begin earlier.")
ENDS_LATE = N_(
    "The breaks still to come cannot be shortened enough: the day would end {n} min late. "
    "Let the end of the day move, or cancel or shorten a session first."
)
ENDS_EARLY = N_(
    "No break is left that could become longer: the day would end {n} min early. "
    "Let the end of the day move."
)

Given = Mapping[datetime, timedelta]
"""At the end of which break how much of the delay is given away."""

_MINUTE = timedelta(minutes=1)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class _Day:
    """A local day as it stands: what the stage or the clock says is over, is on, is to come."""

    gone: tuple[Session, ...]
    on: tuple[Session, ...]
    coming: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class _Limit:
    """The breaks that end after `after` and until `until` give at most `most` together."""

    after: datetime
    until: datetime
    most: timedelta

    def left(self, given: Given) -> timedelta:
        """Return how much more these breaks may give."""
        return self.most - sum((part for end, part in given.items() if end in self), _NONE)

    def __contains__(self, end: datetime) -> bool:
        return self.after < end <= self.until


def shift(plan: Plan, edit: Shift) -> Plan:
    """Move the rest of the day, as `Shift` and its rule say.

    A break gives time down to its floor, or none where it is shorter; nor where the sessions
    beside it leave no gap, since everybody has to have it. One that is on is not shortened: by now
    people know when it ends. Raises: DoesNotFit.
    """
    day = _day(plan, edit)
    if not day.on and not day.coming:
        raise DoesNotFit(NOTHING_LEFT)
    by = timedelta(minutes=edit.minutes)
    if by < _NONE:
        _check_earlier(day, edit, by)
    given = _given(day, edit, by)
    moved = {each.id: _moved(each, by, given) for each in day.coming}
    moved |= {each.id: _on(each, by, edit) for each in day.on}
    moved |= {each.id: _cut(each, day, moved, edit) for each in day.gone}
    if edit.fixed_end:
        _check_end(day, moved)
    return replace(plan, sessions=tuple(moved.get(each.id, each) for each in plan.sessions))


def _day(plan: Plan, edit: Shift) -> _Day:
    zone = plan.event.time_zone
    today = edit.at.astimezone(zone).date()
    sessions = [
        each
        for each in plan.sessions
        if not each.cancelled and each.starts_at.astimezone(zone).date() == today
    ]
    stage = next((each for each in sessions if each.id == edit.on_stage), None)
    gone, on, coming = list[Session](), list[Session](), list[Session]()
    for each in sessions:
        if each is stage:
            on.append(each)
        elif stage and each.ends_at <= stage.starts_at:
            gone.append(each)
        elif (stage and each.starts_at >= stage.ends_at) or each.starts_at > edit.at:
            coming.append(each)
        else:
            (on if each.ends_at > edit.at else gone).append(each)
    return _Day(tuple(gone), tuple(on), tuple(sorted(coming, key=lambda its: its.starts_at)))


def _earliest(session: Session | None, edit: Shift) -> datetime:
    """Return the first whole minute at which a session can end, or at which one can begin."""
    whole = edit.at.replace(second=0, microsecond=0)
    whole = whole if whole == edit.at else whole + _MINUTE
    return whole if session is None else max(whole, session.starts_at + _MINUTE)


def _check_earlier(day: _Day, edit: Shift, by: timedelta) -> None:
    """Let nothing begin in the past, nor before what is over in its room had begun.

    What is on and began early did begin in the past; everything else that is on ends now at the
    earliest, and nothing that is to come begins before that.
    """
    begun = [each for each in day.on if each.starts_at <= edit.at]
    early = [each for each in day.on if each.starts_at > edit.at]
    first = max((_earliest(each, edit) for each in begun), default=_earliest(None, edit))
    spare = [each.starts_at - first for each in day.coming]
    spare += [each.ends_at - first for each in early]
    spare += [
        each.starts_at - other.starts_at - _MINUTE
        for each in (*early, *day.coming)
        for other in day.gone
        if _after(other, each, edit)
    ]
    most = max(min(spare or [each.ends_at - first for each in begun]), _NONE)
    if -by > most:
        raise DoesNotFit(TOO_EARLY, n=most // _MINUTE) if most else DoesNotFit(NOT_EARLIER)


def _given(day: _Day, edit: Shift, by: timedelta) -> Given:
    """Say which breaks give how much of a delay, or get how much of the time gained (below 0)."""
    ends = sorted({each.ends_at for each in day.coming if each.is_break})
    if edit.rule is ShiftRule.EVERYTHING:
        if not edit.fixed_end:
            return {}
        ends.reverse()  # the last breaks give first, so that most stays as it was
    if by < _NONE:
        return {ends[0]: by} if ends else {}
    limits = tuple(_limits(day))
    given = dict[datetime, timedelta]()
    for end in ends:
        most = [limit.left(given) for limit in limits if end in limit]
        given[end] = max(min([by - sum(given.values(), _NONE), *most]), _NONE)
    return given


def _limits(day: _Day) -> Iterator[_Limit]:
    """Say what keeps breaks from giving all they have: floors, rooms in use, the order."""
    for each in day.coming:
        if each.is_break:
            length = each.ends_at - each.starts_at
            floor = LUNCH_FLOOR if each.kind is SessionKind.LUNCH else BREAK_FLOOR
            yield _Limit(each.starts_at, each.ends_at, max(length - floor, _NONE))
    for each in (*day.on, *day.coming):
        then = [
            other.starts_at
            for other in day.coming
            if each.room and other.room == each.room and other.starts_at >= each.ends_at
        ]
        if then:
            shrinks = each.is_break and each not in day.on
            since = each.ends_at if shrinks else each.starts_at
            yield _Limit(since, min(then), min(then) - each.ends_at)
    for one, other in pairwise(each.starts_at for each in day.coming):
        yield _Limit(one, other, other - one)


def _moved(session: Session, by: timedelta, given: Given) -> Session:
    """Move a session by what is left of the delay when it starts; a break ends by what is then."""

    def left(moment: datetime) -> timedelta:
        return by - sum((part for end, part in given.items() if end <= moment), _NONE)

    starts = left(session.starts_at)
    ends = left(session.ends_at) if session.is_break else starts
    return replace(session, starts_at=session.starts_at + starts, ends_at=session.ends_at + ends)


def _on(session: Session, by: timedelta, edit: Shift) -> Session:
    """Let what is on end so much later, or earlier though not in the past."""
    if session.starts_at > edit.at and by < _NONE:  # it began early
        return replace(session, starts_at=session.starts_at + by, ends_at=session.ends_at + by)
    ends = session.ends_at + by
    if by < _NONE:
        ends = min(session.ends_at, max(ends, _earliest(session, edit)))
    return replace(session, ends_at=ends)


def _cut(session: Session, day: _Day, moved: Mapping[str, Session], edit: Shift) -> Session:
    """Let what is over have ended when what came after it began early."""
    after = [each for each in (*day.on, *day.coming) if _after(session, each, edit)]
    begins = [moved[each.id].starts_at for each in after]
    ends = min([each for each in begins if each > session.starts_at], default=session.ends_at)
    return replace(session, ends_at=min(session.ends_at, ends))


def _after(gone: Session, session: Session, edit: Shift) -> bool:
    """Say whether a session takes the room of what is over, or began early out of that break."""
    if gone.is_break and session.id == edit.on_stage and session.starts_at > edit.at:
        return True
    return gone.room is not None and gone.room == session.room


def _check_end(day: _Day, moved: Mapping[str, Session]) -> None:
    before = max(each.ends_at for each in (*day.on, *day.coming))
    after = max(moved[each.id].ends_at for each in (*day.on, *day.coming))
    if after > before:
        raise DoesNotFit(ENDS_LATE, n=(after - before) // _MINUTE)
    if after < before:
        raise DoesNotFit(ENDS_EARLY, n=(before - after) // _MINUTE)
