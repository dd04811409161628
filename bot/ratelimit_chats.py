"""When each chat may get something: a distance from its last message, or after a refusal."""

from typing import Final

PRIVATE_CHAT_SECONDS: Final = 1.0
GROUP_SECONDS: Final = 3.0
_CHATS_REMEMBERED = 2048

Chat = int | str | None


class Chats:
    """The chats that something was sent to lately, or that Telegram refused; monotonic seconds."""

    __slots__ = ("_free_at", "_stopped_until")

    def __init__(self) -> None:
        self._free_at: dict[int | str, float] = {}
        self._stopped_until: dict[int | str, float] = {}

    def ready_at(self, chat: Chat, *, at_a_distance: bool) -> float:
        """Say from when on this chat may get something; at a distance from its last message."""
        if chat is None:
            return 0.0
        stopped = self._stopped_until.get(chat, 0.0)
        return max(stopped, self._free_at.get(chat, 0.0)) if at_a_distance else stopped

    def sent(self, chat: Chat, now: float) -> None:
        """Note that something goes to this chat now."""
        if chat is None:
            return
        if len(self._free_at) >= _CHATS_REMEMBERED:
            self._free_at = {c: at for c, at in self._free_at.items() if at > now}
        self._free_at[chat] = now + (GROUP_SECONDS if is_group(chat) else PRIVATE_CHAT_SECONDS)

    def stop(self, chat: int | str, *, until: float) -> None:
        """Let nothing to this chat before then."""
        self._stopped_until[chat] = until

    def stopped_besides(self, chat: Chat, now: float) -> bool:
        """Say whether any other person's chat is stopped now; groups have limits of their own."""
        self._stopped_until = {c: at for c, at in self._stopped_until.items() if at > now}
        return any(not is_group(other) for other in self._stopped_until.keys() - {chat})


def is_group(chat: int | str) -> bool:
    """Say whether an id is a group's or a channel's."""
    return str(chat).startswith(("-", "@"))
