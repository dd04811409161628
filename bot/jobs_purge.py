"""The tick that ends the data by itself on the day set, and tells those who organised."""

import logging
import sqlite3
from dataclasses import dataclass

from telegram import BotCommandScopeChat
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.keyboards import markup
from bot.ratelimit import Lane, TwoLanes
from bot.services import access, purging, surveys
from bot.shared import Bot, Shared
from bot.views import purging as views
from storage import participants
from storage import purging as rows
from storage.models import Agenda, KeyEnd, Locale, PurgeReport, Right

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Audience:
    """Whom the end concerns: read before nobody is known any more, and kept for that alone."""

    organisers: tuple[tuple[int, Locale], ...]
    chats: tuple[int, ...]


async def run(bot: Bot, shared: Shared) -> None:
    """Warn organisers of the day; once it has come, delete all personal data, and tell them."""
    now = shared.clock.now()
    agenda = await shared.agenda.current(now=now)
    if not purging.is_due(agenda.event, now):
        await purging.warn(shared.db, agenda, now=now)
        return
    audience = await _audience(shared)
    try:
        await surveys.finish(shared.db, shared.seal, rng=shared.rng, now=now)
        report = await purging.purge(shared.db, now=now)
    except sqlite3.Error as error:  # a full disk, say; the next tick tries again
        _warn(shared, str(error))
        return
    _forget(bot, shared, report)
    clean, end = await purging.finish(shared.db, shared.key_file)
    numbers = ", ".join(f"{what} {'few' if n is None else n}" for what, n in report.counts.items())
    _log.info("personal data was deleted: %s", numbers)
    if not clean:
        _log.warning("the file is written anew as soon as no other program reads it")
    if end is KeyEnd.KEPT:
        _log.warning("the key file could not be deleted; the next start tries again")
    if end is KeyEnd.ELSEWHERE:
        _log.warning("the key file was not in its place; delete it yourself, wherever it is")
    await _tell(bot, audience, report, agenda)
    await _take_menus(bot, audience)


async def take_common_menus(bot: Bot) -> None:
    """Take the menus away that everybody sees: no command does anything any more."""
    await bot.delete_my_commands()
    await bot.delete_my_commands(language_code=Locale.EN)


async def _audience(shared: Shared) -> _Audience:
    team = await participants.of_the_team(shared.db)
    organisers = [each for each in team if access.may(each, Right.ORGANISE)]
    return _Audience(
        tuple((each.telegram_id, each.locale) for each in organisers),
        tuple(await rows.chats(shared.db)),
    )


def _warn(shared: Shared, trouble: str) -> None:
    """Log what keeps personal data from being deleted: once, until it is something else."""
    if trouble != shared.purges.trouble:
        _log.error("personal data cannot be deleted (%s); trying until it can", trouble)
    shared.purges.trouble = trouble


def _forget(bot: Bot, shared: Shared, report: PurgeReport) -> None:
    """Answer everybody alike from now on, and let go of whom the program still has in mind."""
    shared.purges.report = report
    shared.people.forget()
    shared.floods.clear()
    for held in (shared.asking, shared.answering, shared.naming, shared.lists):
        held.clear()
    for seen in (shared.perhaps_told, shared.albums):
        seen.clear()
    if isinstance(bot.rate_limiter, TwoLanes):
        bot.rate_limiter.turn_away(Lane.BULK)  # what waits to be sent is to somebody, or names them


async def _tell(bot: Bot, audience: _Audience, report: PurgeReport, agenda: Agenda) -> None:
    missed = 0
    day = purging.day_of(report, agenda.event)
    for chat_id, locale in audience.organisers:
        screen = views.done(report, day, locale)
        try:
            await bot.send_message(
                chat_id, str(screen.text), parse_mode=ParseMode.HTML, reply_markup=markup(screen)
            )
        except TelegramError:
            missed += 1
    if missed:
        _log.warning("%d organisers could not be told that personal data was deleted", missed)


async def _take_menus(bot: Bot, audience: _Audience) -> None:
    """Take everybody's menu away, as well as can be."""
    failed = 0
    for chat_id in audience.chats:
        try:
            await bot.delete_my_commands(BotCommandScopeChat(chat_id), rate_limit_args=Lane.BULK)
        except TelegramError:
            failed += 1
    try:
        await take_common_menus(bot)
    except TelegramError:
        failed += 1
    if failed:
        _log.warning("%d menus could not be taken away", failed)
