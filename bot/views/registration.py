"""Registration: what each step asks, and what was wrong with the answer."""

from bot.callbacks_registration import (
    Back,
    CancelRegistration,
    ChooseLevel,
    ChooseProvince,
    Confirm,
    Consent,
    Edit,
    SameOrganisation,
    Skip,
)
from bot.i18n import dates
from bot.i18n.catalogue import Words, words
from bot.i18n.clusters import shorten
from bot.i18n.marked import N_
from bot.views.problems import problem
from bot.views.screen import Button, Key, Rows, Screen, paragraphs
from bot.views.standing import FIELDS, details
from storage.models import Draft, Event, Level, Locale, Step, Turn
from storage.places import LEVELS, PROVINCES

LABEL = 30  # clusters of an organisation's name on a button
PROVINCES_A_ROW = 2
SKIP = N_("Skip")
BACK = N_("‹ Back")
CANCEL = N_("Cancel")
SHARE = N_("Share my phone number")

_QUESTIONS = {
    Step.NAME: N_("Please write your full name, in Khmer or Latin letters."),
    Step.ORGANISATION: N_("Which organisation are you from?"),
    Step.POSITION: N_("What is your position there? You may skip this."),
}
_NUMBERS = {
    Step.NAME: 1,
    Step.ORGANISATION: 2,
    Step.SAME_ORGANISATION: 2,
    Step.LEVEL: 3,
    Step.PROVINCE: 3,
    Step.POSITION: 4,
    Step.PHONE: 5,
}


def step(turn: Turn, event: Event, locale: Locale) -> Screen:
    """Show the step where a registration stands, with what was wrong with the last answer."""
    conversation = turn.conversation
    wrong = turn.problem and problem(turn.problem, conversation.draft.misses, event, locale)
    asked = _asked(turn, event, locale)
    number = _NUMBERS.get(conversation.step)
    heading = words(locale).html("<b>Registration</b> · {n} of {total}", n=number, total=5)
    return Screen(
        paragraphs(wrong or None, heading if number and not wrong else None, asked.text),
        asked.rows,
        asked.keys,
    )


def pressed(text: str) -> str | None:
    """Return which key of the phone step somebody pressed: SKIP, BACK, CANCEL, or None."""
    for msgid in (SKIP, BACK, CANCEL):
        if text in {words(locale).plain(msgid) for locale in Locale}:
            return msgid
    return None


def _asked(turn: Turn, event: Event, locale: Locale) -> Screen:
    _ = words(locale)
    at, draft = turn.conversation.step, turn.conversation.draft
    match at:
        case Step.NAME | Step.ORGANISATION | Step.POSITION:
            screen = Screen(_.html(_QUESTIONS[at]), _way_back(_, at))
        case Step.CONSENT:
            screen = _notice(event, locale)
        case Step.SAME_ORGANISATION:
            screen = _close(turn, locale)
        case Step.LEVEL:
            screen = _levels(_, locale)
        case Step.PROVINCE:
            screen = _provinces(_, locale)
        case Step.PHONE:
            screen = _phone(_)
        case Step.SUMMARY:
            screen = _summary(draft, locale)
    return screen


def _notice(event: Event, locale: Locale) -> Screen:
    _ = words(locale)
    return Screen(
        paragraphs(
            _.html("<b>Before you register</b>"),
            _.html(
                "To hold your place, the organisers keep your name, organisation, level, province,"
                " position and phone number. You may skip the last two."
            ),
            _.html(
                "Only the organisers see them, and at the door your name and organisation are seen."
                " They are deleted on {date}, or at once when you ask:"
                " /mydata.",
                date=dates.date(event.purge_on, locale),
            ),
            _.html("Do you agree?"),
        ),
        (
            (Button(_.plain("I agree"), Consent()),),
            (Button(_.plain("I do not agree"), CancelRegistration()),),
        ),
    )


def _close(turn: Turn, locale: Locale) -> Screen:
    _ = words(locale)
    typed = turn.conversation.draft.typed_organisation or ""
    return Screen(
        _.html("Others wrote an organisation like “{typed}”. Is it one of these?", typed=typed),
        (
            *(
                (Button(shorten(known.name, LABEL), SameOrganisation(known.id)),)
                for known in turn.close
            ),
            (Button(_.plain("No, keep what I wrote"), SameOrganisation(0)),),
            *_way_back(_, Step.SAME_ORGANISATION),
        ),
    )


def _levels(_: Words, locale: Locale) -> Screen:
    return Screen(
        _.html("At which level does your organisation mostly work?"),
        (
            *((Button(name.in_(locale), ChooseLevel(level)),) for level, name in LEVELS.items()),
            *_way_back(_, Step.LEVEL),
        ),
    )


def _provinces(_: Words, locale: Locale) -> Screen:
    buttons = [
        Button(name.in_(locale), ChooseProvince(province)) for province, name in PROVINCES.items()
    ]
    return Screen(
        _.html("In which province or capital? Tap it, or write its name."),
        (
            *(
                tuple(buttons[start : start + PROVINCES_A_ROW])
                for start in range(0, len(buttons), PROVINCES_A_ROW)
            ),
            *_way_back(_, Step.PROVINCE),
        ),
    )


def _phone(_: Words) -> Screen:
    return Screen(
        _.html(
            "Which phone number can the organisers reach you at? Tap the button to share it, or"
            " write it. You may skip this."
        ),
        keys=(
            (Key(_.plain(SHARE), contact=True),),
            (Key(_.plain(SKIP)),),
            (Key(_.plain(BACK)), Key(_.plain(CANCEL))),
        ),
    )


def _summary(draft: Draft, locale: Locale) -> Screen:
    _ = words(locale)
    editable = [
        Button(_.plain("Change: {field}", field=_.plain(FIELDS[at])), Edit(at))
        for at in FIELDS
        if at is not Step.PROVINCE or draft.level is Level.SUB_NATIONAL
    ]
    return Screen(
        paragraphs(
            _.html("<b>Is everything right?</b>"),
            details(draft, locale),
            _.html("Tap a line to change it, or confirm."),
        ),
        (
            (Button(_.plain("✅ Confirm"), Confirm()),),
            *((button,) for button in editable),
            (Button(_.plain(CANCEL), CancelRegistration()),),
        ),
    )


def phone_taken(phone: str | None, locale: Locale) -> Screen:
    """Say what was noted of the phone number, and take the keys away."""
    _ = words(locale)
    said = _.html("Phone: {phone}", phone=phone) if phone else _.html("All right, no phone number.")
    return Screen(said, clears_keys=True)


def keys_gone(locale: Locale) -> Screen:
    """Take the keys of the phone step away, for whoever left it another way."""
    return Screen(words(locale).html("All right."), clears_keys=True)


def _way_back(_: Words, at: Step) -> Rows:
    skip = (Button(_.plain(SKIP), Skip(at)),)
    return (
        *((skip,) if at is Step.POSITION else ()),
        (Button(_.plain(BACK), Back(at)), Button(_.plain(CANCEL), CancelRegistration())),
    )
