"""Entities of a text: their measure, their links, and those Telegram finds by itself."""

import re
from typing import Any
from urllib.parse import urlsplit

Entity = dict[str, Any]

COMMAND = re.compile(r"(?<![\w/@<>])/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])", re.IGNORECASE)
URL = re.compile(
    r"(?<![\w@./])(?:https?://[^\s<>\"]+|(?:t\.me|[a-z0-9-]+\.(?:com|org|net|info))(?:/[^\s<>\"]*)?)",
    re.IGNORECASE,
)
EMAIL = re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MENTION = re.compile(r"(?<![\w@./])@[a-z][a-z0-9_]{3,31}(?!\w)", re.IGNORECASE)
FOUND = (("email", EMAIL), ("url", URL), ("mention", MENTION), ("bot_command", COMMAND))
CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})
URL_ENDS = ".,:;!?)»។៕"


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, the measure of entities."""
    return len(text) + sum(1 for sign in text if sign > "\uffff")


def slice_utf16(text: str, start: int, end: int) -> str:
    """Cut text at UTF-16 offsets."""
    return text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le", "replace")


def as_link(entity: Entity, url: str) -> bool:
    """Complete a link's entity; a link Telegram cannot open is no link."""
    parts = urlsplit(url.strip() if "://" in url or ":" in url else f"http://{url.strip()}")
    if parts.scheme == "tg" and parts.netloc == "user" and parts.query.startswith("id="):
        entity["type"] = "text_mention"
        entity["user_id"] = parts.query.removeprefix("id=")
        return True
    if parts.scheme not in {"http", "https", "tg", "ton", "mailto", "tel"}:
        return False
    if parts.scheme in {"http", "https"}:
        if "." not in parts.netloc or " " in parts.netloc:
            return False
        parts = parts._replace(path=parts.path or "/")
    entity["url"] = parts.geturl()
    return True


def in_order(entities: list[Entity]) -> list[Entity]:
    """Sort entities as Telegram does: by offset, the longer first."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Strip white space at both ends of a text and move its entities along."""
    stripped = text.strip()
    if stripped == text:
        return text, entities
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    size = utf16_length(stripped)
    kept: list[Entity] = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept


def detect(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the links, addresses, mentions and commands Telegram finds in a text by itself."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in CLOSED
    ]
    found: list[Entity] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            content = match.group().rstrip(URL_ENDS) if kind == "url" else match.group()
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(content)
            if all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
                found.append({"offset": start, "length": end - start, "type": kind})
    return in_order(entities + found) if found else entities
