"""Registration: each answer is stored before it is answered; then a place or the list."""

from dataclasses import replace
from datetime import datetime
from random import Random

from bot.i18n.normalise import key
from bot.services import answers, organisations, reminders, steps, waiting_list
from bot.services.errors import StepPassed
from storage import check_ins, conversations, participants, walk_ins
from storage import organisations as organisation_rows
from storage.database import Database, Transaction
from storage.models import (
    Agenda,
    Conversation,
    Draft,
    Level,
    Organisation,
    Participant,
    Problem,
    RegistrationStatus,
    Step,
    Turn,
)
from storage.places import PROVINCES

TICKET_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
TICKET_LENGTH = 6


async def begin(db: Database, participant: Participant, *, now: datetime) -> Turn:
    """Begin to register, go on with a registration under way, or open one to change it."""
    under_way = await conversations.of(db, participant.telegram_id)
    if under_way is not None:
        return await current(db, under_way)
    draft = Draft(
        consented=participant.consented_at is not None,
        name=participant.name,
        organisation=participant.organisation,
        level=participant.level,
        province=participant.province,
        position=participant.position,
        phone=participant.phone,
    )
    step = Step.SUMMARY if draft.consented else Step.CONSENT
    return await _stand(db, Conversation(participant.telegram_id, step, draft), now=now)


async def current(db: Database, conversation: Conversation) -> Turn:
    """Return where a registration stands, with what its screen needs."""
    if conversation.step is not Step.SAME_ORGANISATION:
        return Turn(conversation)
    close = await organisations.close_to(db, conversation.draft.typed_organisation or "")
    return Turn(conversation, close=tuple(close) if isinstance(close, list) else (close,))


async def answer(db: Database, conversation: Conversation, text: str, *, now: datetime) -> Turn:
    """Take what was typed at the present step, or say what is wrong with it."""
    step = conversation.step
    if step in {Step.ORGANISATION, Step.SAME_ORGANISATION}:
        return await _take_organisation(db, conversation, text, now=now)
    read = steps.read(step, conversation.draft, text)
    if isinstance(read, Problem):
        return await miss(db, conversation, read, now=now)
    return await _go_on(db, conversation, read, now=now)


async def not_text(db: Database, conversation: Conversation, *, now: datetime) -> Turn:
    """Note an answer that is no text; where only buttons answer, ask for those."""
    taps = conversation.step in {Step.CONSENT, Step.SUMMARY}
    problem = Problem.TAP if taps else Problem.NOT_TEXT
    return await miss(db, conversation, problem, now=now)


async def miss(
    db: Database, conversation: Conversation, problem: Problem, *, now: datetime
) -> Turn:
    """Note an answer that cannot be taken; the step stays."""
    draft = replace(conversation.draft, misses=conversation.draft.misses + 1)
    turn = await _stand(db, replace(conversation, draft=draft), now=now)
    return replace(turn, problem=problem)


async def consent(db: Database, conversation: Conversation, *, now: datetime) -> Turn:
    """Agree to the privacy notice. Raises: StepPassed."""
    draft = _at(conversation, Step.CONSENT).at(consented=True)
    return await _go_on(db, conversation, draft, now=now)


async def same_organisation(
    db: Database, conversation: Conversation, organisation_id: int, *, now: datetime
) -> Turn:
    """Belong to an organisation that others entered; 0 keeps what was typed. Raises: StepPassed."""
    draft = _at(conversation, Step.SAME_ORGANISATION)
    chosen = await organisation_rows.find(db, organisation_id)
    name = chosen.name if chosen else draft.typed_organisation
    changed = draft.at(organisation=name, typed_organisation=None)
    return await _go_on(db, conversation, changed, now=now)


async def choose_level(
    db: Database, conversation: Conversation, level: Level, *, now: datetime
) -> Turn:
    """Work at this level. Raises: StepPassed."""
    draft = steps.with_(_at(conversation, Step.LEVEL), "level", level)
    return await _go_on(db, conversation, draft, now=now)


async def choose_province(
    db: Database, conversation: Conversation, province: str, *, now: datetime
) -> Turn:
    """Work in this province. Raises: StepPassed, also for a province that is none."""
    draft = _at(conversation, Step.PROVINCE)
    if province not in PROVINCES:
        raise StepPassed
    return await _go_on(db, conversation, steps.with_(draft, "province", province), now=now)


async def skip(db: Database, conversation: Conversation, step: Step, *, now: datetime) -> Turn:
    """Pass over an optional step. Raises: StepPassed, also for a step that is not optional."""
    draft = _at(conversation, step)
    match step:
        case Step.POSITION:
            return await _go_on(db, conversation, draft.at(position=None), now=now)
        case Step.PHONE:
            return await _go_on(db, conversation, draft.at(phone=None), now=now)
        case _:
            raise StepPassed


async def back(db: Database, conversation: Conversation, step: Step, *, now: datetime) -> Turn:
    """Go to the step before. Raises: StepPassed, also at the first step."""
    draft = _at(conversation, step)
    if step is Step.CONSENT:
        raise StepPassed
    earlier = replace(conversation, step=steps.before(step, draft), draft=draft.at())
    return await _stand(db, earlier, now=now)


async def edit(db: Database, conversation: Conversation, step: Step, *, now: datetime) -> Turn:
    """Open a line of the summary again. Raises: StepPassed."""
    draft = _at(conversation, Step.SUMMARY).at(editing=True)
    if step not in steps.EDITABLE:
        raise StepPassed
    return await _stand(db, replace(conversation, step=step, draft=draft), now=now)


async def cancel(db: Database, participant: Participant) -> bool:
    """Stop registering and forget what was said; say whether there was anything to stop."""
    async with db.transaction() as tx:
        return await conversations.end(tx, participant.telegram_id)


async def forget_drafts(db: Database, *, before: datetime) -> None:
    """Forget the registrations that nobody touched since then."""
    if not await conversations.any_older_than(db, before):
        return
    async with db.transaction() as tx:
        await conversations.end_older_than(tx, before)


async def confirm(
    db: Database, participant: Participant, *, agenda: Agenda, rng: Random, now: datetime
) -> Participant:
    """Register with what the summary says: a place, or the waiting list when all are taken.

    A registration that stands keeps its place and its ticket. Raises: StepPassed, also when it was
    confirmed already.
    """
    async with db.transaction() as tx:
        conversation = await conversations.of(tx, participant.telegram_id)
        # Read again: somebody else's withdrawal may have brought a place meanwhile.
        standing = await participants.by_id(tx, participant.id)
        if conversation is None or standing is None:
            raise StepPassed
        draft = _at(conversation, Step.SUMMARY)
        name = draft.organisation or ""
        status = standing.status
        if status not in {RegistrationStatus.REGISTERED, RegistrationStatus.WAITING}:
            room = await waiting_list.has_room(tx, capacity=agenda.event.capacity)
            status = RegistrationStatus.REGISTERED if room else RegistrationStatus.WAITING
        await participants.register(
            tx,
            participant.id,
            draft=draft,
            organisation_id=await organisation_rows.named(tx, name=name, key=key(name)),
            status=status,
            ticket_code=await new_code(tx, rng),
            now=now,
        )
        await conversations.end(tx, participant.telegram_id)
        await organisation_rows.forget_unused(tx)
        await reminders.enqueue_for(tx, participant.id, agenda.sessions, now=now)
        registered = await participants.by_id(tx, participant.id)
    if registered is None:
        raise StepPassed
    return registered


async def withdraw(
    db: Database, participant: Participant, *, agenda: Agenda, now: datetime
) -> bool:
    """Give the place back, forget the details, and let the next one in; say whether it happened."""
    async with db.transaction() as tx:
        happened = await participants.clear_registration(tx, participant.id)
        await check_ins.take_back(tx, participant.id)
        await conversations.end(tx, participant.telegram_id)
        await organisation_rows.forget_unused(tx)
        await waiting_list.promote(
            tx, capacity=agenda.event.capacity, until=agenda.ends_at, now=now
        )
    await db.checkpoint()
    return happened


def _at(conversation: Conversation, step: Step) -> Draft:
    if conversation.step is not step:
        raise StepPassed
    return conversation.draft


async def _take_organisation(
    db: Database, conversation: Conversation, text: str, *, now: datetime
) -> Turn:
    name = answers.an_organisation(text)
    if isinstance(name, Problem):
        return await miss(db, conversation, name, now=now)
    known = await organisations.close_to(db, name)
    if isinstance(known, Organisation) or not known:
        name = known.name if isinstance(known, Organisation) else name
        draft = conversation.draft.at(organisation=name, typed_organisation=None)
        return await _go_on(db, conversation, draft, now=now)
    draft = conversation.draft.at(typed_organisation=name)
    asked = replace(conversation, step=Step.SAME_ORGANISATION, draft=draft)
    return replace(await _stand(db, asked, now=now), close=tuple(known))


async def _go_on(db: Database, conversation: Conversation, draft: Draft, *, now: datetime) -> Turn:
    step = steps.after(conversation.step, draft)
    if step is Step.SUMMARY:
        draft = draft.at(editing=False)
    elif step is Step.PROVINCE and draft.editing:
        # The level that stood stays until the province is known: “back” finds the summary whole.
        draft = conversation.draft.at()
    return await _stand(db, replace(conversation, step=step, draft=draft), now=now)


async def _stand(db: Database, conversation: Conversation, *, now: datetime) -> Turn:
    async with db.transaction() as tx:
        await conversations.save(tx, conversation, now=now)
    return await current(db, conversation)


async def new_code(tx: Transaction, rng: Random) -> str:
    """Return a code for a ticket that neither another ticket nor a walk-in has."""
    while True:
        code = "".join(rng.choices(TICKET_LETTERS, k=TICKET_LENGTH))
        taken = await participants.has_ticket_code(tx, code) or await walk_ins.has_code(tx, code)
        if not taken:
            return code
