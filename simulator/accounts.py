"""The people of the simulator, as Telegram knows them."""

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True, kw_only=True)
class Account:
    """A person with a phone; `started` once they have written to the bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone: str = ""
    label: str = ""
    blocked: bool = False
    deactivated: bool = False
    started: bool = False

    def _named(self) -> dict[str, Any]:
        fields = {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def user(self) -> dict[str, Any]:
        """Give the Bot API's User; absent fields are absent."""
        language = {} if self.language_code is None else {"language_code": self.language_code}
        return {"is_bot": False, **self._named(), **language}

    def chat(self) -> dict[str, Any]:
        """Give the Bot API's Chat of this person with the bot."""
        return {**self._named(), "type": "private"}

    def view(self) -> dict[str, Any]:
        """Give what the control API shows of this person."""
        return {
            **self.user(),
            "phone": self.phone,
            "label": self.label or self.first_name,
            "blocked": self.blocked,
            "deactivated": self.deactivated,
            "started": self.started,
            "chat_type": "private",
        }


FIRST_ID = 1001
ORGANISER = 1003


def default_people() -> list[Account]:
    """Make the four people of the demo, ids 1001 to 1004; the organiser is `ORGANISER`."""
    rows = [
        # A Khmer reader whose app is English: the language of an app is no answer.
        ("Dara", "en", "+85512000001", "Participant"),
        ("Emma", "en", "+85512000002", "Participant"),
        ("Bopha", "km", "+85512000003", "Organiser"),
        ("Vibol", "en", "+85512000004", "Speaker, once invited"),
    ]
    return [
        Account(id=FIRST_ID + n, first_name=name, language_code=language, phone=phone, label=label)
        for n, (name, language, phone, label) in enumerate(rows)
    ]
