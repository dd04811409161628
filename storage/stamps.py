"""Moments as the database keeps them: UTC, ISO 8601, of one width, so that text sorts as time."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Return a moment as text; whole seconds.

    `moment`: aware. Raises: ValueError for a naive one, which would mean another time here.
    """
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place in the database")
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='seconds')}Z"


def moment(text: str) -> datetime:
    """Return the aware UTC moment that `stamp` wrote."""
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    """Return the moment, or None where the column is empty."""
    return None if text is None else moment(text)


def stamp_or_none(moment: datetime | None) -> str | None:
    """Return the moment as text, or None where there is none."""
    return None if moment is None else stamp(moment)
