"""Who comes to the whole day, and how it goes: what is published when, and what fails."""

from collections.abc import Iterator
from dataclasses import replace

from storage.models import Locale, ReminderScope
from tests.e2e.day_people import Guest, at
from tests.e2e.day_plan import (
    Notice,
    Plan,
    Slot,
    Story,
    everything,
    original,
    shifted,
    single,
)

FIRST, GUESTS = 2001, 170
SPEAKER = FIRST + 9
REPEATED = FIRST + 20
"""Whose notice arrived just before kill -9 and could not be noted any more: it comes again."""

LATE, CONFIRMED, EARLY, CANCELLED = at(10, 20), at(10, 30), at(12, 30), at(14, 33)
"""When the organiser publishes: 15 minutes late, DFAT confirmed, lunch shortened by as much, and
the recommendations called off."""

EVENING = at(23)
BLOCKED = {
    FIRST + 10: (at(6, 58), EVENING),
    FIRST + 51: (at(9, 5), EVENING),
    FIRST + 92: (at(10, 21), EVENING),
    FIRST + 133: (at(13), at(15, 50)),
    FIRST + 166: (at(15), EVENING),
}
"""The five who block the bot, from when until when."""

OUTAGE = (at(13, 18), at(13, 25))


def guests() -> Iterator[Guest]:
    """Invite people who want different things, alternately in Khmer and in English."""
    for n in range(GUESTS):
        scope = {4: ReminderScope.STARRED, 6: ReminderScope.NONE}.get(n % 23, ReminderScope.ALL)
        yield Guest(
            id=FIRST + n,
            locale=Locale.EN if n % 2 else Locale.KM,
            minutes={3: 30, 5: 5, 7: 15}.get(n % 17, 10),
            scope=scope,
            breaks=n % 31 == 9,
            morning=n % 19 != 8,
            stars=frozenset({"panel"} if n % 5 == 0 else ()),
            speaks=frozenset({"panel"} if FIRST + n == SPEAKER else ()),
        )


def story() -> Story:
    """Tell the day as it will have gone."""
    first = original()
    late = shifted(first, 15, now=LATE)
    confirmed = {**late, "panel": _with_dfat(late)}
    early = shifted(confirmed, -15, now=EARLY)
    off = replace(early["recommendations"], cancelled=True)
    return Story(
        plans=(
            (at(0), first),
            (LATE, late),
            (CONFIRMED, confirmed),
            (EARLY, early),
            (CANCELLED, {**early, off.id: off}),
        ),
        notices=(
            Notice(
                published=LATE,
                text=everything(15, first, late, at(10, 30)),
                urgent=True,
                expires=late["closing"].end,
            ),
            Notice(
                published=CONFIRMED,
                text=single(late["panel"], lambda words: words.confirmed, timed=True),
                urgent=True,
                expires=late["panel"].end,
                concerns="panel",
            ),
            Notice(
                published=EARLY,
                text=everything(-15, confirmed, early, at(13, 45)),
                urgent=True,
                expires=early["closing"].end,
            ),
            Notice(
                published=CANCELLED,
                text=single(
                    off,
                    lambda words: words.cancelled.format(hours=words.hours(off.start, off.end)),
                    timed=False,
                ),
                urgent=False,
                expires=off.end,
            ),
        ),
        outage=OUTAGE,
    )


def _with_dfat(plan: Plan) -> Slot:
    panel = plan["panel"]
    who = tuple((name, sure or "DFAT" in name["en"]) for name, sure in panel.who)
    return replace(panel, who=who)
