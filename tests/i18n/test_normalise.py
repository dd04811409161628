import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.clusters import clusters
from bot.i18n.normalise import has_khmer, has_latin, key, tidy

KHMER = "".join(map(chr, range(0x1780, 0x17EA)))
UNSEEN = "\u17b4\u00ad\u2800\ufe0f\u200b\u200c\u200d\u2060\ufeff"
MIXED = KHMER + UNSEEN + " \u00a0\n\r\t\x00\x1b\u0301\u0327\u0345aÉßİ.,«»5"
texts = (
    st.text() | st.text(st.sampled_from(MIXED)) | st.text(st.sampled_from(MIXED) | st.characters())
)


@given(texts)
def test_tidy_changes_nothing_the_second_time(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy(tidy(text, keep_lines=True), keep_lines=True) == tidy(text, keep_lines=True)


@given(texts)
def test_key_changes_nothing_the_second_time(text: str) -> None:
    assert key(key(text)) == key(text)


@given(texts)
def test_what_is_stored_compares_like_what_was_typed(text: str) -> None:
    assert key(tidy(text)) == key(text)
    assert key(unicodedata.normalize("NFD", text)) == key(text)


@given(texts)
def test_tidy_can_be_stored_and_sent(text: str) -> None:
    stored = tidy(text, keep_lines=True)
    assert stored == stored.strip()
    assert [c for c in stored if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"] == []
    assert [c for c in stored if c in "\u200b\u200c\u200d\u2060\ufeff\u00a0"] == []
    assert "\n\n\n" not in stored
    stored.encode()


@given(st.permutations(["្រ", "្ត", "៉", "េ", "ី", "ំ", "ះ"]))
def test_signs_compare_equal_in_any_order(signs: list[str]) -> None:
    assert key("ស" + "".join(signs)) == "ស្ត្រ៉ើំះ"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  Sok \u00a0 Dara\u202f", "Sok Dara"),
        ("ភ្នំ\u200bពេញ\ufeff", "ភ្នំពេញ"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("a\x00b\x1bc\u202ed", "abcd"),
        ("e\u0301", "é"),
        ("\ud83d ok", "ok"),
        (" \u200b\n ", ""),
        ("a\u2800b\u3164", "a b"),
        ("co\u00adoperation", "cooperation"),
        ("❤\ufe0f \ufe0f\u2066\ufe0f", "❤\ufe0f"),  # a sign that says how the one before it looks
        ("ក\u17b4ខ", "កខ"),
    ],
)
def test_tidy(text: str, stored: str) -> None:
    assert tidy(text) == stored


@pytest.mark.parametrize(
    "sign",
    [
        *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u2060\u2061\u206a",
        *"\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\U0001d173\U000e0041\U000e0101",
    ],
)
def test_what_nobody_can_see_is_nothing(sign: str) -> None:
    for text in (sign * 9, f"{sign} " * 9, f"\u200b{sign}\u2800{sign}\n" * 9):
        assert tidy(text, keep_lines=True) == tidy(text) == key(text) == ""


def test_tidy_keeps_lines_where_asked() -> None:
    assert tidy(" one \r\n\t two\n\n \n\nthree \n", keep_lines=True) == "one\ntwo\n\nthree"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("អ\u17d2\u178aី", "អ\u17d2\u178fី"),  # coeng ដ, coeng ត
        ("ឲ្យ", "ឱ្យ"),
        ("ក\u17c1\u17b8ត", "កើត"),
        ("ក\u17c1\u17b6ះ", "កោះ"),
        ("ប្រ\u17c1\u17b6ស", "ប\u17c1្រ\u17b6ស"),
        ("ស\u17d2\u179a\u17d2\u178fី", "ស\u17d2\u178f\u17d2\u179aី"),  # coeng រ first, last
        ("ស\u17b8\u17ca", "ស\u17ca\u17b8"),  # vowel before, after the shifter
        ("ប\u17b6\u17c6ង", "ប\u17c6\u17b6ង"),
        ("ក្រុ\u200bម", "ក្រុម"),
        ("ថ្ងៃទី៣", "ថ្ងៃទី3"),
        ("OPEN  Development\u00a0Cambodia", "open development cambodia"),
        ("STRASSE", "straße"),
        ("«អង្គការ» (ODC)", "អង្គការ ODC"),
        ("Non-profit, Inc.", "non profit inc"),
        ("ក្", "ក"),  # a coeng with nothing below it yet
    ],
)
def test_key_makes_spellings_equal(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("កា", "កី"), ("ស្រី", "សី"), ("កែប", "កែម"), ("ដា", "តា"), ("ម៉ៅ", "មៅ")]
)
def test_key_keeps_different_words_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_key_of_ordinary_khmer_is_ordinary_khmer() -> None:
    words = "គណៈកម្មាធិការសហប្រតិបត្តិការដើម្បីកម្ពុជា ស៊ីវិល យ៉ាណា ព្រហស្បតិ៍ ឧត្តម"
    assert key(words) == words
    assert len(clusters(key(words))) == len(clusters(words))


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("សុខ ដារ៉ា", (True, False)),
        ("Sok Dara", (False, True)),
        ("អង្គការ ODC", (True, True)),
        ("Éa", (False, True)),
        ("៥ 5 ។ ?", (False, False)),
        ("", (False, False)),
    ],
)
def test_scripts_of_a_text(text: str, scripts: tuple[bool, bool]) -> None:
    assert (has_khmer(text), has_latin(text)) == scripts
