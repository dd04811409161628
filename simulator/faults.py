"""Faults of the network and of Telegram, made to order."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.errors import ControlError, Refusal, retry_after

KINDS = ("429", "500", "502", "drop_before", "drop_after", "delay")
REFUSALS = {"500": "Internal Server Error", "502": "Bad Gateway"}


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault: what goes wrong, in which method, how often (None: until removed)."""

    kind: str
    method: str = "*"
    times: int | None = 1
    seconds: float | None = None
    chat_id: int | None = None

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
        wanted = self.method == "*" or self.method.lower() == method.lower()
        return wanted and (self.chat_id is None or str(self.chat_id) == chat_id)

    def refusal(self) -> Refusal | None:
        """Give the answer this fault makes, if it makes one."""
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
    """The faults in force, the oldest first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def add(self, fault: Fault) -> None:
        """Put a fault in force."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Remove every fault."""
        self._faults.clear()

    def take(self, method: str, chat_id: str) -> list[Fault]:
        """Use up what this request runs into: every delay, and the first other fault."""
        taken: list[Fault] = []
        for fault in list(self._faults):
            if not fault.hits(method, chat_id):
                continue
            if fault.kind != "delay" and any(other.kind != "delay" for other in taken):
                continue
            taken.append(fault)
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
        return taken
