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
from bot import callbacks_editing as editing_buttons
from bot import callbacks_publishing as publishing_buttons
from bot.callbacks_registration import Ticket, Withdraw
from bot.callbacks_settings import ChooseBreaks, ChooseLead, ChooseMorning, ChooseScope
from bot.context import Context, WorkshopApplication
from bot.handlers import (
    admin,
    agenda,
    announce,
    announcing,
    asking,
    check_in,
    editing,
    editing_speakers,
    editing_texts,
    entries,
    errors,
    fallback,
    feedback,
    home,
    language,
    late,
    linked_chats,
    moderation,
    moderation_choices,
    over,
    privacy,
    publishing,
    qa_results,
    qa_rules,
    questions,
    queue,
    registration,
    registration_texts,
    results,
    roster,
    running,
    settings,
    stage,
    standing,
    start,
    survey,
    team,
    walk_ins,
)
from bot.handlers.taps import Handle, tap
from storage.models import EntryStep, Step

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
TEXT = PRIVATE & filters.TEXT & ~filters.COMMAND
NOT_TEXT = PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL
# A live location is edited with every step that its owner takes.
EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE & filters.TEXT
# What is written in a channel comes again in the group of its comments.
IN_GROUPS = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & ~filters.IS_AUTOMATIC_FORWARD
IN_CHANNELS = filters.ChatType.CHANNEL & filters.UpdateType.CHANNEL_POST

BEFORE_ALL, FIRST, AFTER = -2, -1, 1


def register(application: WorkshopApplication) -> None:
    """Add every handler to the application."""
    add = application.add_handler
    add(TypeHandler(Update, over.gate), BEFORE_ALL)
    # Of groups and channels only this is heard: everything else there ends at the gate.
    add(CommandHandler("link", linked_chats.link, IN_GROUPS | IN_CHANNELS), FIRST)
    add(CommandHandler("start", linked_chats.start, IN_GROUPS), FIRST)
    add(MessageHandler(filters.StatusUpdate.MIGRATE & IN_GROUPS, linked_chats.moved), FIRST)
    add(MessageHandler(filters.StatusUpdate.NEW_CHAT_TITLE, linked_chats.renamed), FIRST)
    add(TypeHandler(Update, language.gate), FIRST)
    add(_command("agenda", agenda.command))
    add(_command("now", agenda.now))
    add(_command("ask", asking.ask))
    add(_command("questions", questions.questions_))
    add(_command("queue", queue.queue))
    add(_command("moderate", moderation.moderate))
    add(_command("export", qa_results.export))
    add(_command("survey", survey.survey))
    add(_command("results", results.results))
    add(_command("help", home.help_))
    add(_command("language", language.ask))
    add(_command("privacy", privacy.notice))
    add(_command("mydata", privacy.my_data))
    add(_command("settings", settings.settings))
    add(_command("team", team.team))
    add(_command("admin", admin.admin))
    add(_command("stage", stage.stage))
    add(_command("link", linked_chats.written_here))
    add(_conversation())
    add(_button(callbacks.Open, home.open_))
    add(_button(callbacks.OpenDay, agenda.open_day))
    add(_button(callbacks.OpenSession, agenda.open_session))
    add(_button(callbacks.Star, agenda.star))
    add(_button(Ticket, standing.ticket))
    add(_button(ChooseScope, settings.choose_scope))
    add(_button(ChooseLead, settings.choose_lead))
    add(_button(ChooseBreaks, settings.choose_breaks))
    add(_button(ChooseMorning, settings.choose_morning))
    moderating = (moderation, moderation_choices, running, qa_rules, qa_results)
    asked = (asking, questions, queue, *moderating)
    for flow in (team, admin, stage, *asked, check_in, roster, survey, feedback, results):
        for kind, handle in flow.BUTTONS.items():
            add(_button(kind, handle))
    add(CallbackQueryHandler(tap(fallback.old_button)))
    add(MessageHandler(PRIVATE & filters.COMMAND, fallback.unknown_command))
    add(MessageHandler(TEXT, home.hear))
    add(MessageHandler(NOT_TEXT, fallback.not_text))
    add(MessageHandler(EDITED, fallback.edited))
    add(ChatMemberHandler(fallback.reachable, ChatMemberHandler.MY_CHAT_MEMBER))
    # Other bots are passed over on purpose: nothing above takes them.
    add(MessageHandler(PRIVATE & filters.COMMAND, entries.ask_again), AFTER)
    application.add_error_handler(errors.on_error)


def _conversation() -> ConversationHandler[Context]:
    """Build the one conversation handler that holds the states of every flow.

    Buttons are entry points, for they carry their step with them and the service checks it; what
    is typed means something only in a state.
    """
    states: dict[object, list[BaseHandler[Update, Context, object]]] = {
        step: [
            MessageHandler(TEXT, registration_texts.answer),
            MessageHandler(PRIVATE & filters.CONTACT, registration_texts.share_phone),
            MessageHandler(NOT_TEXT, registration_texts.not_text),
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
            _command("announce", announce.command),
            _command("checkin", check_in.command),
            *(
                _button(kind, handle)
                for flow in (
                    registration.BUTTONS,
                    announcing.BUTTONS,
                    queue.CONVERSING,
                    moderation.CONVERSING,
                    check_in.CONVERSING,
                    walk_ins.CONVERSING,
                    roster.CONVERSING,
                )
                for kind, handle in flow.items()
            ),
            _button(callbacks.ChooseLanguage, start.choose_language),
            _button(Withdraw, standing.withdraw),
            _button(callbacks.DeleteMyData, privacy.delete),
            _command("late", late.command),
            _button(editing_buttons.Late, late.tapped),
            _button(editing_buttons.Reshift, late.reshift),
            _button(editing_buttons.EditAgenda, editing.open_),
            _button(editing_buttons.EditDay, editing.open_day),
            _button(editing_buttons.EditSession, editing.open_session),
            _button(editing_buttons.ChangeSession, editing.act),
            _button(editing_buttons.Write, editing.write),
            _button(editing_buttons.ChooseRoom, editing.choose_room),
            _button(editing_buttons.PickRoom, editing.pick_room),
            _button(editing_buttons.NewSession, editing.new_session),
            _button(editing_buttons.SendFile, editing.send_file),
            _button(editing_buttons.KeepTitle, editing_texts.keep_title),
            _button(editing_buttons.SkipKhmerName, editing_texts.skip_khmer_name),
            _button(editing_buttons.EditSpeakers, editing_speakers.open_),
            _button(editing_buttons.EditPart, editing_speakers.open_part),
            _button(editing_buttons.ChangePart, editing_speakers.change_part),
            _button(editing_buttons.ChooseRole, editing_speakers.choose_role),
            _button(editing_buttons.ChooseSpeaker, editing_speakers.choose_speaker),
            _button(editing_buttons.PickSpeaker, editing_speakers.pick_speaker),
            _button(editing_buttons.NameSpeaker, editing_speakers.name_speaker),
            _button(publishing_buttons.OpenPreview, publishing.open_preview),
            _button(publishing_buttons.OpenImport, publishing.open_import),
            _button(publishing_buttons.TakeBack, publishing.take_back),
            _button(publishing_buttons.Discard, publishing.discard),
            _button(publishing_buttons.Publish, publishing.publish),
            _button(publishing_buttons.TellNow, publishing.tell_now),
            _button(publishing_buttons.UndoVersion, publishing.undo),
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
