"""/admin > agenda: who takes part in a session."""

from telegram import Update

from bot.callbacks import short
from bot.callbacks_editing import (
    ChangePart,
    ChooseRole,
    ChooseSpeaker,
    EditPart,
    EditSpeakers,
    NameSpeaker,
    PartAct,
    PickSpeaker,
)
from bot.context import Context
from bot.handlers.drafts import change, desk, leaving
from bot.handlers.editing_texts import begin
from bot.handlers.parts import others, part, placed
from bot.services.errors import StepPassed
from bot.views import editing_speakers as views
from storage.models import (
    ConfirmSpeaker,
    EntryStep,
    RemoveSpeaker,
)


@leaving
async def open_(_update: Update, context: Context) -> None:
    """List who takes part."""
    found = await desk(context)
    session = found.session(context.button(EditSpeakers).session_id)
    await context.show(views.parts(session, locale=context.locale))


@leaving
async def open_part(_update: Update, context: Context) -> None:
    """Show what can be changed about a part."""
    tapped, found = context.button(EditPart), await desk(context)
    session = found.session(tapped.session_id)
    its = part(session, tapped.part)
    await context.show(views.part(session, its, locale=context.locale))


@leaving
async def change_part(_update: Update, context: Context) -> None:
    """Confirm somebody, or take their part away."""
    tapped, found = context.button(ChangePart), await desk(context)
    its = part(found.session(tapped.session_id), tapped.part)
    kind = ConfirmSpeaker if tapped.act is PartAct.CONFIRM else RemoveSpeaker
    edit = kind(tapped.session_id, its.speaker.id, its.role)
    await change(context, edit, tapped.session_id)


@leaving
async def choose_role(_update: Update, context: Context) -> None:
    """Ask what somebody who joins does."""
    found = await desk(context)
    session = found.session(context.button(ChooseRole).session_id)
    await context.show(views.roles(session, locale=context.locale))


@leaving
async def choose_speaker(_update: Update, context: Context) -> None:
    """Offer those whom the agenda knows."""
    tapped, found = context.button(ChooseSpeaker), await desk(context)
    session = found.session(tapped.session_id)
    await context.show(
        views.speakers(
            session,
            others(found.plan, session, tapped.target),
            target=tapped.target,
            page=tapped.page,
            locale=context.locale,
        )
    )


@leaving
async def pick_speaker(_update: Update, context: Context) -> None:
    """Give a part to a speaker of the agenda."""
    tapped, found = context.button(PickSpeaker), await desk(context)
    session = found.session(tapped.session_id)
    speakers = [each for each in found.plan.speakers if short(each.id) == tapped.speaker]
    if not speakers:
        raise StepPassed
    edit = placed(session, tapped.target, speakers[0])
    await change(context, edit, tapped.session_id)


async def name_speaker(_update: Update, context: Context) -> object:
    """Ask for the name of somebody whom the agenda does not have yet."""
    tapped, found = context.button(NameSpeaker), await desk(context)
    others(found.plan, found.session(tapped.session_id), tapped.target)  # a part that is there
    subject = f"{tapped.session_id}:{tapped.target}"
    return await begin(context, EntryStep.SPEAKER_EN, subject)
