"""Turn the words of an event file into texts."""

from collections.abc import Mapping
from typing import Any

from storage.models import Text


def text_of(words: Mapping[str, Any]) -> Text:
    """Return a text; its English stands in where a name has no Khmer spelling."""
    return Text(km=words.get("km", words["en"]), en=words["en"])


def text_or_none(words: Mapping[str, Any] | None) -> Text | None:
    """Return a text, or None where the file has none."""
    return None if words is None else text_of(words)
