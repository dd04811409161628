from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from markupsafe import Markup

from bot.i18n.catalogue import MissingTranslation, Words, read, words
from bot.i18n.marked import N_
from storage.models import Locale, Text

EN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Send"
msgstr "Send"

msgid "<b>{name}</b> asks {n}"
msgstr "<b>{name}</b> asks {n}"

msgid "{n} person at {place}"
msgid_plural "{n} people at {place}"
msgstr[0] "{n} person at {place}"
msgstr[1] "{n} people at {place}"
"""

KM = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Send"
msgstr "ផ្ញើ"

msgid "<b>{name}</b> asks {n}"
msgstr "<b>{name}</b> សួរ {n}"

#, fuzzy
msgid "Doubtful"
msgstr "ប្រហែល"

msgid "Empty"
msgstr ""

msgid "{n} person at {place}"
msgid_plural "{n} people at {place}"
msgstr[0] "{n} នាក់ នៅ {place}"

#~ msgid "Gone"
#~ msgstr "បាត់"
"""


@pytest.fixture
def km(tmp_path: Path) -> Words:
    path = tmp_path / "km.po"
    path.write_text(KM, encoding="utf-8")
    return Words(Locale.KM, read(path))


@pytest.fixture
def en(tmp_path: Path) -> Words:
    path = tmp_path / "en.po"
    path.write_text(EN, encoding="utf-8")
    return Words(Locale.EN, read(path))


def test_read(tmp_path: Path) -> None:
    path = tmp_path / "km.po"
    path.write_text(KM, encoding="utf-8")
    assert read(path) == {
        "Send": ("ផ្ញើ",),
        "<b>{name}</b> asks {n}": ("<b>{name}</b> សួរ {n}",),
        ("{n} person at {place}", "{n} people at {place}"): ("{n} នាក់ នៅ {place}",),
    }


def test_a_broken_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "km.po"
    path.write_text('msgid "Send"\nmsgst "x"\n', encoding="utf-8")
    with pytest.raises(PoFileError):
        read(path)


def test_msgids(km: Words) -> None:
    assert km.msgids() == {"Send", "<b>{name}</b> asks {n}", "{n} person at {place}"}


def test_plain_writes_numbers_and_escapes_nothing(km: Words, en: Words) -> None:
    assert km.plain("Send") == "ផ្ញើ"
    assert km.plain("<b>{name}</b> asks {n}", name="A & B", n=1250) == "<b>A & B</b> សួរ ១,២៥០"
    assert en.plain("<b>{name}</b> asks {n}", name="A & B", n="x") == "<b>A & B</b> asks x"


def test_a_text_is_written_in_the_language_of_the_sentence(km: Words, en: Words) -> None:
    both = Text("វគ្គ <១>", "Session <1>")
    assert km.plain("<b>{name}</b> asks {n}", name=both, n=1) == "<b>វគ្គ <១></b> សួរ ១"
    assert en.html("<b>{name}</b> asks {n}", name=both, n=1) == "<b>Session &lt;1&gt;</b> asks 1"


def test_html_escapes_values_and_not_the_catalogue(km: Words) -> None:
    text = km.html("<b>{name}</b> asks {n}", name="<i>A & B</i>", n=3)
    assert text == Markup("<b>&lt;i&gt;A &amp; B&lt;/i&gt;</b> សួរ ៣")
    assert isinstance(text, Markup)
    kept = km.html("<b>{name}</b> asks {n}", name=Markup("<i>A</i>"), n=text)
    assert kept == f"<b><i>A</i></b> សួរ {text}"


def test_what_people_typed_is_not_a_template(en: Words) -> None:
    typed = en.html("<b>{name}</b> asks {n}", name="{n} {0} {name.__class__}", n="%s")
    assert typed == Markup("<b>{n} {0} {name.__class__}</b> asks %s")


@pytest.mark.parametrize(
    ("n", "khmer", "english"),
    [
        (0, "០ នាក់ នៅ A&amp;B", "0 people at A&amp;B"),
        (1, "១ នាក់ នៅ A&amp;B", "1 person at A&amp;B"),
        (2, "២ នាក់ នៅ A&amp;B", "2 people at A&amp;B"),
    ],
)
def test_plural(km: Words, en: Words, n: int, khmer: str, english: str) -> None:
    counted = ("{n} person at {place}", "{n} people at {place}")
    assert km.plural(*counted, n, place="A&B") == khmer
    assert en.plural(*counted, n=n, place="A&B") == english
    assert km.plain_plural(*counted, n, place="A&B") == khmer.replace("&amp;", "&")
    assert en.plain_plural(*counted, n, place="A&B") == english.replace("&amp;", "&")


@pytest.mark.parametrize(
    "msgid", ["Doubtful", "Empty", "Gone", "Unknown", "", "{n} person at {place}"]
)
def test_nothing_falls_back(km: Words, msgid: str) -> None:
    with pytest.raises(MissingTranslation) as missing:
        km.plain(msgid)
    assert (missing.value.msgid, missing.value.locale) == (msgid, Locale.KM)
    assert str(missing.value) == f"no km translation of {msgid!r}"


def test_a_plural_must_match_in_both_forms(en: Words) -> None:
    with pytest.raises(MissingTranslation, match="no en translation of"):
        en.plural("{n} person at {place}", "{n} persons at {place}", 2, place="x")


def test_a_value_that_is_missing_is_an_error(en: Words) -> None:
    with pytest.raises(KeyError, match="name"):
        en.html("<b>{name}</b> asks {n}", n=1)


def test_a_marked_message_is_itself() -> None:
    assert N_("Send") == "Send"


def test_the_words_of_a_language_are_read_once() -> None:
    assert words(Locale.KM) is words(Locale.KM)
    assert words(Locale.EN).locale is Locale.EN
