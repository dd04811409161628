from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from simulator.errors import NOT_MODIFIED

Call = Callable[..., Awaitable[Any]]
YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


@pytest.fixture
async def sent(call: Call, dara: int) -> dict[str, Any]:
    message = await call("sendMessage", chat_id=dara, text="one", reply_markup=YES)
    return {"chat_id": dara, "message_id": message["message_id"]}


async def test_an_edit_changes_text_and_keyboard(call: Call, sent: dict[str, Any]) -> None:
    edited = await call("editMessageText", **sent, text="<b>two</b>", parse_mode="HTML")
    assert edited["text"] == "two"
    assert edited["entities"] == [{"offset": 0, "length": 3, "type": "bold"}]
    assert isinstance(edited["edit_date"], int)
    assert "reply_markup" not in edited
    edited = await call("editMessageReplyMarkup", **sent, reply_markup=YES)
    assert (edited["text"], edited["reply_markup"]) == ("two", YES)


async def test_an_edit_that_changes_nothing_is_refused(call: Call, sent: dict[str, Any]) -> None:
    refused = (400, f"Bad Request: {NOT_MODIFIED}")
    assert await call("editMessageText", **sent, text="one", reply_markup=YES) == refused
    assert await call("editMessageReplyMarkup", **sent, reply_markup=YES) == refused
    assert NOT_MODIFIED == (
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )


async def test_edits_are_refused(call: Call, sent: dict[str, Any], dara: int) -> None:
    async def problem(method: str, **fields: Any) -> str:
        code, description = await call(method, **{**sent, **fields})
        assert code == 400
        return str(description).removeprefix("Bad Request: ")

    edit = "editMessageText"
    assert await problem(edit, text="x", message_id=99) == "message to edit not found"
    assert await problem(edit, text="x", message_id=1) == "message can't be edited"
    removal = {"remove_keyboard": True}
    assert await problem(edit, text="x", reply_markup=removal) == "inline keyboard expected"
    assert await problem(edit, text="x" * 4097) == "message is too long"
    data = {"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]}
    assert await problem(edit, text="x", reply_markup=data) == "BUTTON_DATA_INVALID"
    assert (
        await problem("editMessageCaption", caption="x")
        == "there is no caption in the message to edit"
    )
    keyboard = {"keyboard": [[{"text": "x"}]]}
    shown = await call("sendMessage", chat_id=dara, text="x", reply_markup=keyboard)
    assert await problem(edit, text="y", message_id=shown["message_id"]) == (
        "message can't be edited"
    )
