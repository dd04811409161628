"""What a person typed at a step of the registration: the value it means, or what is wrong."""

import re

from rapidfuzz import fuzz, process

from bot.i18n.normalise import ascii_digits, has_khmer, has_latin, key, tidy
from storage.models import Level, Problem
from storage.places import LEVELS, PROVINCES

NAME_LENGTH = range(2, 81)
ORGANISATION_LENGTH = range(2, 121)
POSITION_LENGTH = range(2, 81)
PHONE_DIGITS = range(8, 16)
CLOSE = 85  # of 100; lower offers names that only share “Cambodia”


_OTHER_NAMES = {"sihanoukville": "preah sihanouk", "kampong som": "preah sihanouk"}


def a_name(text: str) -> str | Problem:
    """Read a full name, in Khmer or Latin script."""
    name = tidy(text)
    if len(name) >= NAME_LENGTH.stop:
        return Problem.NAME_TOO_LONG
    if len(name) not in NAME_LENGTH or not _in_letters(name) or re.search(r"[\d@/]", name):
        return Problem.NAME
    return name


def an_organisation(text: str) -> str | Problem:
    """Read an organisation's name."""
    name = tidy(text)
    fits = len(name) in ORGANISATION_LENGTH and _in_letters(name)
    return name if fits else Problem.ORGANISATION


def a_position(text: str) -> str | Problem:
    """Read what somebody does in their organisation."""
    position = tidy(text)
    fits = len(position) in POSITION_LENGTH and _in_letters(position)
    return position if fits else Problem.POSITION


def a_phone(text: str) -> str | Problem:
    """Read a phone number, in either kind of digits: `012345678` or `+85512345678`."""
    phone = re.sub(r"[\s().-]", "", ascii_digits(tidy(text)))
    digits = phone.removeprefix("+")
    fits = digits.isdecimal() and digits.isascii() and len(digits) in PHONE_DIGITS
    return phone if fits else Problem.PHONE


def a_level(text: str) -> Level | Problem:
    """Read a level, nearly as a button would have said it, in either language."""
    names = {
        (level, name): key(name)
        for level, both in LEVELS.items()
        for name in (both.km, both.en, both.km.removeprefix("ថ្នាក់"), both.en.removesuffix(" level"))
    }
    best = process.extractOne(key(text), names, scorer=fuzz.ratio, score_cutoff=CLOSE)
    return best[2][0] if best else Problem.LEVEL


def a_province(text: str) -> str | Problem:
    """Read a province's name, in either script and nearly right; return its id."""
    typed = re.sub(r"^(ខេត្ត|រាជធានី|ក្រុង)| (province|capital|city)$", "", key(text)).strip()
    typed = _OTHER_NAMES.get(typed, typed)
    names = {
        (slug, name): key(name) for slug, both in PROVINCES.items() for name in (both.km, both.en)
    }
    best = process.extractOne(typed, names, scorer=fuzz.ratio, score_cutoff=CLOSE)
    return best[2][0] if best else Problem.PROVINCE


def _in_letters(text: str) -> bool:
    return has_khmer(text) or has_latin(text)
