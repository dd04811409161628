"""Telegram's limits on how fast a bot may send; off unless asked for."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from simulator.errors import ControlError, retry_after

Window = deque[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Messages per second overall and in one chat, and per minute in one group."""

    overall: int = 30
    chat: int = 1
    group: int = 20


def read(given: dict[str, Any]) -> Limits:
    """Read limits from the control API; what is not given is Telegram's own number.

    Raises: ControlError 400 when a number makes no sense.
    """
    numbers = {name: given[name] for name in ("overall", "chat", "group") if name in given}
    if not all(type(number) is int and number > 0 for number in numbers.values()):
        raise ControlError(400, "limits are whole numbers above 0")
    return Limits(**numbers)


def view(limits: Limits | None) -> dict[str, Any] | None:
    """Show limits as the control API does; None where there are none."""
    return None if limits is None else asdict(limits)


class Limiter:
    """Counts messages in sliding windows and refuses those above `limits`, if there are any."""

    def __init__(self, limits: Limits | None, *, time: Callable[[], float]) -> None:
        self.limits = limits
        self._time = time
        self._all: Window = deque()
        self._chats: defaultdict[str, Window] = defaultdict(deque)

    def check(self, chat_id: str) -> None:
        """Count one message to a chat.

        Raises: Refusal 429 with retry_after; a refused message is not counted.
        """
        if self.limits is None:
            return
        now = self._time()
        chat = self._chats[chat_id]
        group = chat_id.startswith("-")
        seconds, most = (60.0, self.limits.group) if group else (1.0, self.limits.chat)
        wait = max(
            _wait(self._all, now=now, seconds=1.0, most=self.limits.overall),
            _wait(chat, now=now, seconds=seconds, most=most),
        )
        if wait > 0:
            raise retry_after(math.ceil(wait))
        self._all.append(now)
        chat.append(now)


def _wait(window: Window, *, now: float, seconds: float, most: int) -> float:
    while window and window[0] <= now - seconds:
        window.popleft()
    return 0.0 if len(window) < most else window[0] + seconds - now
