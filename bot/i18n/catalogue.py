"""The words people read: catalogues loaded once, with no fallback from one language to another."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import babel
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from bot.i18n.numbers import number
from storage.models import Locale, Text

LOCALES = Path(__file__).parent / "locales"

# CLDR's order, in which gettext catalogues number their plural forms.
_PLURAL_TAGS = ("zero", "one", "two", "few", "many", "other")


# A sentence, or of a counted message the sentence for one and the sentence for many.
MsgId = str | tuple[str, str]


class MissingTranslation(LookupError):
    """A catalogue has no words for a message: absent, empty or marked fuzzy."""

    def __init__(self, msgid: MsgId, locale: Locale) -> None:
        super().__init__(f"no {locale.value} translation of {msgid!r}")
        self.msgid = msgid
        self.locale = locale


class Words:
    """The words of one language.

    A message is looked up by its English sentence and never falls back to it. A value that is an
    `int` is written as the language writes numbers, a `Text` in this language. Every method raises
    `MissingTranslation` where the catalogue has no words, and KeyError where they name a value that
    was not given.
    """

    __slots__ = ("_forms", "_rule", "_tags", "locale")

    def __init__(self, locale: Locale, forms: Mapping[MsgId, tuple[str, ...]]) -> None:
        """Take translations as `read` gives them."""
        self.locale = locale
        self._forms = forms
        self._rule = babel.Locale(locale.value).plural_form
        self._tags = [tag for tag in _PLURAL_TAGS if tag in self._rule.tags or tag == "other"]

    def plain(self, msgid: str, /, **values: object) -> str:
        """Return a text without markup, for button labels and file names; nothing is escaped."""
        return self._form(msgid, 0).format_map(self._written(values))

    def html(self, msgid: str, /, **values: object) -> Markup:
        """Return a text in Telegram's HTML: the catalogue's tags stay, values are escaped.

        A value that is `Markup` already is left as it is.
        """
        return self._markup(self._form(msgid, 0), values)

    def plural(self, singular: str, plural: str, /, n: int, **values: object) -> Markup:
        """Return the text for a count, {n} in it, in Telegram's HTML (see `html`)."""
        return self._markup(self._counted(singular, plural, n), {"n": n, **values})

    def plain_plural(self, singular: str, plural: str, /, n: int, **values: object) -> str:
        """Return the text for a count, {n} in it, without markup."""
        template = self._counted(singular, plural, n)
        return template.format_map(self._written({"n": n, **values}))

    def msgids(self) -> frozenset[str]:
        """Return every message that has a translation; of a counted one, the singular."""
        return frozenset(id_ if isinstance(id_, str) else id_[0] for id_ in self._forms)

    def _form(self, msgid: MsgId, index: int) -> str:
        """Return one form of a message, its values not filled in yet."""
        forms = self._forms.get(msgid, ())
        if index >= len(forms):
            raise MissingTranslation(msgid, self.locale)
        return forms[index]

    def _counted(self, singular: str, plural: str, n: int) -> str:
        """Return the form of a message for a count."""
        return self._form((singular, plural), self._tags.index(self._rule(n)))

    def _written(self, values: Mapping[str, object]) -> dict[str, object]:
        """Write the numbers and the texts among the values."""
        return {name: self._one(value) for name, value in values.items()}

    def _one(self, value: object) -> object:
        if isinstance(value, Text):
            return value.in_(self.locale)
        return number(value, self.locale) if isinstance(value, int) else value

    def _markup(self, template: str, values: Mapping[str, object]) -> Markup:
        """Fill in values, escaped; the template is ours and is not."""
        safe = {name: escape(value) for name, value in self._written(values).items()}
        return Markup(template.format_map(safe))  # noqa: S704 -- every value is escaped above


@cache
def words(locale: Locale) -> Words:
    """Return the words of a language, its catalogue read once per process.

    Raises: FileNotFoundError where the language has no catalogue.
    """
    return Words(locale, read(LOCALES / locale.value / "LC_MESSAGES" / "messages.po"))


def read(path: Path) -> dict[MsgId, tuple[str, ...]]:
    """Read a .po file: by message, its translation in every plural form (one where not counted).

    Left out: fuzzy entries and those with a form that is empty.
    Raises: babel.messages.pofile.PoFileError naming the line that is not understood.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    found: dict[MsgId, tuple[str, ...]] = {}
    for message in catalogue:
        id_, string = message.id, message.string
        forms = (string,) if string is None or isinstance(string, str) else string
        written = tuple(form for form in forms if form)
        if id_ and not message.fuzzy and len(written) == len(forms):
            found[id_ if isinstance(id_, str) else (id_[0], id_[1])] = written
    return found
