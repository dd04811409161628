from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.html_reader import parse_html
from simulator.render import to_html


def test_text_is_escaped_and_tagged() -> None:
    text, entities = parse_html('<b>1 &lt; <i>2</i></b> 👋 <a href="https://x.org/?a=1&b=2">l</a>')
    assert to_html(text, entities) == (
        '<b>1 &lt; <i>2</i></b> 👋 <a href="https://x.org/?a=1&amp;b=2">l</a>'
    )


def test_overlapping_entities_nest() -> None:
    entities = [
        {"offset": 0, "length": 3, "type": "bold"},
        {"offset": 2, "length": 3, "type": "italic"},
    ]
    assert to_html("abcdef", entities) == "<b>ab<i>c</i></b>def"


def test_a_dangerous_link_is_text() -> None:
    link = [{"offset": 0, "length": 1, "type": "text_link", "url": "javascript:alert(1)"}]
    assert to_html("x", link) == "x"


@settings(deadline=None)
@given(
    st.text(max_size=12),
    st.lists(
        st.fixed_dictionaries(
            {
                "offset": st.integers(0, 15),
                "length": st.integers(0, 15),
                "type": st.sampled_from(["bold", "code", "spoiler", "url", "unknown"]),
            }
        ),
        max_size=4,
    ),
)
def test_any_entities_give_balanced_html(text: str, entities: list[dict[str, int]]) -> None:
    html = to_html(text, entities)
    for tag in ("b", "code", "tg-spoiler"):
        assert html.count(f"<{tag}>") == html.count(f"</{tag}>")
