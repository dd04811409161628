"""Groups and channels: linked by a code that is written in them, seen to, and lost."""

from datetime import datetime

from bot.services import access, team
from bot.services.errors import BadInvitation, PreviewPassed
from storage import linked_chats, participants
from storage.database import Database
from storage.models import (
    ChatLanguage,
    InvitationKind,
    LinkedChat,
    Participant,
    Right,
)


async def every(db: Database, actor: Participant) -> list[LinkedChat]:
    """Return the linked groups and channels, the oldest first. Raises: NotAllowed."""
    await access.require(db, actor.id, Right.ORGANISE)
    return await linked_chats.every(db)


async def find(db: Database, actor: Participant, linked_chat_id: int) -> LinkedChat:
    """Return one of them. Raises: NotAllowed; PreviewPassed when it is not linked any more."""
    await access.require(db, actor.id, Right.ORGANISE)
    found = await linked_chats.by_id(db, linked_chat_id)
    if found is None:
        raise PreviewPassed
    return found


async def link(
    db: Database, code: str, *, chat_id: int, title: str, by: int | None, now: datetime
) -> tuple[LinkedChat, Participant | None]:
    """Link the group or channel where a code was written, and use the code up.

    `chat_id` and `by`, who wrote it, are Telegram's ids. Returns also the organiser who made the
    code, if they are still here. Raises: BadInvitation.
    """
    # Looked up first: whoever writes anything they like there shall not keep the writer busy.
    if not await team.grants(db, code, InvitationKind.LINK, now=now):
        raise BadInvitation
    async with db.transaction() as tx:
        writer = None if by is None else await participants.by_telegram_id(tx, by)
        used = await team.redeem(
            tx, code, InvitationKind.LINK, used_by=writer.id if writer else None, now=now
        )
        chat = await linked_chats.add(tx, chat_id, title=title, by=used.created_by, now=now)
        await linked_chats.find_again(tx, chat_id, now=now)
        maker = await participants.by_id(tx, used.created_by) if used.created_by else None
    return chat, maker


async def choose_language(
    db: Database, actor: Participant, linked_chat_id: int, language: ChatLanguage
) -> None:
    """Write to a group or channel in this language. Raises: NotAllowed, PreviewPassed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        if not await linked_chats.choose_language(tx, linked_chat_id, language):
            raise PreviewPassed


async def unlink(db: Database, actor: Participant, linked_chat_id: int) -> bool:
    """Write to a group or channel no more; say whether it was linked. Raises: NotAllowed."""
    async with db.transaction() as tx:
        await access.require(tx, actor.id, Right.ORGANISE)
        return await linked_chats.remove(tx, linked_chat_id)


async def may_write(db: Database, chat_id: int, *, title: str, yes: bool, now: datetime) -> None:
    """Note whether the bot may write in a group or channel. `chat_id`: Telegram's."""
    known = await linked_chats.by_chat_id(db, chat_id)
    if known is None:
        return
    async with db.transaction() as tx:
        await linked_chats.rename(tx, chat_id, title)
        if yes:
            await linked_chats.find_again(tx, chat_id, now=now)
        else:
            await linked_chats.lose(tx, chat_id, since=now)


async def rename(db: Database, chat_id: int, title: str) -> None:
    """Note what a group or channel is called now. `chat_id`: Telegram's."""
    if await linked_chats.by_chat_id(db, chat_id) is not None:
        async with db.transaction() as tx:
            await linked_chats.rename(tx, chat_id, title)


async def move(db: Database, chat_id: int, becomes: int) -> None:
    """Note that a group became a supergroup. Both ids are Telegram's."""
    if await linked_chats.by_chat_id(db, chat_id) is not None:
        async with db.transaction() as tx:
            await linked_chats.move(tx, chat_id, becomes)
