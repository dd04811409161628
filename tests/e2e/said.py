"""What the bot says, whole, as each language has it: `said_km.py` and `said_en.py` fill it."""

from dataclasses import dataclass

from simulator.shown import Shown

Rows = list[list[str]]
Seen = tuple[str, Rows]
"""A message as a person sees it: its text, and the buttons under it."""

NUMBERS = {
    "name": 1,
    "organisation": 2,
    "same": 2,
    "level": 3,
    "province": 3,
    "position": 4,
    "phone": 5,
}


def seen(message: Shown) -> Seen:
    """Give what a person sees of a message."""
    return message.text, message.buttons


@dataclass(frozen=True, kw_only=True)
class Said:
    """One language: questions and rows of buttons by step, problems at first and later."""

    code: str
    language: str
    heading: str
    digits: str
    asks: dict[str, str]
    rows: dict[str, Rows]
    keys: Rows
    problems: dict[str, tuple[str, str]]
    stop_here: str
    buttons: dict[str, str]
    fields: dict[str, str]
    values: dict[str, str]
    colon: str
    is_right: str
    change_or_confirm: str
    phone_taken: str
    no_phone: str
    all_right: str
    registered: str
    nothing_saved: str
    nothing_changed: str
    old_button: str
    unknown_command: str
    nothing_to_cancel: str
    only_text: str
    edited: str
    home: str
    you_are_registered: str
    you_are_waiting: str
    not_found: str
    ticket: str
    venue: tuple[str, str]
    day_file: str
    coffee_break: str
    coffee_card: Seen
    commands: dict[str, str]
    help_notes: tuple[str, ...]
    desk_link: str
    ask_withdraw: str
    withdrawn: str
    no_ticket: str
    waiting: str
    next_one: str
    one_before: str
    two_before: str
    i_write_to_you: str
    good_news: str

    def step(self, name: str) -> Seen:
        """Show a step as it is first asked."""
        rows = self.rows.get(name, [])
        if name not in NUMBERS:
            return self.asks[name], rows
        return f"{self.heading.format(self.digits[NUMBERS[name]])}\n\n{self.asks[name]}", rows

    def wrong(self, name: str, problem: str, *, again: bool = False) -> Seen:
        """Show a step after an answer that it does not take; `again` from the third on."""
        first, later = self.problems[problem]
        said = f"{later}\n{self.stop_here}" if again else first
        return f"{said}\n\n{self.asks[name]}", self.rows.get(name, [])

    def details(self, **values: str) -> str:
        """List what was said, a line each, in the order given."""
        return "\n".join(f"{self.fields[name]}{self.colon} {said}" for name, said in values.items())

    def summary(self, **values: str) -> Seen:
        """Show the summary, each line with its button."""
        changes = [[self.buttons["change"] + self.fields[name]] for name in values]
        text = f"{self.is_right}\n\n{self.details(**values)}\n\n{self.change_or_confirm}"
        return text, [[self.buttons["confirm"]], *changes, [self.buttons["cancel"]]]

    def standing(self, **values: str) -> Seen:
        """Show a registration that stands."""
        rows = self.labels(["ticket"], ["change_details"], ["cannot_come"], ["agenda", "home"])
        return f"{self.registered}\n\n{self.details(**values)}", rows

    def menu(self, button: str = "register", standing: str | None = None) -> Seen:
        """Show the main menu."""
        rows = self.labels([button], ["agenda", "now"], ["ask", "questions"], ["language", "help"])
        return "\n\n".join(part for part in (self.home, standing) if part), rows

    def on(self, text: str, *above: str) -> Seen:
        """Show a text with the way on, and buttons above it."""
        return text, self.labels(*([name] for name in above), ["agenda", "home"])

    def nothing_found(self, text: str) -> Seen:
        """Show a search that found nothing."""
        return self.not_found.format(text), self.labels(["agenda", "now"], ["home"])

    def labels(self, *rows: list[str]) -> Rows:
        """Write rows of buttons that are given by name."""
        return [[self.buttons[name] for name in row] for row in rows]
