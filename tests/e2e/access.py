"""Who may do what, whole: every button and every command; who is not named in a row is refused.

The buttons are such as a screen may have; where one needs more than this, the row still says who
may tap it.
"""

from bot import callbacks as any_
from bot import callbacks_admin as adm
from bot import callbacks_announce as an
from bot import callbacks_audience as to
from bot import callbacks_broadcast as bc
from bot import callbacks_check_in as ci
from bot import callbacks_editing as ed
from bot import callbacks_moderation as mod
from bot import callbacks_publishing as pub
from bot import callbacks_qa_results as qa
from bot import callbacks_qa_rules as rules
from bot import callbacks_questions as q
from bot import callbacks_queue as sq
from bot import callbacks_registration as reg
from bot import callbacks_results as res
from bot import callbacks_running as run
from bot import callbacks_settings as rem
from bot import callbacks_stage as stage
from bot import callbacks_surveys as sv
from bot import callbacks_team as team
from bot.callbacks import Callback, Place
from storage.models import (
    AudienceKind,
    ChatLanguage,
    DeliveryKind,
    EntryStep,
    GuestKind,
    Level,
    Locale,
    Moderation,
    Priority,
    QuestionStatus,
    Reason,
    ReminderScope,
    Role,
    SessionRole,
    ShiftRule,
    Spot,
    Step,
)

STRANGER, ATTENDEE, SPEAKER, HELPER, MODERATOR, ORGANISER, REVOKED = PEOPLE = (
    "stranger",
    "attendee",
    "speaker",
    "helper",
    "moderator",
    "organiser",
    "revoked",  # was an organiser, and has an agenda's draft and an announcement's left
)
EVERYONE = frozenset(PEOPLE[1:])
STAGE = frozenset({MODERATOR, ORGANISER})
DESK = frozenset({HELPER, MODERATOR, ORGANISER})
SPEAKERS = frozenset({SPEAKER})
ORGANISERS = frozenset({ORGANISER})

QUESTION, OTHER_QUESTION = "A" * 22, "B" * 22
"""Two questions to the panel: one that is published, and one that waits."""

Row = tuple[Callback, frozenset[str]]

BUTTONS: list[Row] = [
    *(
        (button, ORGANISERS)
        for button in (
            team.OpenTeam(),
            team.OpenMember(2),
            team.Invite(Role.HELPER),
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
            rules.SetModeration("", Moderation.BEFORE),
            rules.SetModeration("", Moderation.AFTER),
            rules.PublishAtOnce("0" * 8),
            qa.ExportQuestions(qa.Sheet.CSV),
            qa.ExportQuestions(qa.Sheet.XLSX),
            res.OpenResults(),
            res.CloseSurvey(0),
            res.CloseSurvey(1),
            res.OpenSection(any_.short("policy"), 0),
            res.OpenTexts(any_.short("workshop"), any_.short("advice"), 0),
            res.OpenCompared(0),
            res.OpenRatings(0),
            sv.SwitchFeedback(0),
            sv.SwitchFeedback(1),
            res.OpenCharts(),
            *(res.DrawCharts(part) for part in res.Part),
            res.OpenExport(),
            *(res.ExportAll(made) for made in res.Made),
            ci.SendRoster(ci.Sheet.XLSX),
            ci.SendRoster(ci.Sheet.PRINT),
            ci.ReturnRoster(),
            ci.ApplyRoster("0" * 8),
            ci.SendPoster(),
        )
    ),
    *(
        (button, DESK)
        for button in (
            ci.OpenDesk(),
            ci.CheckIn(GuestKind.PARTICIPANT, 3),
            ci.CheckIn(GuestKind.WALK_IN, 1),
            ci.UndoCheckIn(GuestKind.PARTICIPANT, 3, 1751500000),
            ci.LetIn(3),
            ci.UndoLetIn(3, 1751500000, 1751400000),
            ci.StartWalkIn(),
            ci.SkipField(EntryStep.WALK_IN_PHONE),
            ci.StoreWalkIn(),
            ci.ForgetWalkIn(1),
        )
    ),
    *(
        (button, STAGE)
        for button in (
            stage.OpenStage(),
            stage.MarkStage("panel"),
            stage.FollowClock(),
            mod.OpenInbox(),
            *(mod.OpenBox(box, 0) for box in mod.Box),
            mod.OpenCase(QUESTION),
            mod.WriteAbout(QUESTION, mod.Wording.TEXT),
            mod.WriteAbout(QUESTION, mod.Wording.TRANSLATION),
            mod.WriteAbout(QUESTION, mod.Wording.REASON),
            mod.WriteAnswerTranslation(QUESTION, any_.short("thy-try")),
            mod.DropTranslation(QUESTION, "", ""),
            mod.ChooseReason(QUESTION, QuestionStatus.PENDING),
            mod.ChooseWhole(QUESTION),
            mod.ChooseSession(QUESTION, 0),
            mod.ChooseSpeakerFor(QUESTION, any_.short("panel")),
            mod.HandOver(QUESTION, any_.short("panel"), any_.short("thy-try")),
            mod.MergeInto(QUESTION, QUESTION),
            run.PutOnStage(QUESTION, Spot.NOW, 0),
            run.PutOnStage(QUESTION, Spot.NOW, 1),
            run.Reopen(QUESTION),
            mod.KeepReported(QUESTION),
            run.RunQuestions(any_.short("panel"), 0),
            run.RunFrom(QUESTION),
            run.PutOff(QUESTION),
            rules.OpenRules(),
            rules.OpenRule(any_.short("panel")),
            rules.SetOpen(any_.short("panel"), 1),
            qa.OpenSummaries(0),
            mod.Decline(OTHER_QUESTION, Reason.OFF_TOPIC, QuestionStatus.PENDING),
            mod.Reconsider(OTHER_QUESTION),
            mod.Approve(OTHER_QUESTION),
            run.MarkAnswered(OTHER_QUESTION, 0),
            run.MarkAnswered(OTHER_QUESTION, 1),
        )
    ),
    *(
        (button, SPEAKERS)
        for button in (
            sq.OpenQueue(0),
            sq.OpenMine(QUESTION),
            sq.OpenMine(QUESTION, 1),
            sq.WriteAnswer(QUESTION),
            sq.SendAnswer(QUESTION, "0" * 8),
            sq.DropAnswer(QUESTION),
            sq.WillAnswer(QUESTION),
            sq.ChooseOther(QUESTION),
            sq.PassTo(QUESTION, any_.short("cadt")),
            sq.NotMine(QUESTION),
        )
    ),
    *(
        (button, EVERYONE)
        for button in (
            # Grants only what its code does.
            team.ThisIsMe("x" * 22),
            q.ChooseAsk(),
            q.AskAbout(any_.short("panel")),
            q.AskSpeaker(any_.short("panel"), any_.short("thy-try")),
            q.RewriteAsk(any_.short("panel"), q.ANYONE),
            q.DropAsk(),
            q.SendAsk("z" * 22, any_.short("panel"), q.ANYONE, 1),
            q.FollowQuestion(QUESTION),
            q.OpenQuestions(""),
            q.OpenQuestions(any_.short("panel")),
            q.ChooseQuestions(),
            q.MoreQuestions(QUESTION, 0),
            q.OpenQuestion(QUESTION),
            q.Upvote(QUESTION, 1, 0),
            q.Upvote(QUESTION, 0, 1),
            q.ReportQuestion(QUESTION, 0),
            q.ReportQuestion(QUESTION, 1),
            sv.BeginSurvey(),
            sv.PickValue(0, 0),
            sv.TickValue(0, 0, 1),
            sv.PassItem(0, 0),
            sv.StepBack(0, 0),
            sv.ClearAnswer(0),
            sv.LookOver(0),
            sv.ChangeAnswer(0),
            sv.SendSurvey("0" * 8),
            sv.RateSession(any_.short("panel"), 5),
            sv.SayMore(any_.short("panel")),
            sv.SendComment(any_.short("panel")),
            sv.DropComment(),
            *(any_.Open(place) for place in Place),
            any_.OpenDay(0, 0),
            any_.OpenSession("panel"),
            any_.Star("panel", 1),
            any_.Star("panel", 0),
            *(rem.ChooseScope(scope) for scope in ReminderScope),
            rem.ChooseLead(5),
            rem.ChooseBreaks(1),
            rem.ChooseMorning(0),
            reg.Ticket(),
            reg.StartRegistration(),
            reg.Consent(),
            reg.Back(Step.NAME),
            reg.Skip(Step.POSITION),
            reg.SameOrganisation(0),
            reg.ChooseLevel(Level.NATIONAL),
            reg.ChooseProvince("kampot"),
            reg.Edit(Step.NAME),
            reg.Confirm(),
            reg.CancelRegistration(),
            reg.ChangeRegistration(),
            reg.Withdraw(0),
            reg.Withdraw(1),
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
    "checkin": DESK,
    "stage": STAGE,
    "moderate": STAGE,
    "export": ORGANISERS,
    "results": ORGANISERS,
    "queue": SPEAKERS,
    "ask": EVERYONE,
    "questions": EVERYONE,
    "survey": EVERYONE,
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
