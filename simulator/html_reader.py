"""parse_mode HTML, read as Telegram reads it."""

from dataclasses import dataclass, field
from html import unescape

from simulator.entities import Entity, as_link, in_order, slice_utf16, utf16_length
from simulator.errors import Refusal, bad_request

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
SPACE = frozenset(" \t\r\n\0\x0b")
TOKEN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
PLAIN_STOPS = frozenset("<&")
LONGEST_REFERENCE = 10


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class _Reader:
    """One pass over the source, left to right."""

    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    offset: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def fail(self, problem: str, position: int, rest: str = "") -> Refusal:
        offset = len(self.source[:position].encode())
        return bad_request(f"can't parse entities: {problem} at byte offset {offset}{rest}")

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def skip_space(self) -> None:
        while self.peek() and self.peek() in SPACE:
            self.at += 1

    def until(self, stops: frozenset[str]) -> str:
        source, begin, at = self.source, self.at, self.at
        while at < len(source) and source[at] not in stops:
            at += 1
        self.at = at
        return source[begin:at]

    def write(self, sign: str) -> None:
        self.text.append(sign)
        self.offset += utf16_length(sign)

    def reference(self) -> str:
        """Read what stands at an ampersand: the sign it names, or itself."""
        end = self.source.find(";", self.at, self.at + LONGEST_REFERENCE)
        name = self.source[self.at : end + 1] if end > 0 else ""
        sign = NAMED.get(name) or (unescape(name) if name.startswith("&#") else "")
        if sign and len(sign) == 1:
            self.at = end + 1
            return sign
        self.at += 1
        return "&"

    def attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self.until(SPACE | {"=", ">"})
        if not name:
            raise self.fail(f'Empty attribute name in the tag "{tag}"', begin)
        self.skip_space()
        if self.peek() != "=":
            return name.lower(), ""
        self.at += 1
        self.skip_space()
        if not self.peek():
            raise self.fail(f'Unclosed start tag "{tag}"', begin)
        quote = self.peek()
        if quote not in {"'", '"'}:
            return name.lower(), self.bare(begin=self.at)
        self.at += 1
        value: list[str] = []
        while self.peek() and self.peek() != quote:
            if self.peek() == "&":
                value.append(self.reference())
            else:
                value.append(self.peek())
                self.at += 1
        self.at += 1
        return name.lower(), "".join(value)

    def bare(self, *, begin: int) -> str:
        while self.peek() and self.peek() in TOKEN:
            self.at += 1
        if self.peek() and self.peek() not in SPACE | {">"}:
            raise self.fail("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def start_tag(self, begin: int) -> None:
        tag = self.until(SPACE | {">"}).lower()
        if not self.peek():
            raise self.fail("Unclosed start tag", begin)
        if tag not in TYPES:
            raise self.fail(f'Unsupported start tag "{tag}"', begin)
        attributes: dict[str, str] = {}
        while True:
            self.skip_space()
            if self.peek() == ">":
                break
            if not self.peek():
                raise self.fail(f'Unclosed start tag "{tag}"', begin)
            name, value = self.attribute(tag, begin)
            attributes[name] = value
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler"', begin)
        if tag == "tg-emoji" and not attributes.get("emoji-id"):
            raise self.fail('Tag "tg-emoji" must have attribute "emoji-id"', begin)
        self.opened.append(_Open(tag, attributes, self.offset))

    def end_tag(self, begin: int) -> None:
        if not self.opened:
            raise self.fail("Unexpected end tag", begin)
        self.at += 1
        name = self.until(SPACE | {">"}).lower()
        self.skip_space()
        if self.peek() != ">":
            raise self.fail("Unclosed end tag", begin)
        self.at += 1
        tag = self.opened.pop()
        if name and name != tag.tag:
            rest = f', expected "</{tag.tag}>", found "</{name}>"'
            raise self.fail("Unmatched end tag", begin, rest)
        if self.offset > tag.offset:
            self.close(tag)

    def close(self, tag: _Open) -> None:
        entity: Entity = {
            "offset": tag.offset,
            "length": self.offset - tag.offset,
            "type": TYPES[tag.tag],
        }
        match tag.tag:
            case "a":
                content = slice_utf16("".join(self.text), tag.offset, self.offset)
                if not as_link(entity, tag.attributes.get("href") or content):
                    return
            case "blockquote" if "expandable" in tag.attributes:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                entity["custom_emoji_id"] = tag.attributes["emoji-id"]
            case "code" if self.opened and self.opened[-1].tag == "pre":
                language = tag.attributes.get("class", "")
                if language.startswith("language-"):
                    self.opened[-1].attributes["language"] = language.removeprefix("language-")
                return
            case "pre" if "language" in tag.attributes:
                entity["language"] = tag.attributes["language"]
            case _:
                pass
        self.entities.append(entity)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Turn HTML into text and entities, offsets in UTF-16 code units.

    Raises: Refusal in Telegram's words, offsets in bytes.
    Source: Bot API, Formatting options.
    """
    reader = _Reader(str(source))  # a `Markup` would make each sign one of its own
    while sign := reader.peek():
        if sign == "&":
            reader.write(reader.reference())
        elif sign == "<":
            begin = reader.at
            reader.at += 1
            if reader.peek() == "/":
                reader.end_tag(begin)
            else:
                reader.start_tag(begin)
        else:
            reader.write(reader.until(PLAIN_STOPS))
    if reader.opened:
        tag = reader.opened[-1].tag
        problem = f'Can\'t find end tag corresponding to start tag "{tag}"'
        raise bad_request(f"can't parse entities: {problem}")
    return "".join(reader.text), in_order(reader.entities)
