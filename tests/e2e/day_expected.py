"""What everybody's phone should show after the whole day, minute by minute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from tests.e2e.day_people import MINUTE, Guest, Line, at
from tests.e2e.day_plan import Notice, Plan, Slot, Span, Story
from tests.e2e.day_words import WORDS, Words

NAMED = 4
QUIET = timedelta(minutes=10)
BRIEFED = timedelta(minutes=20)
BETWEEN = "\n\n———\n\n"


@dataclass(kw_only=True)
class _Item:
    due: datetime
    expires: datetime
    urgent: bool = False
    gentle: bool = False
    """It never makes a sound."""
    alone: bool = False
    """It never becomes one message with others."""
    text: Callable[[datetime], str | None]


def transcript(guest: Guest, story: Story, *, blocked: Span | None) -> list[Line]:
    """Live through a guest's day, minute by minute. `blocked`: while they had blocked the bot."""
    waiting: list[_Item] = []
    reminded: set[tuple[str, datetime]] = set()
    lines: list[Line] = []
    quiet_until = at(7)
    for now, plan in story.minutes:
        waiting += _queued(guest, story, plan, now, reminded)
        waiting = [item for item in waiting if item.expires > now]
        if not any(since < now <= until for since, until in filter(None, (story.outage, blocked))):
            due = sorted((item for item in waiting if item.due <= now), key=lambda its: its.due)
            urgent = [item for item in due if item.urgent]
            calm = _together(due) if quiet_until <= now else []
            waiting = [item for item in waiting if item not in urgent + calm]
            silent = _session_on(plan, now)
            lines += [Line(now, text, silent) for item in urgent if (text := item.text(now))]
            if merged := BETWEEN.join(text for item in calm if (text := item.text(now))):
                lines.append(Line(now, merged, silent or all(item.gentle for item in calm)))
                quiet_until = now + QUIET
    return lines


def _together(due: list[_Item]) -> list[_Item]:
    """Take what becomes one message: all that is not urgent, up to what stands alone."""
    calm = [item for item in due if not item.urgent]
    if calm and calm[0].alone:
        return calm[:1]
    return list(takewhile(lambda item: not item.alone, calm))


def _session_on(plan: Plan, now: datetime) -> bool:
    return any(
        slot.start <= now < slot.end and not slot.is_break and not slot.cancelled
        for slot in plan.values()
    )


def _queued(
    guest: Guest, story: Story, plan: Plan, now: datetime, reminded: set[tuple[str, datetime]]
) -> list[_Item]:
    words = WORDS[guest.locale]
    items = []
    if now == at(7) and guest.morning:
        text = _overview(guest, story.morning, words)
        items.append(_Item(due=now, expires=at(9), text=lambda _now: text))
    for slot in plan.values():
        lead = slot.start - guest.minutes * MINUTE
        if not lead <= now < slot.end or (slot.id, slot.start) in reminded:
            continue
        if slot.cancelled or not _wanted(guest, slot):
            continue
        reminded.add((slot.id, slot.start))
        items.append(_Item(due=lead, expires=slot.end, text=_reminder(slot, story, words)))
    items += [
        _Item(due=lead, expires=slot.start, urgent=True, text=_briefing(slot, words))
        for slot in plan.values()
        if slot.id in guest.speaks and now == (lead := slot.start - BRIEFED)
    ]
    closing = plan["closing"]
    if now == closing.start:
        text = story.survey(words)
        later = now + timedelta(days=3)
        items.append(_Item(due=now, expires=later, gentle=True, alone=True, text=lambda _now: text))
    if now == closing.end:
        until = now + timedelta(hours=3)
        items.append(_Item(due=now, expires=until, gentle=True, text=lambda _now: words.thanks))
    items += [
        _Item(due=notice.due, expires=notice.expires, urgent=notice.urgent, text=_of(notice, words))
        for notice in story.notices
        if notice.published == now and notice.concerns in {None, *guest.concerned}
    ]
    return items


def _of(notice: Notice, words: Words) -> Callable[[datetime], str]:
    return lambda _now: notice.text(words)


def _briefing(slot: Slot, words: Words) -> Callable[[datetime], str]:
    hours = words.hours(slot.start, slot.end)
    return lambda _now: words.briefing.format(title=slot.title[words.code], hours=hours)


def _wanted(guest: Guest, slot: Slot) -> bool:
    if guest.scope == "none":
        return False
    if slot.id in guest.concerned:
        return True
    if slot.is_break:
        return guest.breaks
    return guest.scope == "all" and slot.kind != "registration"


def _overview(guest: Guest, plan: Plan, words: Words) -> str:
    lines = []
    for slot in plan.values():
        line = f"{words.hour(slot.start)} · {slot.title[words.code]}"
        line += words.speakers_tbc if any(not sure for _, sure in slot.who) else ""
        lines.append(line + (words.starred if slot.id in guest.stars else ""))
    return "\n".join([words.venue, "", *lines, "", words.own_choice])


def _reminder(slot: Slot, story: Story, words: Words) -> Callable[[datetime], str | None]:
    def text(now: datetime) -> str | None:
        its = story.plan(now)[slot.id]
        if its.cancelled or its.start != slot.start:
            return None
        left = -(-(its.start - now) // MINUTE)
        time = words.time(its.start)
        lines = [its.title[words.code]]
        lines.append(
            words.counted(words.starts, left, time=time)
            if left > 0
            else words.began.format(time=time)
        )
        was = story.morning[slot.id]
        if was.start != its.start:
            lines.append(words.changed.format(old=words.hour(was.start)))
        if its.who:
            lines.append(_who(its, words))
        return "\n".join(lines)

    return text


def _who(slot: Slot, words: Words) -> str:
    names = [name[words.code] + ("" if sure else words.tbc) for name, sure in slot.who]
    shown = ", ".join(names[:NAMED])
    left = len(names) - NAMED
    return words.counted(words.more, left, names=shown) if left > 0 else shown
