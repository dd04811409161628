from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.views import pages
from simulator.html_reader import parse_html

BLOCKS = st.lists(
    st.builds(
        Markup.format,
        st.sampled_from([Markup("{}"), Markup("<b>{}</b>"), Markup("• {} <i>!</i>")]),
        st.text(max_size=40),
    ),
    max_size=20,
)


@given(st.text())
def test_length_counts_what_is_left_of_a_text_after_its_tags(text: str) -> None:
    assert pages.length(escape(text)) == len(text)
    assert pages.length(Markup("<b>{}</b> <i>.</i>").format(text)) == len(text) + 2


@given(BLOCKS)
def test_length_is_what_telegram_counts(blocks: list[Markup]) -> None:
    text = Markup("\n").join(blocks)

    assert pages.length(text) == len(parse_html(text)[0])


@given(BLOCKS, st.integers(1, 8), st.integers(1, 120))
def test_pages_hold_every_block_once_and_in_order(
    blocks: list[Markup], most: int, room: int
) -> None:
    split = pages.split(blocks, most=most, room=room)

    assert [block for page in split for block in page] == blocks
    assert all(len(page) <= most for page in split)
    assert all(split) or split == [[]]


@given(BLOCKS, st.integers(1, 8), st.integers(1, 120))
def test_a_page_keeps_to_its_room_unless_one_block_is_larger(
    blocks: list[Markup], most: int, room: int
) -> None:
    for page in pages.split(blocks, most=most, room=room):
        assert len(page) <= 1 or pages.length(Markup("\n").join(page)) <= room


@given(BLOCKS, st.integers(1, 8), st.integers(1, 120))
def test_no_page_ends_while_the_next_block_would_fit(
    blocks: list[Markup], most: int, room: int
) -> None:
    split = pages.split(blocks, most=most, room=room)

    for page, following in pairwise(split):
        longer = Markup("\n").join([*page, following[0], Markup("")])
        assert len(page) == most or pages.length(longer) > room


@given(BLOCKS, st.integers(1, 300))
def test_fit_takes_blocks_from_the_first_on_for_as_long_as_they_fit(
    blocks: list[Markup], limit: int
) -> None:
    said = [block for block in blocks if block]
    beginnings = [Markup("\n\n").join(said[:n]) for n in range(len(said) + 1)]
    fitting = [text for text in beginnings if pages.length(text) <= limit]

    assert pages.fit(blocks, limit=limit) == fitting[-1]


@given(st.lists(st.text("a ", min_size=1, max_size=40), max_size=9), st.integers(1, 300))
def test_shrunk_cuts_no_more_than_it_must(texts: list[str], limit: int) -> None:
    def write(most: int | None) -> list[Markup | None]:
        return [None, *(escape(text[:most]) for text in texts)]

    cuts = [Markup("\n\n").join(block for block in write(most) if block) for most in (None, 9, 3)]
    fitting = [text for text in cuts if pages.length(text) <= limit]

    assert pages.shrunk(write, mosts=(None, 9, 3), limit=limit) == (
        fitting[0] if fitting else pages.fit(filter(None, write(3)), limit=limit)
    )


def test_nothing_has_one_empty_page() -> None:
    assert pages.split([], most=3, room=100) == [[]]
    assert pages.fit([]) == ""
