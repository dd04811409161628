"""The buttons of announcements; those of a draft carry its id: they never act on another one."""

from dataclasses import dataclass

from bot.callbacks import Callback
from storage.models import Locale, Priority


@dataclass(frozen=True, slots=True)
class Announcements(Callback):
    """Show what was announced, and what is being written."""

    CODE = "an"


@dataclass(frozen=True, slots=True)
class Earlier(Callback):
    """Show a page of what was announced; pages count from 0."""

    CODE = "an.list"
    page: int


@dataclass(frozen=True, slots=True)
class NewAnnouncement(Callback):
    """Write an announcement; what is being written is given up once its first text came."""

    CODE = "an.new"


@dataclass(frozen=True, slots=True)
class Compose(Callback):
    """Show a draft whole."""

    CODE = "an.draft"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class WriteText(Callback):
    """Write a draft's text in this language."""

    CODE = "an.text"
    announcement_id: int
    locale: Locale


@dataclass(frozen=True, slots=True)
class KhmerOnly(Callback):
    """Leave a draft without English, on purpose."""

    CODE = "an.km"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class AddMedia(Callback):
    """Send the photo or document that goes along."""

    CODE = "an.add"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class DropMedia(Callback):
    """Let no photo or document go along."""

    CODE = "an.bare"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class SetPriority(Callback):
    """Make a draft urgent, or not."""

    CODE = "an.prio"
    announcement_id: int
    priority: Priority


@dataclass(frozen=True, slots=True)
class ChooseTime(Callback):
    """Choose when a draft goes out, or write it."""

    CODE = "an.when"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class SetTime(Callback):
    """Let a draft go out in so many minutes from now; 0: as soon as it is confirmed."""

    CODE = "an.in"
    announcement_id: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PreviewAnnouncement(Callback):
    """Show a draft as people will get it."""

    CODE = "an.see"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class SendAnnouncement(Callback):
    """Send what a preview showed."""

    CODE = "an.send"
    announcement_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class DiscardAnnouncement(Callback):
    """Give a draft up; asked first, done with `sure`."""

    CODE = "an.drop"
    announcement_id: int
    sure: int


@dataclass(frozen=True, slots=True)
class OpenAnnouncement(Callback):
    """Show what was announced and how it went."""

    CODE = "an.open"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class CorrectAnnouncement(Callback):
    """Write a new wording of what was announced."""

    CODE = "an.fix"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class KeepText(Callback):
    """Leave the wording in this language as it is."""

    CODE = "an.keep"
    announcement_id: int
    locale: Locale


@dataclass(frozen=True, slots=True)
class SendCorrection(Callback):
    """Send the new wording that a preview showed."""

    CODE = "an.fixed"
    announcement_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class WithdrawAnnouncement(Callback):
    """Take back what was announced; asked first, done with `sure`."""

    CODE = "an.back"
    announcement_id: int
    sure: int
