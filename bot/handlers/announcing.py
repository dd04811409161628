"""Which handler answers which button of announcements and broadcasts."""

from collections.abc import Mapping

from bot import callbacks_announce as buttons
from bot.callbacks import Callback
from bot.callbacks_audience import PICKS, ChooseAudience, ListAudiences
from bot.callbacks_broadcast import CancelUnsent, ListUnreached, ShowProgress, UnreachedSheet
from bot.handlers import (
    announce,
    announce_choices,
    announce_correction,
    announce_texts,
    broadcasts,
)
from bot.handlers.taps import Handle

BUTTONS: Mapping[type[Callback], Handle] = {
    buttons.Announcements: announce.announcements_,
    buttons.Earlier: announce.earlier,
    buttons.NewAnnouncement: announce_texts.new,
    buttons.Compose: announce.compose,
    buttons.WriteText: announce_texts.write_text,
    buttons.KhmerOnly: announce_choices.khmer_only,
    buttons.AddMedia: announce_texts.add_media,
    buttons.DropMedia: announce_choices.drop_media,
    buttons.SetPriority: announce_choices.set_priority,
    buttons.ChooseTime: announce_texts.choose_time,
    buttons.SetTime: announce_choices.set_time,
    ChooseAudience: announce_choices.choose_audience,
    ListAudiences: announce_choices.list_audiences,
    **{kind: announce_choices.pick(kind) for kind in PICKS},
    buttons.PreviewAnnouncement: announce.preview,
    buttons.SendAnnouncement: announce.send,
    buttons.DiscardAnnouncement: announce.discard,
    buttons.OpenAnnouncement: announce.open_,
    buttons.CorrectAnnouncement: announce_texts.correct,
    buttons.KeepText: announce_texts.keep_text,
    buttons.SendCorrection: announce_correction.send,
    buttons.WithdrawAnnouncement: announce_correction.withdraw,
    ShowProgress: broadcasts.open_progress,
    CancelUnsent: broadcasts.cancel,
    ListUnreached: broadcasts.list_unreached,
    UnreachedSheet: broadcasts.send_sheet,
}
