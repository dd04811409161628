import pytest

from simulator.errors import Refusal
from simulator.parameters import Parameters
from simulator.texts import caption, message_text


def test_forty_two_stays_text() -> None:
    assert message_text(Parameters({"text": "42"})) == ("42", [])


def test_length_is_counted_after_entities() -> None:
    text = "<b>" + "ក" * 4096 + "</b>"
    assert len(message_text(Parameters({"text": text, "parse_mode": "HTML"}))[0]) == 4096


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "html"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "*x*", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"text": "x", "entities": "[{"}, "can't parse entities JSON object"),
    ],
)
def test_texts_are_refused(values: dict[str, str], problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        message_text(Parameters(values))
    assert refused.value.description == f"Bad Request: {problem}"


def test_captions_are_shorter() -> None:
    assert caption(Parameters({"caption": "x" * 1024})) == ("x" * 1024, [])
    with pytest.raises(Refusal, match="Bad Request: message caption is too long"):
        caption(Parameters({"caption": "x" * 1025}))
