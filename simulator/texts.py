"""The text or caption of a request: formatted, trimmed and measured."""

from simulator.entities import Entity, detect, in_order, trim
from simulator.errors import bad_request
from simulator.html_reader import parse_html
from simulator.parameters import Parameters

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def formatted(source: str, *, mode: str, entities: list[Entity] | None) -> tuple[str, list[Entity]]:
    """Read a text in its parse_mode; Markdown is not spoken here.

    Raises: Refusal, `unsupported parse_mode` or `can't parse entities: ...`.
    """
    source = source.replace("\r", "")
    if mode.lower() == "html":
        text, found = parse_html(source)
    elif mode and mode.lower() != "none":
        raise bad_request("unsupported parse_mode")
    else:
        text, found = source, in_order(entities or [])
    text, found = trim(text, found)
    return text, detect(text, found)


def message_text(parameters: Parameters) -> tuple[str, list[Entity]]:
    """Give the text of sendMessage or editMessageText and its entities.

    Raises: Refusal when it is missing, blank, or over 4096 code points after entities.
    """
    source = parameters.text("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = _read(parameters, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text, entities


def caption(parameters: Parameters) -> tuple[str, list[Entity]]:
    """Give a caption, perhaps empty, and its entities.

    Raises: Refusal over 1024 code points after entities.
    """
    text, entities = _read(parameters, "caption", "caption_entities")
    if len(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def _read(parameters: Parameters, name: str, entities_name: str) -> tuple[str, list[Entity]]:
    given = parameters.structure(entities_name, problem="can't parse entities JSON object")
    return formatted(
        parameters.text(name),
        mode=parameters.text("parse_mode"),
        entities=given if isinstance(given, list) else None,
    )
