import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.clusters import clusters, length, shorten, split

KHMER = "".join(map(chr, range(0x1780, 0x17DE)))
SYLLABLES = ["ក", "ស្ត្រី", "ខ្ញុំ", "ព្រះ", "ប៉ៃ", "ឱ្យ", "ៗ", "។", "។ ", ". ", "? ", " ", "\n", "\n\n"]
texts = (
    st.text(max_size=80)
    | st.text(st.sampled_from(KHMER + "\u200b\u200d \n.a"), max_size=80)
    | st.lists(st.sampled_from(SYLLABLES), max_size=60).map("".join)
)
parted = re.compile(r"\u17d2\0[\u1780-\u17b3]")


def without_spaces(text: str) -> str:
    return "".join(text.split())


@given(texts)
def test_clusters_are_the_text_and_hold_coengs(text: str) -> None:
    parts = clusters(text)
    assert "".join(parts) == text
    assert length(text) == len(parts)
    assert parted.search("\0".join(parts)) is None


@given(texts, st.integers(1, 30))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, most: int) -> None:
    short = shorten(text, most)
    assert length(short) <= most
    assert short == text or text.startswith(short.removesuffix("…"))
    assert (short == text) == (length(text) <= most)


@given(texts, st.integers(1, 30), st.integers(1, 3))
def test_a_text_shortened_by_its_signs_too_fits_and_is_a_beginning(
    text: str, most: int, signs: int
) -> None:
    short = shorten(text, most, signs=signs)
    assert length(short) <= most
    assert len(short) <= signs * most
    assert short == text or text.startswith(short.removesuffix("…"))
    assert (short == text) == (length(text) <= most and len(text) <= signs * most)


@given(texts, st.integers(1, 30))
def test_parts_fit_and_lose_only_white_space(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert [part for part in parts if len(part) > limit or not part.strip()] == []
    assert without_spaces("".join(parts)) == without_spaces(text)


@given(texts, st.integers(1, 30))
def test_parts_keep_clusters_whole_where_they_fit(text: str, limit: int) -> None:
    # A sign typed after a space hangs on that space, which is dropped at a cut.
    text = re.sub(r"(?<!\S)\W+", " ", text)
    whole = set(clusters(text)) | {" "}
    if all(len(cluster) <= limit for cluster in whole):
        assert {cluster for part in split(text, limit) for cluster in clusters(part)} <= whole


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ស្ត្រី", ["ស្ត្រី"]),
        ("ខ្ញុំ", ["ខ្ញុំ"]),
        ("ប៉ៃលិន", ["ប៉ៃ", "លិ", "ន"]),
        ("ក្រុម១", ["ក្រុ", "ម", "១"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩\u200d👧!", ["👩\u200d👧", "!"]),
        ("", []),
    ],
)
def test_clusters(text: str, parts: list[str]) -> None:
    assert clusters(text) == parts


def test_shorten() -> None:
    assert shorten("ស្ត្រីខ្មែរ", 4) == "ស្ត្រីខ្មែរ"
    assert shorten("ស្ត្រីខ្មែរទាំងអស់", 3) == "ស្ត្រីខ្មែ…"
    assert shorten("Open Development", 6) == "Open…"
    assert shorten("ស្ត្រីខ្មែរ", 4, signs=2) == "ស្ត្រី…"
    assert shorten("ស្ត្រី" + "\u17d0" * 90 + "ក", 4, signs=2) == "ស្ត្រី\u17d0…"
    with pytest.raises(ValueError, match="no room for a text: 0"):
        shorten("a", 0)


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("one two.\nthree\n\nfour five", 20, ["one two.\nthree", "four five"]),
        ("one two four.\nthree five", 20, ["one two four.", "three five"]),
        ("one. two three four", 12, ["one. two", "three four"]),
        ("aaa bbb ccc. ddd eee", 16, ["aaa bbb ccc.", "ddd eee"]),
        ("សួស្តី។សូមអរគុណ", 10, ["សួស្តី។", "សូមអរគុណ"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("ស្ត្រីស្ត្រី", 8, ["ស្ត្រី", "ស្ត្រី"]),
        ("ស្ត្រី", 4, ["ស្ត្", "រី"]),
        ("  \n ", 2, []),
        ("", 5, []),
        ("a  b", 10, ["a  b"]),
    ],
)
def test_split(text: str, limit: int, parts: list[str]) -> None:
    assert split(text, limit) == parts


def test_split_needs_room() -> None:
    with pytest.raises(ValueError, match="no room for a text: 0"):
        split("a", 0)


def test_a_long_text_is_cut_for_telegram() -> None:
    sentence = "សំណួររបស់អ្នកត្រូវបានផ្ញើទៅអ្នករៀបចំ។ "
    parts = split(sentence * 300, 4096)
    assert len(parts) == 3
    assert {part.rstrip()[-1] for part in parts} == {"។"}
    assert unicodedata.normalize("NFC", "".join(parts)) == "".join(parts)
