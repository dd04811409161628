"""A message as a person sees it, for tests."""

from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message on a phone; `buttons` are rows of labels, `view` the whole control view.

    `silent`: it came without a sound. `sender`: who wrote it, None for the bot.
    """

    message_id: int
    from_bot: bool
    text: str
    html: str
    buttons: list[list[str]]
    photo: dict[str, Any] | None
    document: dict[str, Any] | None
    edited: bool
    silent: bool
    sender: str | None
    view: dict[str, Any]

    @classmethod
    def of(cls, view: dict[str, Any]) -> Self:
        """Read a message from the control API."""
        rows = view.get("reply_markup", {}).get("inline_keyboard", [])
        return cls(
            message_id=view["message_id"],
            from_bot=view["from"] == "bot",
            text=view["text"],
            html=view["html"],
            buttons=[[button["text"] for button in row] for row in rows],
            photo=view.get("photo"),
            document=view.get("document"),
            edited="edit_date" in view,
            silent=view["silent"],
            sender=view.get("sender", {}).get("first_name"),
            view=view,
        )

    @property
    def labels(self) -> list[str]:
        """All labels of the buttons, row by row."""
        return [label for row in self.buttons for label in row]

    def button(self, label: str) -> dict[str, Any]:
        """Give the button with a label, as the Bot API has it. Raises: KeyError."""
        for row in self.view.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["text"] == label:
                    return dict(button)
        raise KeyError(label)

    def __str__(self) -> str:
        """Write the message as a transcript has it."""
        extras = [
            name for name in ("photo", "document", "location", "contact") if name in self.view
        ]
        lines = [f"{'bot' if self.from_bot else 'person'} #{self.message_id}: {self.text}"]
        lines += [f"    <{name}>" for name in extras]
        lines += ["    " + " ".join(f"[{label}]" for label in row) for row in self.buttons]
        return "\n".join(lines)
