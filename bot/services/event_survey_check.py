"""Find what the survey of an event file says against itself and against the agenda."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Any, Final

from bot.services.event_check import instant, rows_at, taken_ids, zone_named
from bot.services.event_fault import Found, Path, Problem, clipped
from storage.models import ItemKind

Tree = Mapping[str, Any]
Rows = Sequence[Tree]

MOST_ITEMS = 40
MOST_NUDGES = 2
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12

_ONLY_OF: Final[Mapping[str, frozenset[ItemKind]]] = {
    "scale": frozenset({ItemKind.SCALE}),
    "options": frozenset({ItemKind.CHOICE, ItemKind.CHOICES}),
    "follow_up": frozenset({ItemKind.YES_NO}),
    "follow_up_on": frozenset({ItemKind.YES_NO}),
    "compares_with": frozenset({ItemKind.SCALE}),
}
_NEEDED: Final = ("scale", "options")


def survey_contradictions(tree: Tree, unsound: Iterable[Found]) -> Iterator[Found]:
    """Yield a fault for each contradiction in the sound part of the survey, if there is one.

    `unsound`: what is known of the rest; what stands there, only wrong, is not missing.
    """
    if "survey" not in tree:
        return
    there = {one.path[:length] for one in unsound for length in range(len(one.path) + 1)}
    for one in _contradictions(tree, tree["survey"]):
        if one.problem is not Problem.MISSING or one.path not in there:
            yield one


def _contradictions(tree: Tree, survey: Tree) -> Iterator[Found]:
    event: Tree = tree.get("event", {})
    sessions: Rows = tree.get("sessions", ())
    zone = zone_named(event.get("time_zone", "")) or UTC
    opens = survey.get("opens")
    opening = next((row for row in sessions if row.get("id") == opens), None)
    if opens is not None and opening is None:
        yield Found(("survey", "opens"), Problem.NO_SESSION, {"id": clipped(opens)})
    yield from _closes(survey, event, sessions, zone)
    yield from _nudges(survey, opening or {}, zone)
    sections = tuple(rows_at(survey.get("sections", ()), ("survey", "sections")))
    items = tuple(
        item
        for path, section in sections
        for item in rows_at(section.get("items", ()), (*path, "items"))
    )
    yield from taken_ids(sections)
    yield from taken_ids(items)
    if len(items) > MOST_ITEMS:
        values = {"count": len(items), "limit": MOST_ITEMS}
        yield Found(("survey", "sections"), Problem.MANY_ITEMS, values)
    for number, (path, item) in enumerate(items):
        yield from _of_kind(item, path)
        yield from _options(item, path)
        earlier = {row["id"]: row for _, row in items[:number] if "id" in row}
        every = {row["id"] for _, row in items if "id" in row}
        yield from _compared(item, path, earlier, every)


def _closes(survey: Tree, event: Tree, sessions: Rows, zone: tzinfo) -> Iterator[Found]:
    path, closes, purge = ("survey", "closes"), survey.get("closes"), event.get("purge_on")
    if closes is None:
        return
    ends = [session["end"] for session in sessions if "end" in session]
    last = max(ends, default=None)
    if last and instant(closes, zone) <= instant(last, zone):
        yield Found(path, Problem.EARLY_CLOSE, {"end": str(last)})
    last_day = event.get("last_day")
    if purge and closes.date() >= purge and (last_day is None or purge > last_day):
        yield Found(path, Problem.LATE_CLOSE, {"purge_on": str(purge)})


def _nudges(survey: Tree, opening: Tree, zone: tzinfo) -> Iterator[Found]:
    path, nudges = ("survey", "nudges"), survey.get("nudges", ())
    if len(nudges) > MOST_NUDGES:
        values = {"count": len(nudges), "limit": MOST_NUDGES}
        yield Found(path, Problem.MANY_NUDGES, values)
    start, closes = opening.get("start"), survey.get("closes")
    for index, nudge in enumerate(nudges):
        at = instant(nudge, zone)
        if start and at <= instant(start, zone):
            yield Found((*path, index), Problem.EARLY_NUDGE, {"start": str(start)})
        elif closes and at >= instant(closes, zone):
            yield Found((*path, index), Problem.LATE_NUDGE, {"closes": str(closes)})
        elif index and at <= instant(nudges[index - 1], zone):
            yield Found((*path, index), Problem.NUDGES_REVERSED)


def _of_kind(item: Tree, path: Path) -> Iterator[Found]:
    """Yield a fault for what this kind of item cannot have, and for what it lacks."""
    kind = item.get("kind")
    if kind is None:
        return
    for key, kinds in _ONLY_OF.items():
        if key in item and kind not in kinds:
            yield Found((*path, key), Problem.NOT_OF_KIND, {"kind": kind, "key": key})
        elif key not in item and kind in kinds and key in _NEEDED:
            yield Found((*path, key), Problem.MISSING)
    if kind == ItemKind.YES_NO and "follow_up_on" in item and "follow_up" not in item:
        yield Found((*path, "follow_up"), Problem.MISSING)


def _options(item: Tree, path: Path) -> Iterator[Found]:
    if item.get("kind") not in _ONLY_OF["options"] or "options" not in item:
        return
    options = item["options"]
    yield from taken_ids(rows_at(options, (*path, "options")))
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        values = {"count": len(options), "low": FEWEST_OPTIONS, "high": MOST_OPTIONS}
        yield Found((*path, "options"), Problem.BAD_OPTIONS, values)


def _compared(
    item: Tree, path: Path, earlier: Mapping[str, Tree], every: set[str]
) -> Iterator[Found]:
    """Yield a fault where an item is compared with one that does not ask the same before it."""
    other = item.get("compares_with")
    if other is None or item.get("kind") != ItemKind.SCALE:
        return
    path = (*path, "compares_with")
    if other not in every:
        yield Found(path, Problem.NO_ITEM, {"id": clipped(other)})
    elif other not in earlier:
        yield Found(path, Problem.LATE_ITEM, {"id": other})
    elif earlier[other].get("kind", ItemKind.SCALE) != ItemKind.SCALE:
        yield Found(path, Problem.NO_SCALE, {"id": other})
    else:
        scale = earlier[other].get("scale")
        if scale is not None and item.get("scale", scale) != scale:
            yield Found(path, Problem.OTHER_SCALE, {"id": other, "scale": scale})
