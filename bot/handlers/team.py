"""/team: who runs the workshop, links that invite others, and what opening one does."""

from collections.abc import Mapping

from telegram import Update

from bot.callbacks import Callback
from bot.callbacks_team import (
    Invite,
    InviteSpeaker,
    OpenInvitations,
    OpenMember,
    OpenSpeakers,
    OpenTeam,
    TakeLinkBack,
    TakeRole,
    ThisIsMe,
)
from bot.context import Context
from bot.handlers.language import put_menu
from bot.handlers.taps import Handle
from bot.services import members
from bot.services import team as links
from bot.services.errors import BadInvitation, PreviewPassed
from bot.views import grants as grant_views
from bot.views import invitations as link_views
from bot.views import team as views
from storage.models import InvitationKind, Removal, Role, Speaker


async def team(_update: Update, context: Context) -> None:
    """Show the team."""
    await _show_team(context, 0)


async def open_team(_update: Update, context: Context) -> None:
    """Show the page of the team that a button names."""
    await _show_team(context, context.button(OpenTeam).page)


async def _show_team(context: Context, page: int) -> None:
    its = await members.overview(context.db, context.me, now=context.now())
    await context.show(views.team(its, await context.agenda(), context.me, page=page))


async def open_member(_update: Update, context: Context) -> None:
    """Show somebody of the team."""
    its = await members.member(context.db, context.me, context.button(OpenMember).participant_id)
    await context.show(views.member(its, await context.agenda(), context.locale))


async def take_role(_update: Update, context: Context) -> None:
    """Take a role away, after asking; their menu goes with it."""
    tapped, its = context.button(TakeRole), await context.agenda()
    if not tapped.sure:
        one = await members.member(context.db, context.me, tapped.participant_id)
        named = one.telegram_id in context.bot_data.organisers
        asked = views.ask_take(one, tapped.role, its, context.me, named_in_settings=named)
        await context.show(asked)
        return
    removed = await members.take_away(
        context.db, context.me, tapped.participant_id, tapped.role, now=context.now()
    )
    await context.show(views.taken(removed, tapped.role, its, context.me))
    if removed.outcome is Removal.DONE:
        await put_menu(context.bot, removed.participant)


async def invite(_update: Update, context: Context) -> None:
    """Make a link for an organiser, a moderator or a helper."""
    role = context.button(Invite).role
    code = await links.invite(
        context.db,
        context.me,
        InvitationKind.TEAM,
        role=role,
        rng=context.rng,
        now=context.now(),
    )
    await _hand_over(context, InvitationKind.TEAM, role, code)


async def open_speakers(_update: Update, context: Context) -> None:
    """Show the agenda's speakers, to invite one."""
    its = await members.overview(context.db, context.me, now=context.now())
    taken = {one.speaker_id for one in its.members if one.speaker_id is not None}
    page = context.button(OpenSpeakers).page
    await context.show(
        link_views.speakers(await context.agenda(), taken, page=page, locale=context.locale)
    )


async def invite_speaker(_update: Update, context: Context) -> None:
    """Make a link for a speaker of the agenda."""
    speaker_id = context.button(InviteSpeaker).speaker_id
    code = await links.invite(
        context.db,
        context.me,
        InvitationKind.SPEAKER,
        speaker_id=speaker_id,
        rng=context.rng,
        now=context.now(),
    )
    speaker = (await context.agenda()).speakers.get(speaker_id)
    if speaker is None:
        raise PreviewPassed
    await _hand_over(context, InvitationKind.SPEAKER, speaker, code)


async def _hand_over(
    context: Context, kind: InvitationKind, invited: Role | Speaker, code: str
) -> None:
    """Say what to do, and send what is to be forwarded in a message of its own."""
    its, until = await context.agenda(), context.now() + links.LIVES[kind]
    link = f"https://t.me/{context.bot.username}?start={kind}_{code}"
    role = invited if isinstance(invited, Role) else Role.SPEAKER
    await context.show(link_views.made(role, its, until=until, locale=context.locale))
    await context.reply(
        link_views.letter(invited, its, link=link, until=until, first=context.locale)
    )


async def open_invitations(_update: Update, context: Context) -> None:
    """Show the links that are open."""
    await _show_invitations(context, context.button(OpenInvitations).page)


async def take_link_back(_update: Update, context: Context) -> None:
    """Take a link back; one that was used meanwhile is no harm."""
    done = await links.revoke(
        context.db, context.me, context.button(TakeLinkBack).invitation_id, now=context.now()
    )
    said = link_views.TAKEN_BACK if done else link_views.USED_ALREADY
    await _show_invitations(context, 0, said=said)


async def _show_invitations(context: Context, page: int, *, said: str = "") -> None:
    its = await members.overview(context.db, context.me, now=context.now())
    await context.show(
        link_views.opened(its, await context.agenda(), page=page, locale=context.locale, said=said)
    )


async def this_is_me(_update: Update, context: Context) -> None:
    """Be the speaker for whom one made a link oneself."""
    await accept(context, InvitationKind.SPEAKER, context.button(ThisIsMe).code, myself=True)


async def accept(
    context: Context, kind: InvitationKind, code: str, *, myself: bool = False
) -> None:
    """Give whoever opened a link what it grants, and their role's menu."""
    try:
        grant = await links.accept(
            context.db, context.me, kind, code, myself=myself, now=context.now()
        )
    except BadInvitation:
        await context.show(grant_views.bad(context.locale))
        return
    was, context.participant = context.me.role, grant.participant
    await context.show(grant_views.granted(grant, await context.agenda(), code=code))
    if grant.participant.role is not was:
        await put_menu(context.bot, grant.participant)


BUTTONS: Mapping[type[Callback], Handle] = {
    OpenTeam: open_team,
    OpenMember: open_member,
    TakeRole: take_role,
    Invite: invite,
    OpenSpeakers: open_speakers,
    InviteSpeaker: invite_speaker,
    OpenInvitations: open_invitations,
    TakeLinkBack: take_link_back,
    ThisIsMe: this_is_me,
}
