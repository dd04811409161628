"""Ticket codes as people type them: in either case, with either digits, with spaces between."""

import re

from bot.i18n.normalise import ascii_digits, tidy
from bot.services.registration import TICKET_LENGTH, TICKET_LETTERS

_LINK = re.compile(r"checkin_(\w+)")


def read(text: str) -> str | None:
    """Return the code that a text is, a ticket's whole link too; None for what is none."""
    linked = _LINK.search(text)
    typed = linked[1] if linked else text
    code = re.sub(r"[\s.-]", "", ascii_digits(tidy(typed))).upper()
    return code if len(code) == TICKET_LENGTH and set(code) <= set(TICKET_LETTERS) else None
