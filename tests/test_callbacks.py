import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.callbacks import LIMIT, BadButton, Callback, ChooseLanguage, OpenDay, OpenSession, Star
from bot.callbacks_registration import SameOrganisation, StartRegistration, Withdraw
from storage.models import Locale

MODULES = [
    import_module(f"bot.{path.stem}")
    for path in sorted(Path(bot.__path__[0]).glob("callbacks*.py"))
]
KINDS = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Callback) and kind.__module__ == module.__name__
    if kind is not Callback
]
IDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-_", max_size=32)
NUMBERS = st.integers(-(2**63), 2**63 - 1)


def values(kind: Any, *, strings: int, numbers: int) -> st.SearchStrategy[Any]:
    """Every value that a field may have of a button that has so many strings and numbers."""
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    if strings > 1:  # then all but one are short, a digest for one; a number counts pages
        short = IDS.map(lambda text: text[: 36 // strings])
        return {int: st.integers(-9, 9999), str: short}[kind]
    # Beside an id, one number may be anybody's; of several each counts something.
    return {int: NUMBERS if numbers == 1 else st.integers(-9, 10**9), str: IDS}[kind]


@st.composite
def buttons(draw: st.DrawFn) -> Callback:
    kind = draw(st.sampled_from(KINDS))
    hints = get_type_hints(kind)
    of = [hints[field.name] for field in fields(kind)]
    strings, numbers = of.count(str), of.count(int)
    return kind(*(draw(values(each, strings=strings, numbers=numbers)) for each in of))


def test_every_kind_is_a_frozen_class_of_its_own_code() -> None:
    codes = [kind.CODE for kind in KINDS]

    assert all(is_dataclass(kind) for kind in KINDS)
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if ":" in code] == []


@given(buttons())
def test_what_is_encoded_is_read_back(button: Callback) -> None:
    data = button.encode()

    assert type(button).decode(data) == button
    assert len(data.encode()) <= LIMIT


@given(buttons())
def test_one_pattern_recognises_a_button(button: Callback) -> None:
    data = button.encode()

    assert [kind for kind in KINDS if re.match(kind.pattern(), data)] == [type(button)]


@given(buttons(), st.sampled_from(KINDS))
def test_no_kind_reads_the_data_of_another(button: Callback, kind: type[Callback]) -> None:
    if kind is not type(button):
        with pytest.raises(BadButton):
            kind.decode(button.encode())


@given(st.text(max_size=70) | IDS.map("ses:{}".format), st.sampled_from(KINDS))
def test_forged_data_is_read_as_what_it_says_or_refused(data: str, kind: type[Callback]) -> None:
    try:
        button = kind.decode(data)
    except BadButton:
        return
    assert button.encode() == data


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (OpenDay, None),
        (OpenDay, ""),
        (OpenDay, "day"),
        (OpenDay, "day:1"),
        (OpenDay, "day:1:2:3"),
        (OpenDay, "day:one:two"),
        (OpenDay, "day: 1:2"),
        (OpenDay, "day:01:2"),
        (OpenDay, "day:+1:2"),
        (OpenDay, "day:1_0:2"),
        (OpenDay, "day:១:2"),
        (OpenDay, "day:1.0:2"),
        (OpenDay, "Day:1:2"),
        (OpenDay, "day:1:2\n"),
        (ChooseLanguage, "lang:fr:"),
        (ChooseLanguage, "lang:km"),
        (StartRegistration, "reg:1"),
        (StartRegistration, "reg.ok"),
        (Withdraw, "wd:True"),
        (OpenSession, "ses:" + "x" * 61),
        (OpenSession, "ses:\ud800"),
        (SameOrganisation, "reg.org:9223372036854775808"),
        (SameOrganisation, "reg.org:-9223372036854775809"),
    ],
)
def test_forged_data_is_refused(kind: type[Callback], data: str | None) -> None:
    with pytest.raises(BadButton):
        kind.decode(data)


@pytest.mark.parametrize(
    "button",
    [
        ChooseLanguage(Locale.KM, "p" * 57),
        OpenSession("ខ" * 21),
        OpenSession("a:b"),
        Star("\ud800", 1),
    ],
)
def test_a_button_that_would_not_come_back_is_never_made(button: Callback) -> None:
    with pytest.raises(ValueError, match=r"does not fit|surrogates"):
        button.encode()


def test_what_a_button_carries() -> None:
    assert ChooseLanguage(Locale.EN, "session_panel").encode() == "lang:en:session_panel"
    assert OpenDay(2, 0).encode() == "day:2:0"
    assert Star("panel", 1).encode() == "star:panel:1"
    assert StartRegistration().encode() == "reg"
