"""How the surveys of an event are called where answers are kept."""

WORKSHOP = "workshop"
"""The survey that the event file defines."""
RATING, COMMENT = "rating", "comment"
"""The one item of a session's feedback, and of what is written beside it."""


def feedback(session_id: str) -> str:
    """Return the survey in which a session is rated."""
    return f"feedback:{session_id}"


def comment(session_id: str) -> str:
    """Return the survey in which somebody says more about a session."""
    return f"comment:{session_id}"
