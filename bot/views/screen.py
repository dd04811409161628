"""A screen: text, the buttons under it, and what stands where the keyboard is."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.callbacks import Callback, Open, Place
from bot.i18n.catalogue import words
from bot.i18n.marked import N_
from storage.models import Locale, MediaKind

_PLACES = {
    Place.HOME: N_("Main menu"),
    Place.AGENDA: N_("Agenda"),
    Place.NOW: N_("What is on now"),
    Place.ASK: N_("Ask a question"),
    Place.QUESTIONS: N_("Questions"),
    Place.HELP: N_("Help"),
    Place.ABOUT: N_("About the workshop"),
    Place.LANGUAGE: N_("Change language"),
    Place.PRIVACY: N_("Privacy"),
    Place.MY_DATA: N_("My data"),
    Place.SETTINGS: N_("Reminders"),
    Place.SURVEY: N_("Survey"),
}


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    callback: Callback


@dataclass(frozen=True, slots=True)
class Key:
    """A key in place of the keyboard; `contact` shares the person's own phone number."""

    label: str
    contact: bool = False


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or document that Telegram has already; the text becomes its caption."""

    kind: MediaKind
    file_id: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One message in Telegram's HTML: the type of `text` says that it is escaped.

    `keys` stand in place of the keyboard; `clears_keys` takes those of an earlier screen away.
    Buttons and keys exclude each other: a message carries one of them. `alone`: it is never put
    into one message with others.
    """

    text: Markup
    rows: Rows = ()
    keys: tuple[tuple[Key, ...], ...] = ()
    clears_keys: bool = False
    attachment: Attachment | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file to send."""

    name: str
    content: bytes
    caption: Markup
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map; degrees, WGS 84."""

    title: str
    address: str
    latitude: float
    longitude: float


def lines(*parts: Markup | None) -> Markup:
    """Join the parts that are there, a line each."""
    return Markup("\n").join(part for part in parts if part)


def paragraphs(*parts: Markup | None) -> Markup:
    """Join the parts that are there with a blank line between them."""
    return Markup("\n\n").join(part for part in parts if part)


def bold(text: str) -> Markup:
    """Return a text in bold."""
    return Markup("<b>{}</b>").format(text)


def place(locale: Locale, where: Place) -> Button:
    """Return the button that opens a screen."""
    return Button(words(locale).plain(_PLACES[where]), Open(where))
