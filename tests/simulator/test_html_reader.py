import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import Refusal
from simulator.html_reader import parse_html


def test_tags_become_entities_in_utf16_units() -> None:
    assert parse_html("👋 <b>Hi</b> <a href='https://example.org'>there</a> &lt;3") == (
        "👋 Hi there <3",
        [
            {"offset": 3, "length": 2, "type": "bold"},
            {"offset": 6, "length": 5, "type": "text_link", "url": "https://example.org/"},
        ],
    )


def test_nested_tags_and_code_with_a_language() -> None:
    assert parse_html('<b>a<i>b</i></b><pre><code class="language-python">x</code></pre>') == (
        "abx",
        [
            {"offset": 0, "length": 2, "type": "bold"},
            {"offset": 1, "length": 1, "type": "italic"},
            {"offset": 2, "length": 1, "type": "pre", "language": "python"},
        ],
    )


def test_spoilers_quotes_and_mentions() -> None:
    source = (
        '<span class="tg-spoiler">s</span><blockquote expandable>q</blockquote>'
        '<a href="tg://user?id=7">m</a><a href="nowhere at all">n</a>'
    )
    assert parse_html(source) == (
        "sqmn",
        [
            {"offset": 0, "length": 1, "type": "spoiler"},
            {"offset": 1, "length": 1, "type": "expandable_blockquote"},
            {"offset": 2, "length": 1, "type": "text_mention", "user_id": "7"},
        ],
    )


def test_references_other_than_telegrams_stay_as_they_are() -> None:
    assert parse_html("&amp; &quot; &nbsp; &#65; &#x1F44B; &") == ('& " &nbsp; A 👋 &', [])


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("a<br>", 'Unsupported start tag "br" at byte offset 1'),
        ("ក<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("1 < 2 and 3 > 2", 'Unsupported start tag "" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_refusals_in_telegrams_words(source: str, problem: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


@settings(deadline=None)
@given(st.text(alphabet="<>/&;\"'= abpreខ👋", max_size=40))
def test_any_source_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except Refusal:
        return
    size = len(text.encode("utf-16-le")) // 2
    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= size for e in entities)
