"""Groups and channels: under /admin, and the little that is heard from themselves."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Update

from bot.callbacks_admin import ChooseChatLanguage, OpenChat, OpenChats, Unlink
from bot.context import Context
from bot.services import access, linked_chats, team
from bot.services.errors import BadInvitation
from bot.views import linked_chats as views
from storage import participants
from storage.models import InvitationKind, Right

LINK = InvitationKind.LINK


async def open_chats(_update: Update, context: Context) -> None:
    """List the groups and channels that are linked."""
    await _show_all(context, page=context.button(OpenChats).page)


async def written_here(_update: Update, context: Context) -> None:
    """Say to an organiser who writes /link in the chat with the bot where it belongs."""
    await _show_all(context, said=views.THERE)


async def _show_all(context: Context, *, page: int = 0, said: str = "") -> None:
    chats = await linked_chats.every(context.db, context.me)
    await context.show(
        views.every(chats, await context.agenda(), page=page, locale=context.locale, said=said)
    )


async def open_chat(_update: Update, context: Context) -> None:
    """Show a group or channel."""
    await _show(context, context.button(OpenChat).linked_chat_id)


async def choose_language(_update: Update, context: Context) -> None:
    """Write to a group or channel in another language."""
    chosen = context.button(ChooseChatLanguage)
    await linked_chats.choose_language(
        context.db, context.me, chosen.linked_chat_id, chosen.language
    )
    await _show(context, chosen.linked_chat_id)


async def _show(context: Context, linked_chat_id: int) -> None:
    its = await linked_chats.find(context.db, context.me, linked_chat_id)
    await context.show(views.one(its, await context.agenda(), context.locale))


async def unlink(_update: Update, context: Context) -> None:
    """Write to a group or channel no more, after asking."""
    tapped = context.button(Unlink)
    if tapped.sure:
        await linked_chats.unlink(context.db, context.me, tapped.linked_chat_id)
        await _show_all(context, said=views.UNLINKED)
        return
    its = await linked_chats.find(context.db, context.me, tapped.linked_chat_id)
    await context.show(views.ask_unlink(its, await context.agenda(), context.locale))


async def make_code(_update: Update, context: Context) -> None:
    """Make a code, say what to do with it, and send it in a message of its own."""
    now = context.now()
    code = await team.invite(context.db, context.me, LINK, rng=context.rng, now=now)
    username = context.bot.username
    link = f"https://t.me/{username}?startgroup={LINK}_{code}"
    its, until = await context.agenda(), now + team.LIVES[LINK]
    await context.show(views.how_to_link(its, link=link, until=until, locale=context.locale))
    await context.reply(views.code(username, code))


async def start(update: Update, context: Context) -> None:
    """Link a group that somebody chose from the bot's link for groups."""
    kind, _, code = " ".join(context.args or []).partition("_")
    if kind == LINK:
        await _link(update, context, code)


async def link(update: Update, context: Context) -> None:
    """Link the group or channel in which a code was written."""
    await _link(update, context, " ".join(context.args or []))


async def _link(update: Update, context: Context, code: str) -> None:
    """Link a chat, confirm it there, and tell whoever made the code.

    Nothing is said in answer to other codes, as anybody may write them: only an organiser who
    wrote one is told, in private.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        return
    title, by = chat.title or str(chat.id), user.id if user else None
    try:
        its, maker = await linked_chats.link(
            context.db, code, chat_id=chat.id, title=title, by=by, now=context.now()
        )
    except BadInvitation:
        await _refuse(context, title, by)
        return
    agenda = await context.agenda()
    silent = not await context.tell(chat.id, views.confirmed(agenda))
    if maker is not None:
        told = views.linked(its, agenda, silent=silent, locale=maker.locale)
        await context.tell(maker.telegram_id, told)


async def _refuse(context: Context, title: str, by: int | None) -> None:
    writer = None if by is None else await participants.by_telegram_id(context.db, by)
    if writer is not None and access.may(writer, Right.ORGANISE):
        await context.tell(writer.telegram_id, views.bad_code(title, writer.locale))


async def renamed(update: Update, context: Context) -> None:
    """Note what a group or channel is called now."""
    message = update.effective_message
    if message is not None and message.new_chat_title:
        await linked_chats.rename(context.db, message.chat_id, message.new_chat_title)


async def moved(update: Update, context: Context) -> None:
    """Note the new id of a group that became a supergroup; told in the old one and in the new."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await linked_chats.move(context.db, message.chat_id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        await linked_chats.move(context.db, message.migrate_from_chat_id, message.chat_id)


async def membership(update: Update, context: Context) -> None:
    """Note that the bot may write in a group or channel, or not any more."""
    changed = update.my_chat_member
    if changed is not None:
        title, yes = changed.chat.title or str(changed.chat.id), _may_write(changed.new_chat_member)
        await linked_chats.may_write(
            context.db, changed.chat.id, title=title, yes=yes, now=context.now()
        )


def _may_write(member: ChatMember) -> bool:
    match member:
        case ChatMemberRestricted():
            return member.is_member and member.can_send_messages
        case ChatMemberAdministrator():
            return member.can_post_messages is not False  # it is absent in groups
        case _:
            return member.status not in {ChatMember.BANNED, ChatMember.LEFT}
