"""The agenda of the whole day, version by version, worked out anew from the event file."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from bot.settings import BUILT_IN
from tests.e2e.day_people import LOCAL, MINUTE, at
from tests.e2e.day_words import WORDS, Words


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A session, as far as reminders and notices go."""

    id: str
    kind: str
    title: Mapping[str, str]
    start: datetime
    end: datetime
    who: tuple[tuple[Mapping[str, str], bool], ...]
    cancelled: bool = False

    @property
    def is_break(self) -> bool:
        """Say whether it is coffee or lunch."""
        return self.kind in {"break", "lunch"}

    def moved(self, minutes: int, *, begun: bool = False) -> "Slot":
        """Begin and end later; what has begun only ends later."""
        by = minutes * MINUTE
        return replace(self, start=self.start if begun else self.start + by, end=self.end + by)


Plan = dict[str, Slot]
Span = tuple[datetime, datetime]
"""After the tick of the first minute, up to and with that of the last."""


def original() -> Plan:
    """Read the agenda as the event file has it."""
    given = tomllib.loads(BUILT_IN.read_text("utf-8"))
    speakers = {speaker["id"]: speaker for speaker in given["speakers"]}
    return {
        session["id"]: Slot(
            id=session["id"],
            kind=session["kind"],
            title=session["title"],
            start=session["start"].replace(tzinfo=UTC) - LOCAL,
            end=session["end"].replace(tzinfo=UTC) - LOCAL,
            who=tuple(
                (_called(speakers[part["speaker"]]), part.get("confirmed", True))
                for part in session.get("speakers", ())
            ),
        )
        for session in given["sessions"]
    }


def _called(speaker: Mapping[str, Any]) -> dict[str, str]:
    """Give a name under its honorific, in both languages; Latin where there is no Khmer one."""
    name, honorific = speaker["name"], speaker.get("honorific", {})
    return {
        code: " ".join(filter(None, (honorific.get(code), name.get(code) or name["en"])))
        for code in WORDS
    }


def shifted(plan: Plan, minutes: int, *, now: datetime) -> Plan:
    """Move what has not begun; what is on ends that much later or earlier."""
    return {
        name: slot if slot.end <= now else slot.moved(minutes, begun=slot.start <= now)
        for name, slot in plan.items()
    }


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A change that was published; `concerns` a session's people only, None: everyone."""

    published: datetime
    text: Callable[[Words], str]
    urgent: bool
    expires: datetime
    concerns: str | None = None
    due: datetime = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "due", self.published + 2 * MINUTE)


@dataclass(frozen=True, kw_only=True)
class Story:
    """The day as it went: the agenda from each moment on, the notices, when nothing got through."""

    plans: tuple[tuple[datetime, Plan], ...]
    notices: tuple[Notice, ...]
    outage: Span

    def plan(self, now: datetime) -> Plan:
        """Give the agenda that the tick of a minute sees: what was published before."""
        return [plan for since, plan in self.plans if since < now][-1]

    @cached_property
    def minutes(self) -> list[tuple[datetime, Plan]]:
        """Give every minute from seven to a quarter to five, and its agenda."""
        moments = (at(7) + n * MINUTE for n in range(9 * 60 + 46))
        return [(now, self.plan(now)) for now in moments]

    def survey(self, words: Words) -> str:
        """Write how people are asked to fill in the survey."""
        its = tomllib.loads(BUILT_IN.read_text("utf-8"))["survey"]
        n = sum(len(section["items"]) for section in its["sections"])
        title, introduction = its["title"][words.code], its["introduction"][words.code]
        return words.counted(words.survey, n, title=title, introduction=introduction)

    @property
    def morning(self) -> Plan:
        """Give the agenda as the day began with it."""
        return self.plans[0][1]


def everything(minutes: int, before: Plan, after: Plan, since: datetime) -> Callable[[Words], str]:
    """Write the notice of a delay: every session that moved, a line each."""

    def text(words: Words) -> str:
        lines = []
        for old, new in zip(before.values(), after.values(), strict=True):
            if old == new:
                continue
            one_length = old.end - old.start == new.end - new.start
            was, becomes = (
                words.hour(slot.start) if one_length else words.hours(slot.start, slot.end)
                for slot in (old, new)
            )
            lines.append(f"{was} → {becomes} · {new.title[words.code]}")
        sentence = words.later if minutes > 0 else words.earlier
        first = words.counted(sentence, abs(minutes), time=words.time(since))
        return "\n".join([words.heading, "", first, *lines])

    return text


def single(slot: Slot, line: Callable[[Words], str], *, timed: bool) -> Callable[[Words], str]:
    """Write the notice of one session; `timed`: with its start, where the line has no time."""

    def text(words: Words) -> str:
        start = f" · {words.hour(slot.start)}" if timed else ""
        return f"{words.heading}\n\n{slot.title[words.code]}{start}\n{line(words)}"

    return text
