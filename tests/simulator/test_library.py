"""The real python-telegram-bot against the simulator."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    CallbackQuery,
    ChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from simulator.files import plain_png
from simulator.server import Simulator

Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]


def builder(simulator: Simulator, token: str | None = None) -> Any:
    return (
        ApplicationBuilder()
        .token(token or simulator.token)
        .base_url(f"{simulator.url}/bot")
        .base_file_url(f"{simulator.url}/file/bot")
    )


async def on_message(update: Update, _: Context) -> None:
    message = update.effective_message
    assert message is not None
    if message.document is not None:
        file = await message.document.get_file()
        await message.reply_document(bytes(await file.download_as_bytearray()), filename="b.txt")
    elif message.contact is not None:
        await message.reply_text(message.contact.phone_number)
    elif message.text == "photo":
        await message.reply_photo(plain_png(), caption="<b>c</b>", parse_mode=ParseMode.HTML)
    elif message.text == "number":
        keyboard = ReplyKeyboardMarkup([[KeyboardButton("Number", request_contact=True)]])
        await message.reply_text("Which?", reply_markup=keyboard)
    else:
        button = InlineKeyboardButton("Tap", callback_data="t")
        await message.reply_text(
            f"<i>{message.text}</i>",
            parse_mode=ParseMode.HTML,
            reply_markup=InlineKeyboardMarkup([[button]]),
        )


async def on_tap(update: Update, _: Context) -> None:
    query = update.callback_query
    assert isinstance(query, CallbackQuery)
    await query.answer("Noted", show_alert=True)
    await query.edit_message_text("Done")


@pytest.fixture
async def app(simulator: Simulator) -> AsyncIterator[App]:
    application: App = builder(simulator).build()
    application.add_handler(CallbackQueryHandler(on_tap))
    application.add_handler(MessageHandler(filters.ALL, on_message))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0, timeout=5)
        await application.start()
        await simulator.polled()
        yield application
        # The library ends its long poll only when an update or the timeout comes.
        simulator.world.updates.close()
        await application.updater.stop()
        await application.stop()


@pytest.mark.usefixtures("app")
async def test_a_chat_with_the_library(simulator: Simulator) -> None:
    dara = await simulator.person("Dara", phone="+85599")
    await dara.send("hello")
    assert (dara.last.html, dara.last.buttons) == ("<i>hello</i>", [["Tap"]])
    await dara.tap("Tap")
    assert (dara.last.text, dara.alert, dara.last.buttons) == ("Done", "Noted", [])
    await dara.send("photo")
    assert dara.last.photo is not None
    assert (dara.last.photo["width"], dara.last.html) == (320, "<b>c</b>")
    await dara.send_document("សួស្តី".encode(), file_name="a.txt")
    assert dara.last.document is not None
    assert (dara.last.document["file_name"], dara.last.document["file_size"]) == ("b.txt", 18)
    await dara.send("number")
    await dara.tap("Number")
    assert dara.last.text == "+85599"
    for act in ("sticker", "voice", "location", "photo"):
        await dara.act(act)
    await dara.act("forward", text="fwd")
    assert dara.last.text == "fwd"


async def test_the_library_reads_refusals(
    simulator: Simulator, dara: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    group = await simulator.control(
        "/groups", {"title": "Team", "members": [1001], "type": "group"}
    )
    new = await simulator.control(f"/groups/{group['id']}/migrate", {})
    async with builder(simulator).build().bot as bot:
        with pytest.raises(Forbidden):
            await bot.send_message(1002, "x")
        with pytest.raises(BadRequest, match="not found"):
            await bot.send_message(99, "x")
        sent = await bot.send_message(dara, "x")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await sent.edit_text("x")
        with pytest.raises(ChatMigrated) as migrated:
            await bot.send_message(group["id"], "x")
        assert migrated.value.new_chat_id == new["id"]
        await simulator.control("/faults", {"kind": "429", "seconds": 7})
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(dara, "x")
        assert refused.value.retry_after == timedelta(seconds=7)


async def test_the_library_reads_what_it_asks_for(simulator: Simulator, dara: int) -> None:
    async with builder(simulator).build().bot as bot:
        command = BotCommand("ask", "Ask")
        assert await bot.set_my_commands([command], scope=BotCommandScopeChat(dara))
        assert await bot.get_my_commands(scope=BotCommandScopeChat(dara)) == (command,)
        assert (await bot.get_chat(dara)).first_name == "Dara"
        assert (await bot.get_chat_member(dara, dara)).status == ChatMember.MEMBER
        assert (await bot.get_webhook_info()).pending_update_count == 0
        venue = await bot.send_venue(dara, 11.5, 104.9, "Hotel", "Quay")
        assert venue.venue is not None
        assert (await bot.copy_message(dara, dara, venue.message_id)).message_id == 3
        assert await bot.delete_messages(dara, [2, 3])
        await simulator.control(f"/people/{dara}/block", {})
        (update,) = await bot.get_updates()
        assert update.my_chat_member is not None
        assert update.my_chat_member.new_chat_member.status == ChatMember.BANNED


async def test_the_library_reads_a_wrong_token(simulator: Simulator) -> None:
    bot = builder(simulator, "1:wrong").build().bot
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()
