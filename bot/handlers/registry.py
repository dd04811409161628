"""Which handler answers what. Order matters: the first that fits answers, the others do not."""

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot import callbacks
from bot.context import Context, WorkshopApplication
from bot.handlers import (
    agenda,
    entries,
    errors,
    fallback,
    home,
    language,
    privacy,
    registration,
    standing,
    start,
)
from bot.handlers.taps import Handle, tap
from storage.models import EntryStep, Step

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
TEXT = PRIVATE & filters.TEXT & ~filters.COMMAND
NOT_TEXT = PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL
# A live location is edited with every step that its owner takes.
EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE & filters.TEXT

FIRST, AFTER = -1, 1


def register(application: WorkshopApplication) -> None:
    """Add every handler to the application."""
    add = application.add_handler
    add(TypeHandler(Update, language.gate), FIRST)
    add(_command("agenda", agenda.command))
    add(_command("now", agenda.now))
    add(_command("help", home.help_))
    add(_command("language", language.ask))
    add(_command("privacy", privacy.notice))
    add(_command("mydata", privacy.my_data))
    add(_conversation())
    add(_button(callbacks.Open, home.open_))
    add(_button(callbacks.OpenDay, agenda.open_day))
    add(_button(callbacks.OpenSession, agenda.open_session))
    add(_button(callbacks.Star, agenda.star))
    add(_button(callbacks.Ticket, standing.ticket))
    add(CallbackQueryHandler(tap(fallback.old_button)))
    add(MessageHandler(PRIVATE & filters.COMMAND, fallback.unknown_command))
    add(MessageHandler(TEXT, home.hear))
    add(MessageHandler(NOT_TEXT, fallback.not_text))
    add(MessageHandler(EDITED, fallback.edited))
    add(ChatMemberHandler(fallback.reachable, ChatMemberHandler.MY_CHAT_MEMBER))
    # Groups, channels and other bots are passed over on purpose: nothing above takes them.
    add(MessageHandler(PRIVATE & filters.COMMAND, entries.ask_again), AFTER)
    application.add_error_handler(errors.on_error)


def _conversation() -> ConversationHandler[Context]:
    """Build the one conversation handler that holds the states of every flow.

    Buttons are entry points, for they carry their step with them and the service checks it; what
    is typed means something only in a state.
    """
    states: dict[object, list[BaseHandler[Update, Context, object]]] = {
        step: [
            MessageHandler(TEXT, registration.answer),
            MessageHandler(PRIVATE & filters.CONTACT, registration.share_phone),
            MessageHandler(NOT_TEXT, registration.not_text),
        ]
        for step in Step
    }
    states |= {
        step: [MessageHandler(TEXT, entries.take), MessageHandler(NOT_TEXT, entries.take)]
        for step in EntryStep
    }
    return ConversationHandler(
        entry_points=[
            _command("start", start.start),
            _command("register", registration.begin),
            _command("cancel", entries.cancel),
            _button(callbacks.ChooseLanguage, start.choose_language),
            _button(callbacks.StartRegistration, registration.begin),
            _button(callbacks.ChangeRegistration, registration.change),
            _button(callbacks.Consent, registration.consent),
            _button(callbacks.SameOrganisation, registration.same_organisation),
            _button(callbacks.ChooseLevel, registration.choose_level),
            _button(callbacks.ChooseProvince, registration.choose_province),
            _button(callbacks.Skip, registration.skip),
            _button(callbacks.Back, registration.back),
            _button(callbacks.Edit, registration.edit),
            _button(callbacks.Confirm, registration.confirm),
            _button(callbacks.CancelRegistration, registration.cancel),
            _button(callbacks.Withdraw, standing.withdraw),
            _button(callbacks.DeleteMyData, privacy.delete),
        ],
        states=states,
        fallbacks=[],
        allow_reentry=True,
        per_user=False,
        name="chat",
        persistent=True,
    )


def _command(name: str, handle: Handle) -> CommandHandler[Context, object]:
    return CommandHandler(name, handle, PRIVATE)


def _button(
    kind: type[callbacks.Callback], handle: Handle
) -> CallbackQueryHandler[Context, object]:
    return CallbackQueryHandler(tap(handle, kind), kind.pattern())
