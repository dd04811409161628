"""Who may do what, whole: every button and every command; who is not named in a row is refused.

The buttons are such as a screen may have; where one needs more than this, the row still says who
may tap it.
"""

from bot import callbacks as any_
from bot import callbacks_admin as adm
from bot import callbacks_announce as an
from bot import callbacks_audience as to
from bot import callbacks_broadcast as bc
from bot import callbacks_editing as ed
from bot import callbacks_publishing as pub
from bot import callbacks_settings as rem
from bot import callbacks_stage as stage
from bot import callbacks_team as team
from bot.callbacks import Callback, Place
from storage.models import (
    AudienceKind,
    ChatLanguage,
    DeliveryKind,
    Level,
    Locale,
    Priority,
    ReminderScope,
    Role,
    SessionRole,
    ShiftRule,
    Step,
)

STRANGER, ATTENDEE, SPEAKER, MODERATOR, ORGANISER, REVOKED = PEOPLE = (
    "stranger",
    "attendee",
    "speaker",
    "moderator",
    "organiser",
    "revoked",  # was an organiser, and has an agenda's draft and an announcement's left
)
EVERYONE = frozenset(PEOPLE[1:])
STAGE = frozenset({MODERATOR, ORGANISER})
ORGANISERS = frozenset({ORGANISER})

Row = tuple[Callback, frozenset[str]]

BUTTONS: list[Row] = [
    *(
        (button, ORGANISERS)
        for button in (
            team.OpenTeam(),
            team.OpenMember(2),
            team.Invite(Role.MODERATOR),
            team.Invite(Role.ORGANISER),
            team.OpenSpeakers(0),
            team.InviteSpeaker("thy-try"),
            team.OpenInvitations(0),
            team.TakeLinkBack(1),
            team.TakeRole(3, Role.MODERATOR, 0),
            team.TakeRole(3, Role.MODERATOR, 1),
            adm.OpenAdmin(),
            adm.OpenChats(),
            adm.LinkChat(),
            adm.OpenChat(1),
            adm.ChooseChatLanguage(1, ChatLanguage.EN),
            adm.Unlink(1, 0),
            adm.Unlink(1, 1),
            ed.EditAgenda(),
            ed.EditDay(0, 0),
            ed.EditSession("panel"),
            ed.ChangeSession("panel", ed.Act.CANCEL),
            ed.Write("panel", ed.Field.TITLE),
            ed.ChooseRoom("panel", 0),
            ed.PickRoom("panel", ed.NOWHERE),
            ed.EditSpeakers("panel"),
            ed.EditPart("panel", "0" * 8),
            ed.ChangePart("panel", "0" * 8, ed.PartAct.CONFIRM),
            ed.ChooseRole("panel"),
            ed.ChooseSpeaker("panel", SessionRole.PANELIST, 0),
            ed.PickSpeaker("panel", SessionRole.PANELIST, any_.short("odc")),
            ed.NameSpeaker("panel", SessionRole.PANELIST),
            ed.KeepTitle(Locale.KM),
            ed.SkipKhmerName(),
            ed.NewSession(0),
            ed.SendFile(),
            ed.Late(15),
            ed.Late(-5),
            ed.Reshift(1, ShiftRule.BREAKS, 1),
            pub.OpenPreview(),
            pub.OpenImport("0" * pub.FILE_SIGNS),
            pub.TakeBack(1),
            pub.Publish(1, 1),
            pub.TellNow(1),
            pub.UndoVersion(1),
            pub.Discard(0),
            pub.Discard(1),
            an.Announcements(),
            an.Earlier(0),
            an.Compose(1),
            an.WriteText(1, Locale.KM),
            an.WriteText(1, Locale.EN),
            an.KhmerOnly(1),
            an.AddMedia(1),
            an.DropMedia(1),
            an.SetPriority(1, Priority.URGENT),
            an.ChooseTime(1),
            an.SetTime(1, 30),
            to.ChooseAudience(1),
            to.ListAudiences(1, AudienceKind.ORGANISATION, 0),
            to.PickLanguage(1, Locale.KM),
            to.PickLevel(1, Level.NATIONAL),
            to.PickRole(1, Role.ORGANISER),
            to.PickOrganisation(1, 1),
            to.PickStarred(1, "panel"),
            to.PickWhole(1, AudienceKind.EVERYONE),
            an.PreviewAnnouncement(1),
            an.SendAnnouncement(1, 1),
            an.OpenAnnouncement(1),
            an.CorrectAnnouncement(1),
            an.KeepText(1, Locale.EN),
            an.SendCorrection(1, 1),
            an.WithdrawAnnouncement(1, 0),
            an.WithdrawAnnouncement(1, 1),
            bc.ShowProgress(DeliveryKind.ANNOUNCEMENT, "1"),
            bc.ShowProgress(DeliveryKind.CHANGE, "%-2"),
            bc.ListUnreached(DeliveryKind.ANNOUNCEMENT, "1"),
            bc.UnreachedSheet(DeliveryKind.ANNOUNCEMENT, "1"),
            bc.CancelUnsent(DeliveryKind.ANNOUNCEMENT, "1"),
            bc.CancelUnsent(DeliveryKind.CORRECTION, "1-1"),
            an.DiscardAnnouncement(1, 0),
            an.DiscardAnnouncement(1, 1),
            an.NewAnnouncement(),
        )
    ),
    *(
        (button, STAGE)
        for button in (stage.OpenStage(), stage.MarkStage("panel"), stage.FollowClock())
    ),
    *(
        (button, EVERYONE)
        for button in (
            # Grants only what its code does.
            team.ThisIsMe("x" * 22),
            *(any_.Open(place) for place in Place),
            any_.OpenDay(0, 0),
            any_.OpenSession("panel"),
            any_.Star("panel", 1),
            any_.Star("panel", 0),
            *(rem.ChooseScope(scope) for scope in ReminderScope),
            rem.ChooseLead(5),
            rem.ChooseBreaks(1),
            rem.ChooseMorning(0),
            any_.Ticket(),
            any_.StartRegistration(),
            any_.Consent(),
            any_.Back(Step.NAME),
            any_.Skip(Step.POSITION),
            any_.SameOrganisation(0),
            any_.ChooseLevel(Level.NATIONAL),
            any_.ChooseProvince("kampot"),
            any_.Edit(Step.NAME),
            any_.Confirm(),
            any_.CancelRegistration(),
            any_.ChangeRegistration(),
            any_.Withdraw(0),
            any_.Withdraw(1),
            any_.DeleteMyData(0),
            any_.DeleteMyData(1),
        )
    ),
    (any_.ChooseLanguage(Locale.EN, ""), EVERYONE | {STRANGER}),
]

WHILE_WRITING = {an.KeepText, ed.KeepTitle, ed.SkipKhmerName}
"""Buttons that mean something only to whoever is writing; to all others they are old."""

COMMANDS: dict[str, frozenset[str]] = {
    "admin": ORGANISERS,
    "team": ORGANISERS,
    "announce": ORGANISERS,
    "link": ORGANISERS,
    "late": ORGANISERS,
    "late 15": ORGANISERS,
    "stage": STAGE,
    "agenda": EVERYONE,
    "agenda panel": EVERYONE,
    "now": EVERYONE,
    "settings": EVERYONE,
    "help": EVERYONE,
    "language": EVERYONE,
    "privacy": EVERYONE,
    "mydata": EVERYONE,
    "start": EVERYONE,
    "register": EVERYONE,
    "cancel": EVERYONE,
}
