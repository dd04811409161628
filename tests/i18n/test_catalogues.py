"""Every word people read is in both catalogues, and reads as `khmer.md` wants it written."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from bot.i18n import catalogue
from bot.services.event_fault import Problem
from storage.models import Locale

BOT = Path(catalogue.__file__).parents[1]
KEYWORDS = {"plain": None, "html": None, "N_": None, "plural": (1, 2), "plain_plural": (1, 2)}
FORMS = {Locale.KM: 1, Locale.EN: 2}
MsgId = str | tuple[str, str]

# Names and marks that stay in Latin letters inside a Khmer sentence.
LATIN = {
    "Telegram", "bot", "QR", "CCC", "ODC", "CADT", "DFAT", "UNESCO", "Hotel", "Cambodiana", "Excel",
    "English", "CSV", "PDF", "JSON", "TOML", "ID",
}  # fmt: skip

TAG = re.compile(r"</?[a-z][^>]*>")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# Copied or typed as they stand: code, addresses, commands, accounts, settings, names of files.
VERBATIM = re.compile(
    r"<(code|pre)>.*?</\1>|`[^`]*`|https?://\S+|(?<![\w<])/[a-z]+\b|@\w+|\b[A-Z]+(?:_[A-Z]+)+\b"
    r"|[\w-]*\.(?:ics|toml|csv|xlsx|pdf|json|db|env)\b|&[a-z]+;",
    re.ASCII | re.DOTALL,
)
KHMER_FAULTS = {
    "a zero-width character": r"[\u200b\u200c\u200d\u2060\ufeff]",
    "a no-break space": r"[\u00a0\u202f]",
    "ឲ instead of ឱ": "ឲ",
    "a space before a sign": r"\s[។៕៖ៗ?!]",
    "no space after ៖": r"៖(?=[^\s»])",
    "a Latin colon or full stop": r"(?<=[\u1780-\u17d3])[:.](?!\d)",
    "quotation marks other than «»": r"[\"“”‘’]",
    "a Latin digit": r"[0-9]",
    "a number that touches the word before": r"[\u1780-\u17d3](?<!ទី)(?<!ឆ្នាំ)[០-៩]",
    "a number that touches the word after": r"[០-៩][\u1780-\u17b3]",
    "a space after ទី or ឆ្នាំ": r"((?<!នា)ទី|ឆ្នាំ)\s[០-៩]",
    "a Latin word that touches a Khmer one": r"[\u1780-\u17d3][A-Za-z]|[A-Za-z][\u1780-\u17b3]",
}
CLOSING = {".": "។", "?": "?", "!": "។!", ":": "៖", "…": "…"}


def khmer_faults(text: str) -> list[str]:
    """Name what is wrong with the writing of a Khmer text."""
    words = PLACEHOLDER.sub("\ufffc", TAG.sub("", VERBATIM.sub("\ufffc", text)))
    faults = [fault for fault, pattern in KHMER_FAULTS.items() if re.search(pattern, words)]
    return faults + sorted(set(re.findall("[A-Za-z]+", words)) - LATIN)


def closing_faults(source: str, khmer: str) -> list[str]:
    """Name the lines that close otherwise in Khmer than in English."""
    lines = [TAG.sub("", text).strip().split("\n") for text in (source, khmer)]
    if len(lines[0]) != len(lines[1]):
        return [f"{len(lines[0])} lines in English, {len(lines[1])} in Khmer"]
    marks = "".join(CLOSING.values())
    faults = []
    for english, line in zip(*lines, strict=True):
        last, mark = english.rstrip()[-1:], line.rstrip()[-1:]
        wanted = CLOSING.get(last, "")
        if (mark not in wanted if wanted else mark in marks) and (wanted or mark):
            faults.append(line)
    return faults


def names(text: str) -> set[str]:
    """Return the names of the values that a text wants."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def tags(text: str) -> Counter[str]:
    """Count the tags of a text."""
    return Counter(TAG.findall(text))


@cache
def used() -> frozenset[MsgId]:
    """Return every message that the bot's code looks up."""
    found: set[MsgId] = set()
    for path in sorted(BOT.rglob("*.py")):
        with path.open("rb") as file:
            found |= {msgid for _, msgid, _, _ in extract("python", file, keywords=KEYWORDS)}  # type: ignore[misc]  # one sentence or two, by KEYWORDS
    return frozenset(found)


@cache
def load(locale: Locale) -> Catalog:
    with (catalogue.LOCALES / locale.value / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def entries(locale: Locale) -> list[Message]:
    return [message for message in load(locale) if message.id]


def both(message: Message) -> tuple[list[str], list[str]]:
    """Return a message's sentences in English and its translations."""
    id_, string = message.id, message.string
    sources = [id_] if isinstance(id_, str) else list(id_)
    forms = [string] if isinstance(string, str) else list(string or ())
    return sources, [form or "" for form in forms]


@pytest.mark.parametrize("locale", Locale)
def test_catalogues_hold_the_messages_in_use_and_no_others(locale: Locale) -> None:
    held = {id_ if isinstance(id_ := m.id, str) else tuple(id_) for m in entries(locale)}
    assert (sorted(map(str, used() - held)), sorted(map(str, held - used()))) == ([], [])
    assert held != set()


@pytest.mark.parametrize("locale", Locale)
def test_every_message_is_translated_in_every_form(locale: Locale) -> None:
    assert load(locale).num_plurals == FORMS[locale]
    assert list(load(locale).obsolete) == []
    for message in entries(locale):
        sources, forms = both(message)
        assert len(forms) == (1 if len(sources) == 1 else FORMS[locale]), message.id
        assert "" not in forms, message.id
        assert not message.fuzzy, message.id


def test_english_is_the_source_itself() -> None:
    assert [m.id for m in entries(Locale.EN) if both(m)[0] != both(m)[1]] == []


def test_translations_keep_values_and_tags() -> None:
    pairs = [(both(m)[0][-1], form) for m in entries(Locale.KM) for form in both(m)[1]]
    assert [pair for pair in pairs if names(pair[0]) != names(pair[1])] == []
    assert [pair for pair in pairs if tags(pair[0]) != tags(pair[1])] == []


def test_a_count_of_one_wants_no_other_values() -> None:
    counted = [both(m)[0] for m in entries(Locale.EN) if len(both(m)[0]) > 1]
    assert [pair for pair in counted if not names(pair[0]) <= names(pair[1])] == []


def test_khmer_is_written_as_khmer() -> None:
    # Faults of an event file name its keys and values as they stand in the file.
    written = [m for m in entries(Locale.KM) if m.id not in set(Problem)]
    faults = {f: khmer_faults(f) for m in written for f in both(m)[1]}
    assert {form: found for form, found in faults.items() if found} == {}


def test_khmer_sentences_close_as_english_ones_do() -> None:
    faults = [closing_faults(both(m)[0][-1], f) for m in entries(Locale.KM) for f in both(m)[1]]
    assert [found for found in faults if found] == []


@pytest.mark.parametrize(
    "text",
    [
        "សូមផ្ញើសំណួរ។ តើអ្នកយល់ព្រមទេ?",
        "<b>ឈ្មោះ៖</b> {name}",
        "សូមវាយ /ask ឬ <code>/late 10</code> ក្នុង Telegram។",
        "ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ៨:៣០-៩:០០ ព្រឹក",
        "យឺតប្រហែល {n} នាទី «{title}» ផ្សេងៗ https://t.me/x1 និង 📅 workshop.ics",
    ],
)
def test_good_khmer_passes(text: str) -> None:
    assert khmer_faults(text) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("ភ្នំ\u200bពេញ", ["a zero-width character"]),
        ("សូមឲ្យ", ["ឲ instead of ឱ"]),
        ("ផ្ញើ ។", ["a space before a sign"]),
        ("ឈ្មោះ៖{name}", ["no space after ៖"]),
        ("ឈ្មោះ: x", ["a Latin colon or full stop", "x"]),
        ('"ផ្ញើ"', ["quotation marks other than «»"]),
        ("មាន 5 នាក់", ["a Latin digit"]),
        ("មាន៥ នាក់", ["a number that touches the word before"]),
        ("មាន ៥នាក់", ["a number that touches the word after"]),
        ("ទី ៣", ["a space after ទី or ឆ្នាំ"]),
        ("សួរbot", ["a Latin word that touches a Khmer one"]),
        ("សូមចុច Send", ["Send"]),
    ],
)
def test_bad_khmer_is_named(text: str, faults: list[str]) -> None:
    assert khmer_faults(text) == faults


@pytest.mark.parametrize(
    ("source", "khmer", "faults"),
    [
        ("Sent.\n\n<b>Next?</b>", "បានផ្ញើ។\n\n<b>បន្ទាប់?</b>", []),
        ("Send", "ផ្ញើ", []),
        ("Sent.", "បានផ្ញើ", ["បានផ្ញើ"]),
        ("Send", "ផ្ញើ។", ["ផ្ញើ។"]),
        ("Sending…", "កំពុងផ្ញើ…", []),
        ("One.\nTwo.", "មួយ។", ["2 lines in English, 1 in Khmer"]),
    ],
)
def test_closing_signs(source: str, khmer: str, faults: list[str]) -> None:
    assert closing_faults(source, khmer) == faults
