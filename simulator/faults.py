"""Faults of the network and of Telegram, made to order."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from simulator.errors import ControlError, Refusal, retry_after

KINDS = (
    "429",
    "flood",
    "500",
    "502",
    "drop_before",
    "drop_after",
    "delay",
    "delay_after",
    "outage",
)
REFUSALS = {"500": "Internal Server Error", "502": "Bad Gateway"}


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault: what goes wrong, in which method, how often (None: until removed).

    A "flood" refuses for `seconds` from its first refusal on (`until`), each time saying how many
    are left. "delay" and "delay_after" hold up the request or its answer. An "outage" is Telegram
    unreachable, whatever the method, until it is removed.
    """

    kind: str
    method: str = "*"
    times: int | None = 1
    seconds: float | None = None
    chat_id: int | None = None
    until: float | None = None

    @property
    def lasts(self) -> bool:
        """Tell whether it stays however often it was met."""
        return self.kind in {"flood", "outage"} or self.times is None

    def view(self) -> dict[str, Any]:
        """Show this fault as the control API does."""
        view: dict[str, Any] = {"kind": self.kind, "method": self.method, "times": self.times}
        if self.seconds is not None:
            view["seconds"] = self.seconds
        if self.chat_id is not None:
            view["chat_id"] = self.chat_id
        return view

    def hits(self, method: str, chat_id: str) -> bool:
        """Tell whether a request runs into this fault."""
        if self.kind == "outage":
            return True
        wanted = self.method == "*" or self.method.lower() == method.lower()
        return wanted and (self.chat_id is None or str(self.chat_id) == chat_id)

    def refusal(self, *, now: float) -> Refusal | None:
        """Give the answer this fault makes, if it makes one. now: monotonic."""
        if self.kind == "flood":
            self.until = self.until or now + (self.seconds or 1)
            return retry_after(max(1, math.ceil(self.until - now)))
        if self.kind == "429":
            return retry_after(max(1, math.ceil(self.seconds or 1)))
        if self.kind in REFUSALS:
            return Refusal(int(self.kind), REFUSALS[self.kind])
        return None


def read(given: dict[str, Any]) -> Fault:
    """Read a fault from the control API.

    Raises: ControlError 400 when its kind or its numbers make no sense.
    """
    kind = str(given.get("kind", ""))
    if kind not in KINDS:
        raise ControlError(400, f"kind must be one of {', '.join(KINDS)}")
    try:
        times, seconds, chat = (given.get(name) for name in ("times", "seconds", "chat_id"))
        return Fault(
            kind=kind,
            method=str(given.get("method") or "*"),
            times=None if times is None else int(times),
            seconds=None if seconds is None else float(seconds),
            chat_id=None if chat is None else int(chat),
        )
    except (TypeError, ValueError):
        raise ControlError(400, "times, seconds and chat_id must be numbers") from None


class Faults:
    """The faults in force, the oldest first; `time` is a monotonic clock in seconds."""

    def __init__(self, *, time: Callable[[], float]) -> None:
        self._time = time
        self._faults: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        now = self._time()
        self._faults = [each for each in self._faults if each.until is None or each.until > now]
        return iter(self._faults)

    @property
    def outage(self) -> bool:
        """Tell whether Telegram is unreachable."""
        return any(fault.kind == "outage" for fault in self)

    def refusal(self, fault: Fault) -> Refusal | None:
        """Give the answer a fault makes now, if it makes one."""
        return fault.refusal(now=self._time())

    def add(self, fault: Fault) -> None:
        """Put a fault in force."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Remove every fault."""
        self._faults.clear()

    def take(self, method: str, chat_id: str) -> list[Fault]:
        """Use up what this request runs into: every delay, and the first other fault."""
        taken: list[Fault] = []
        for fault in list(self):
            if not fault.hits(method, chat_id):
                continue
            if fault.kind != "delay" and any(other.kind != "delay" for other in taken):
                continue
            taken.append(fault)
            if not fault.lasts and fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
        return taken
