import json
from typing import Any

import pytest

from simulator import markup
from simulator.errors import Refusal
from simulator.parameters import Parameters


def refusal(given: Any, *, private: bool = True) -> str:
    with pytest.raises(Refusal) as refused:
        markup.check(markup.parse(Parameters({"reply_markup": json.dumps(given)})), private=private)
    return refused.value.description.removeprefix("Bad Request: ")


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


def test_khmer_data_counts_in_bytes() -> None:
    fits = inline(text="x", callback_data="ក" * 21 + "x")
    parsed = markup.parse(Parameters({"reply_markup": json.dumps(fits)}))
    markup.check(parsed, private=True)
    assert parsed == fits
    assert refusal(inline(text="x", callback_data="ក" * 22)) == "BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            inline(text="x"),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline(text="x", callback_data=""),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline(callback_data="x"),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            inline(text="x", callback_data=5),
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String',
        ),
        (inline(text="x", url="http://localhost"), "BUTTON_URL_INVALID"),
        (
            {"inline_keyboard": [{}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"keyboard": 1},
            'field "keyboard" of the ReplyKeyboardMarkup must be an Array',
        ),
        (
            {"keyboard": [["x"]], "resize_keyboard": 1},
            'field "resize_keyboard" of the ReplyKeyboardMarkup must be of the type Boolean',
        ),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "y"}] * 101]},
            "reply markup is too long",
        ),
        (7, "object expected as reply markup"),
    ],
)
def test_keyboards_are_refused(given: Any, problem: str) -> None:
    assert refusal(given) == problem


def test_phone_numbers_are_asked_for_in_private() -> None:
    keyboard = {"keyboard": [[{"text": "My number", "request_contact": True}]]}
    parsed = markup.parse(Parameters({"reply_markup": json.dumps(keyboard)}))
    markup.check(parsed, private=True)
    assert parsed == keyboard
    problem = "phone number can be requested in private chats only"
    assert refusal(keyboard, private=False) == problem


def test_an_edit_takes_an_inline_keyboard_only() -> None:
    with pytest.raises(Refusal, match="Bad Request: inline keyboard expected"):
        markup.inline_only({"remove_keyboard": True})


def test_an_empty_inline_keyboard_is_none() -> None:
    assert markup.parse(Parameters({"reply_markup": '{"inline_keyboard":[[]]}'})) is None
