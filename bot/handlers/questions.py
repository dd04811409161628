"""/questions: what others ask, and wanting to know it too."""

from collections.abc import Mapping

from markupsafe import Markup
from telegram import InlineKeyboardMarkup, Message, Update

from bot.callbacks import BadButton, Callback
from bot.callbacks_questions import (
    ChooseQuestions,
    MoreQuestions,
    OpenQuestion,
    OpenQuestions,
    ReportQuestion,
    Upvote,
)
from bot.context import Context
from bot.handlers import sessions
from bot.handlers.taps import Handle
from bot.services import access, qa_rules, speaking
from bot.services import agenda as agendas
from bot.services import questions as service
from bot.services.errors import PreviewPassed
from bot.views import questions as views
from storage import questions
from storage.models import Phase, QuestionPage, Right, Session


async def questions_(_update: Update, context: Context) -> None:
    """Show the questions of what is on, else of what was on last, else of the first with any."""
    agenda, now = await context.agenda(), context.now()
    counts = await questions.sessions(context.db)
    phases = {each.id: agendas.phase(agenda, each, now) for each in agenda.sessions}
    having = [each for each in agenda.sessions if each.id in counts]
    running = [each for each in agenda.sessions if phases[each.id] is Phase.RUNNING]
    rules = await qa_rules.of_all(context.db, agenda)
    on = [each for each in running if each.id in counts or rules[each.id].open]
    past = [each for each in having if phases[each.id] is Phase.PAST]
    chosen = (on or past[-1:] or having)[:1]
    if chosen:
        await _show(context, chosen[0])
    else:
        await choose(_update, context)


async def choose(_update: Update, context: Context) -> None:
    """Choose of which session to read the questions."""
    agenda, counts = await context.agenda(), await questions.sessions(context.db)
    sessions = [each for each in agenda.sessions if each.id in counts]
    await context.show(views.choose_session(agenda, sessions, counts, context.locale))


async def open_list(update: Update, context: Context) -> None:
    """Show the questions of the session that a button names."""
    key = context.button(OpenQuestions).session
    if not key:
        await questions_(update, context)
        return
    await _show(context, await sessions.named(context, key))


async def more(_update: Update, context: Context) -> None:
    """Show the next page."""
    tapped = context.button(MoreQuestions)
    last = await questions.find(context.db, tapped.question_id)
    session = (await context.agenda()).session(last.session_id) if last else None
    if last is None or session is None:
        raise PreviewPassed
    seal, after = context.bot_data.seal, (last.votes, last.id)
    page = await service.page(
        context.db, seal, context.chat_id, session, after=after, answered=bool(tapped.answered)
    )
    await _draw(context, page)


async def open_one(_update: Update, context: Context) -> None:
    """Show a question whole."""
    await _show_whole(context, context.button(OpenQuestion).question_id)


async def upvote(_update: Update, context: Context) -> None:
    """Want to know it too, or no longer; the list that is being read keeps its order."""
    tapped, seal = context.button(Upvote), context.bot_data.seal
    open_ = await service.vote(
        context.db, seal, context.chat_id, tapped.question_id, on=bool(tapped.on)
    )
    if not open_:
        await context.answer(views.closed(context.locale))
    if tapped.whole:
        await _show_whole(context, tapped.question_id)
    else:
        await _show_again(context)


async def report(_update: Update, context: Context) -> None:
    """Report a question, after asking."""
    tapped, seal = context.button(ReportQuestion), context.bot_data.seal
    if not tapped.sure:
        listed = await service.public(context.db, seal, context.chat_id, tapped.question_id)
        await context.show(views.ask_report(listed.question, context.locale))
        return
    await service.report(context.db, seal, context.chat_id, tapped.question_id)
    await _show_whole(context, tapped.question_id, said=views.reported(context.locale))


async def _show(context: Context, session: Session) -> None:
    page = await service.page(context.db, context.bot_data.seal, context.chat_id, session)
    await _draw(context, page)


async def _draw(context: Context, page: QuestionPage) -> None:
    agenda = await context.agenda()
    rules = await qa_rules.of_all(context.db, agenda)
    takes = rules[page.session.id].open and not page.session.cancelled
    await context.show(views.page(page, agenda, context.locale, takes=takes))


async def _show_again(context: Context) -> None:
    """Draw the list anew that stands in the message, in the order in which it stands there."""
    shown = _buttons(context)
    ids = [each.question_id for each in shown if isinstance(each, OpenQuestion)]
    seal = context.bot_data.seal
    listed = await service.again(context.db, seal, context.chat_id, ids)
    session = (await context.agenda()).session(listed[0].question.session_id) if listed else None
    if session is None:
        raise PreviewPassed
    more_ = any(isinstance(each, MoreQuestions) for each in shown)
    keys = [each for each in shown if isinstance(each, OpenQuestions)]
    await _draw(context, QuestionPage(session, tuple(listed), len(keys) < 2, more_))  # noqa: PLR2004 -- "from the start" and "update"


async def _show_whole(context: Context, question_id: str, *, said: Markup | None = None) -> None:
    seal, agenda, me = context.bot_data.seal, await context.agenda(), context.me
    listed = await service.public(context.db, seal, context.chat_id, question_id)
    await context.show(
        views.whole(
            listed,
            agenda,
            context.locale,
            said=said,
            answers=speaking.speaks_in(agenda, listed.question, me.speaker_id),
            moderates=access.may(me, Right.MODERATE),
        )
    )


def _buttons(context: Context) -> list[Callback]:
    """Return what the buttons of the tapped message carry that a list of questions has."""
    message = context.query.message if context.query else None
    keyboard = message.reply_markup if isinstance(message, Message) else None
    if not isinstance(keyboard, InlineKeyboardMarkup):
        raise PreviewPassed
    found: list[Callback] = []
    for button in (each for row in keyboard.inline_keyboard for each in row):
        for kind in (OpenQuestion, MoreQuestions, OpenQuestions):
            try:
                found.append(kind.decode(str(button.callback_data)))
            except BadButton:
                continue
    return found


BUTTONS: Mapping[type[Callback], Handle] = {
    OpenQuestions: open_list,
    ChooseQuestions: choose,
    MoreQuestions: more,
    OpenQuestion: open_one,
    Upvote: upvote,
    ReportQuestion: report,
}
