"""The methods of the Bot API this simulator speaks, by name; case does not matter."""

from collections.abc import Awaitable, Callable
from typing import Any

from simulator import (
    methods_bot,
    methods_chat,
    methods_edit,
    methods_media,
    methods_send,
    methods_updates,
)
from simulator.parameters import Parameters
from simulator.world import World

Method = Callable[[World, Parameters], Any | Awaitable[Any]]

NAMED: dict[str, Method] = {
    "getMe": methods_bot.get_me,
    "logOut": methods_bot.yes,
    "close": methods_bot.yes,
    "getUpdates": methods_updates.get_updates,
    "setWebhook": methods_updates.set_webhook,
    "deleteWebhook": methods_updates.delete_webhook,
    "getWebhookInfo": methods_updates.get_webhook_info,
    "sendMessage": methods_send.send_message,
    "sendLocation": methods_send.send_location,
    "sendVenue": methods_send.send_venue,
    "sendContact": methods_send.send_contact,
    "sendChatAction": methods_send.send_chat_action,
    "sendPhoto": methods_media.send_photo,
    "sendDocument": methods_media.send_document,
    "sendMediaGroup": methods_media.send_media_group,
    "getFile": methods_media.get_file,
    "editMessageText": methods_edit.edit_message_text,
    "editMessageCaption": methods_edit.edit_message_caption,
    "editMessageMedia": methods_edit.edit_message_media,
    "editMessageReplyMarkup": methods_edit.edit_message_reply_markup,
    "deleteMessage": methods_chat.delete_message,
    "deleteMessages": methods_chat.delete_messages,
    "answerCallbackQuery": methods_chat.answer_callback_query,
    "getChat": methods_chat.get_chat,
    "getChatMember": methods_chat.get_chat_member,
    "getChatAdministrators": methods_chat.get_chat_administrators,
    "leaveChat": methods_chat.leave_chat,
    "copyMessage": methods_chat.copy_message,
    "forwardMessage": methods_chat.forward_message,
    "pinChatMessage": methods_chat.pin_chat_message,
    "unpinChatMessage": methods_chat.unpin_chat_message,
    "setMyCommands": methods_bot.set_my_commands,
    "getMyCommands": methods_bot.get_my_commands,
    "deleteMyCommands": methods_bot.delete_my_commands,
    "setMyName": methods_bot.setter("name", most=64, refused="BOT_TITLE_INVALID"),
    "getMyName": methods_bot.getter("name"),
    "setMyDescription": methods_bot.setter(
        "description", most=512, refused="BOT_DESCRIPTION_INVALID"
    ),
    "getMyDescription": methods_bot.getter("description"),
    "setMyShortDescription": methods_bot.setter(
        "short_description", most=120, refused="ABOUT_TOO_LONG"
    ),
    "getMyShortDescription": methods_bot.getter("short_description"),
    "setChatMenuButton": methods_bot.set_chat_menu_button,
    "getChatMenuButton": methods_bot.get_chat_menu_button,
}
METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method) for name, method in NAMED.items()
}
