"""Text and entities as safe HTML, for the page."""

from html import escape

from simulator.entities import Entity, in_order, utf16_length

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "spoiler": "tg-spoiler",
}


def _tags(entity: Entity, content: str) -> tuple[str, str]:
    if tag := TAGS.get(entity["type"]):
        return f"<{tag}>", f"</{tag}>"
    url = ""
    if entity["type"] == "text_link":
        url = entity["url"]
    elif entity["type"] == "url":
        url = content if "://" in content else f"https://{content}"
    if url.startswith(("http://", "https://", "tg://", "mailto:", "tel:")):
        return f'<a href="{escape(url)}">', "</a>"
    return "", ""


def _boundaries(text: str) -> list[int] | range:
    """Map UTF-16 offsets to indexes of the text."""
    if utf16_length(text) == len(text):
        return range(len(text) + 1)
    indexes: list[int] = []
    for index, sign in enumerate(text):
        indexes.extend([index] * (2 if sign > "\uffff" else 1))
    return [*indexes, len(text)]


def to_html(text: str, entities: list[Entity]) -> str:
    """Render a text with the tags b, i, u, s, code, pre, a, blockquote and tg-spoiler only."""
    indexes = _boundaries(text)
    last = len(indexes) - 1
    spans = [
        (
            indexes[min(entity["offset"], last)],
            indexes[min(entity["offset"] + entity["length"], last)],
            entity,
        )
        for entity in in_order(entities)
    ]
    return _nested(text, 0, len(text), spans)


def _nested(text: str, start: int, end: int, spans: list[tuple[int, int, Entity]]) -> str:
    out: list[str] = []
    at = start
    while spans:
        low, high, entity = spans[0]
        high = min(high, end)
        if low < at or high <= low:
            spans = spans[1:]
            continue
        inner = [span for span in spans[1:] if span[0] < high]
        spans = [span for span in spans[1:] if span[0] >= high]
        before, after = _tags(entity, text[low:high])
        out += [escape(text[at:low]), before, _nested(text, low, high, inner), after]
        at = high
    out.append(escape(text[at:end]))
    return "".join(out)
