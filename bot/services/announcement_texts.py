"""What an organiser typed for an announcement: its texts in each language, and when it goes out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.i18n.marked import N_
from bot.i18n.normalise import ascii_digits, has_khmer, has_latin, tidy
from bot.services import typed
from bot.services.errors import DoesNotFit
from storage.models import Announcement, MediaKind, Session

TEXT_LENGTH = 3500
CAPTION_LENGTH = 900
"""Code points; what Telegram allows less a heading and a line about the language."""

_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2}) (.+)")


@dataclass(frozen=True, slots=True)
class Media:
    """A photo or document that Telegram has."""

    kind: MediaKind
    file_id: str


def khmer(text: str) -> str:
    """Return a Khmer text as it is sent. Raises: DoesNotFit."""
    written = _written(text)
    if not has_khmer(written):
        raise DoesNotFit(
            N_(
                "This text has no Khmer letters. Please send the Khmer text; the English one"
                " comes after it."
            )
        )
    return written


def english(text: str) -> str:
    """Return an English text as it is sent. Raises: DoesNotFit."""
    written = _written(text)
    if not has_latin(written):
        raise DoesNotFit(N_("This text has no Latin letters. Please send the English text."))
    return written


def check_length(announcement: Announcement) -> None:
    """Refuse texts that would not go out in one message. Raises: DoesNotFit."""
    texts = (
        announcement.text_km,
        announcement.text_en,
        announcement.correction_km,
        announcement.correction_en,
    )
    longest = max(len(text or "") for text in texts)
    if announcement.media_kind is not None and longest > CAPTION_LENGTH:
        raise DoesNotFit(
            N_(
                "With a photo or document a text may have {most} characters, and this one has {n}."
                " Please shorten it, or send it without."
            ),
            most=CAPTION_LENGTH,
            n=longest,
        )
    if longest > TEXT_LENGTH:
        raise DoesNotFit(
            N_("A text may have {most} characters, and this one has {n}. Please shorten it."),
            most=TEXT_LENGTH,
            n=longest,
        )


def moment(
    text: str, *, zone: ZoneInfo, now: datetime, sessions: Sequence[Session] = ()
) -> datetime:
    """Read when to send: `14:30` of today, or `3/7 14:30` of another day; local time.

    `sessions`: see `typed.times`.
    Raises: DoesNotFit for what is no time, or past.
    """
    day, its_time = _day(text, now.astimezone(zone).date())
    read = typed.times(its_time, day=day, zone=zone, sessions=sessions) if day else None
    if read is None or read[1] is not None:
        raise DoesNotFit(
            N_(
                "I cannot read that as a time. Please write it like 14:30, or with a day like"
                " 3/7 14:30."
            )
        )
    if read[0] <= now:
        raise DoesNotFit(N_("That time has passed. Please write one that is still to come."))
    return read[0]


def _written(text: str) -> str:
    """Return a text as typed and trimmed; half a character, which nothing can store, is left out.

    Raises: DoesNotFit when nothing is to be seen in it.
    """
    if not tidy(text):
        raise DoesNotFit(N_("There is no text in that. Please write one."))
    return text.encode("utf-8", "ignore").decode().strip()


def _day(text: str, today: date) -> tuple[date | None, str]:
    """Part a day from the time after it; without one it is today. None: there is no such day."""
    plain = ascii_digits(tidy(text))
    found = _DAY.fullmatch(plain)
    if found is None:
        return today, plain
    try:
        return date(today.year, int(found[2]), int(found[1])), found[3]
    except ValueError:
        return None, plain
