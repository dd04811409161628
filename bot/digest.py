"""Eight signs that stand for a text where it has no room, as on a button."""

from hashlib import sha256


def short(text: str) -> str:
    """Return the signs: the same for the same text, and as good as surely others for another."""
    return sha256(text.encode()).hexdigest()[:8]
