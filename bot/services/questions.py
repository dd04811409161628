"""Questions from those who ask and read: nothing here stores who they are.

Whoever asks or votes is given by their Telegram id, for the limit on floods, the sealed way back
and the keyed hash; it is written nowhere.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.i18n import clusters
from bot.i18n.marked import N_
from bot.i18n.normalise import ascii_digits, tidy
from bot.services import agenda as agendas
from bot.services import qa_rules
from bot.services.errors import DoesNotFit, PreviewPassed
from bot.services.releases import AT_ONCE, Floods
from bot.services.sealing import Seal
from storage import answers, questions, upvotes, ways_back
from storage.database import Database, Query, Transaction
from storage.models import (
    Agenda,
    Hint,
    Listed,
    Phase,
    Question,
    QuestionPage,
    QuestionStatus,
    Session,
    SessionRole,
    SessionSpeaker,
    SpeakerKind,
    Spot,
)

LEAST, MOST = 5, 500
"""Characters of a question, as a reader counts them."""
A_PAGE = 5
NOBODY = 0
"""No Telegram id of anybody."""
SESSIONS_TO_ASK = 12
WORDS, LONG = 4, 18
"""From so many words, or characters where words are not parted, on a text may be a question."""

TOO_SHORT = N_("Please write at least {least} characters.")
TOO_LONG = N_("Please write at most {most} characters; these are {n}.")
TOO_MANY = N_(
    "You have just sent {n} questions. Please let others ask too, and try again in a few minutes."
)
NOT_OWN = N_(
    "I take only what you write yourself: a voice, a photo or a forwarded message can show who you"
    " are."
)
NOT_TAKEN = N_("This session takes no questions.")

_LINK = re.compile(
    r"https?://|www\.|[^\s.]\.(?:(?:com|org|net|info|kh|io)\b|[a-z]{2,10}/\w)|@\w{4}",
    re.IGNORECASE | re.ASCII,  # Khmer puts no space around a link
)
_PHONE = re.compile(r"(?:\+|\b0|\b855)(?:[ ()./-]*\d){7,13}\b", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_SPEAK = {SessionRole.SPEAKER, SessionRole.GUEST_SPEAKER, SessionRole.PANELIST}


def read(text: str | None) -> str:
    """Return a question as it is stored; None: it is no text of their own. Raises: DoesNotFit."""
    if text is None:
        raise DoesNotFit(NOT_OWN)
    written = tidy(text, keep_lines=True)
    if clusters.length(written) < LEAST:
        raise DoesNotFit(TOO_SHORT, least=LEAST)
    n = clusters.measure(written)
    if n > MOST:
        raise DoesNotFit(TOO_LONG, most=MOST, n=n)
    return written


def looks_asked(text: str) -> bool:
    """Say whether a text is more likely a question than a word to look up."""
    return "?" in text or len(text.split()) >= WORDS or clusters.length(text) >= LONG


def hints(text: str) -> tuple[Hint, ...]:
    """Return what in a text should be looked at: links and phone numbers."""
    found = {
        Hint.LINK: _LINK.search(text),
        Hint.PHONE: _PHONE.search(ascii_digits(text)),
    }
    return tuple(hint for hint, match in found.items() if match)


def answering(session: Session) -> tuple[SessionSpeaker, ...]:
    """Return whom questions to a session are for: its speakers, or else those who lead it."""
    named = [part for part in session.speakers if part.speaker.kind is not SpeakerKind.GROUP]
    return tuple([part for part in named if part.role in _SPEAK] or named)


async def to_ask(db: Query, agenda: Agenda, *, now: datetime) -> list[Session]:
    """Return the sessions that take questions: what is on first, then the nearest in time."""
    rules = await qa_rules.of_all(db, agenda)
    taking = [each for each in agenda.sessions if not each.cancelled and rules[each.id].open]

    def distance(session: Session) -> tuple[bool, float]:
        running = agendas.phase(agenda, session, now) is Phase.RUNNING
        return not running, abs((session.starts_at - now).total_seconds())

    return sorted(taking, key=distance)[:SESSIONS_TO_ASK]


async def require_open(db: Query, agenda: Agenda, session_id: str) -> Session:
    """Return a session that takes questions. Raises: NoSuchSession, DoesNotFit."""
    session, *_ = agendas.find(agenda, session_id)
    rules = await qa_rules.of_all(db, agenda)
    if session.cancelled or not rules[session_id].open:
        raise DoesNotFit(NOT_TAKEN)
    return session


async def submit(
    db: Database,
    seal: Seal,
    floods: Floods,
    *,
    question_id: str,
    session_id: str,
    speaker_id: str | None,
    text: str,
    asker: int,
    tell: bool,
    agenda: Agenda,
    now: datetime,
) -> Question:
    """Store a question; sent again under the same id it changes nothing, and stands as it does.

    `question_id`: random, made with the card that was shown. `asker`: a Telegram id, kept only
    with `tell`, sealed, until they were told. Raises: DoesNotFit; NoSuchSession; PreviewPassed.
    """
    if _ID.fullmatch(question_id) is None:
        raise PreviewPassed
    known = await questions.find(db, question_id)
    if known is not None:
        return known
    session = await require_open(db, agenda, session_id)
    if speaker_id is not None and speaker_id not in {p.speaker.id for p in answering(session)}:
        speaker_id = None
    question = new(question_id, session_id, speaker_id, read(text))
    if not floods.allows(asker, now=now):
        raise DoesNotFit(TOO_MANY, n=AT_ONCE)
    async with db.transaction(anonymous=True) as tx:
        added = await questions.add(tx, question)
        if added and tell:
            await ways_back.add(tx, question_id, seal.close(question_id, asker))
    if added:
        floods.count(asker, now=now)
    return question


def new(question_id: str, session_id: str, speaker_id: str | None, text: str) -> Question:
    """Return a question that nobody has seen yet."""
    return Question(
        id=question_id,
        session_id=session_id,
        speaker_id=speaker_id,
        text=text,
        translation=None,
        edited=False,
        status=QuestionStatus.PENDING,
        released=False,
        reason=None,
        reason_text=None,
        merged_into=None,
        spot=Spot.NONE,
        votes=0,
        reports=0,
        decided_by=None,
    )


async def find(db: Query, question_id: str) -> Listed:
    """Return a question for whoever has its id: the one who asked. Raises: PreviewPassed.

    One that was merged is answered where the other is, so that one is returned.
    """
    found = await questions.find(db, question_id)
    if found is not None and found.merged_into is not None:
        found = await questions.find(db, found.merged_into)
    if found is None:
        raise PreviewPassed
    return Listed(found, (await answers.of(db, [found.id]))[found.id])


async def public(db: Query, seal: Seal, reader: int, question_id: str) -> Listed:
    """Return a published question. `reader`: a Telegram id. Raises: PreviewPassed."""
    found = await questions.find(db, question_id)
    if found is None or not found.is_public:
        raise PreviewPassed
    return (await _listed(db, seal, reader, [found]))[0]


async def page(
    db: Query,
    seal: Seal,
    reader: int,
    session: Session,
    *,
    after: tuple[int, str] | None = None,
    answered: bool | None = None,
) -> QuestionPage:
    """Return a page of a session's questions. `reader`: a Telegram id.

    `after`: votes, as they were shown, and id of the last question of the page before. `answered`:
    whether it stood among the answered ones; None where that is not known: as it stands now.
    """
    if answered is None and after is not None:
        last = await questions.find(db, after[1])
        answered = last is not None and last.status is QuestionStatus.ANSWERED
    is_open = not answered
    rows: list[Question] = []
    if is_open:
        rows = await questions.page(
            db, session.id, QuestionStatus.APPROVED, after=after, limit=A_PAGE + 1
        )
    if len(rows) <= A_PAGE:
        rows += await questions.page(
            db,
            session.id,
            QuestionStatus.ANSWERED,
            after=None if is_open else after,
            limit=A_PAGE + 1 - len(rows),
        )
    listed = await _listed(db, seal, reader, rows[:A_PAGE])
    return QuestionPage(session, tuple(listed), after is None, len(rows) > A_PAGE)


async def again(db: Query, seal: Seal, reader: int, ids: list[str]) -> list[Listed]:
    """Return the published ones among these questions, in this order: that of a page being read."""
    found = [each for each in await questions.by_ids(db, ids) if each.is_public]
    return await _listed(db, seal, reader, found)


async def vote(db: Database, seal: Seal, voter: int, question_id: str, *, on: bool) -> bool:
    """Want to know it too, or no longer; say whether the question is still open.

    Once for each person and question. The number that everybody sees changes later, together with
    others'. `voter`: a Telegram id. Raises: PreviewPassed.
    """
    change = upvotes.add if on else upvotes.remove
    async with db.transaction(anonymous=True) as tx:
        found = await questions.find(tx, question_id)
        if found is None or not found.is_public:
            raise PreviewPassed
        if found.status is QuestionStatus.ANSWERED:
            return False
        if await change(tx, question_id, seal.voter(question_id, voter)):
            await questions.recount(tx, question_id)
    return True


async def report(db: Database, seal: Seal, reporter: int, question_id: str) -> None:
    """Tell the moderators that a published question should not stand there; once for each person.

    `reporter`: a Telegram id. Raises: PreviewPassed.
    """
    async with db.transaction(anonymous=True) as tx:
        found = await questions.find(tx, question_id)
        if found is None or not found.is_public:
            raise PreviewPassed
        if await upvotes.report(tx, question_id, seal.reporter(question_id, reporter)):
            await questions.recount(tx, question_id)


async def is_told(db: Query, seal: Seal, question_id: str, telegram_id: int) -> bool:
    """Say whether this person will be told what becomes of a question."""
    sealed = await ways_back.of(db, question_id)
    return sealed is not None and seal.open(question_id, sealed) == telegram_id


async def told(db: Database, question_id: str) -> None:
    """Delete the way back of a question: whoever asked it was told."""
    async with db.transaction(anonymous=True) as tx:
        await ways_back.forget(tx, question_id)


async def kept_of(db: Query, seal: Seal, telegram_id: int) -> tuple[int, int, int]:
    """Count what only the key finds of a person: answers they wait for, votes, and reports."""
    ways = await ways_back.every(db)
    waiting = sum(seal.open(each, sealed) == telegram_id for each, sealed in ways.items())
    voted = await _marked(db, upvotes.cast, seal.voter, telegram_id)
    return waiting, len(voted), len(await _marked(db, upvotes.reported, seal.reporter, telegram_id))


async def forget(tx: Transaction, seal: Seal, telegram_id: int) -> None:
    """Delete what only the key finds of a person: ways back to them, their votes, their reports.

    In the place of each comes one of nobody's, and all other ways back are sealed anew: numbers
    that fall, or what is missing from a later backup, would tell what they asked and voted for.
    """
    for each, sealed in (await ways_back.every(tx)).items():
        to = seal.open(each, sealed)
        if to is not None:
            await ways_back.replace(tx, each, seal.close(each, NOBODY if to == telegram_id else to))
    for each in await _marked(tx, upvotes.cast, seal.voter, telegram_id):
        await upvotes.disown(tx, each, seal.voter(each, telegram_id), seal.nobody())
    for each in await _marked(tx, upvotes.reported, seal.reporter, telegram_id):
        await upvotes.disown_report(tx, each, seal.reporter(each, telegram_id), seal.nobody())


async def _marked(
    db: Query,
    marked: Callable[[Query, Sequence[tuple[str, str]]], Awaitable[set[str]]],
    stand_in: Callable[[str, int], str],
    telegram_id: int,
) -> list[str]:
    """Return the questions that somebody marked, found by what stands for them at each."""
    ids, found = await questions.every_id(db), []
    for start in range(0, len(ids), 200):
        some = ids[start : start + 200]
        theirs = await marked(db, [(each, stand_in(each, telegram_id)) for each in some])
        found += [each for each in some if each in theirs]
    return found


async def _listed(db: Query, seal: Seal, reader: int, rows: list[Question]) -> list[Listed]:
    ids = [each.id for each in rows]
    written = await answers.of(db, ids)
    mine = await upvotes.cast(db, [(each, seal.voter(each, reader)) for each in ids])
    return [Listed(each, written[each.id], each.id in mine) for each in rows]
