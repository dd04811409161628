"""The tables of the export, row by row, with both languages side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.i18n.catalogue import words
from bot.i18n.marked import N_
from bot.views import spreadsheets
from bot.views.export_files import Row
from bot.views.results_parts import reversed_if_scale
from bot.views.survey_words import value_word
from storage.models import Agenda, Distribution, ItemKind, ItemResult, Locale, Results, Text

KM, EN = words(Locale.KM), words(Locale.EN)
WITHHELD = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: msgids of its title, of what it says, and of each column with what that says."""

    name: str
    title: str
    about: str
    columns: tuple[tuple[str, str, int], ...]
    """Heading, what stands there, width in characters."""

    @property
    def sheet(self) -> str:
        """Return the title of the sheet, in both languages; Excel allows 31 characters."""
        return f"{KM.plain(self.title)} {EN.plain(self.title)}"[:31]

    @property
    def head(self) -> list[str]:
        """Return the heading in both languages."""
        return [spreadsheets.both(heading) for heading, _about, _width in self.columns]

    @property
    def widths(self) -> list[int]:
        """Return how wide each column is."""
        return [width for *_texts, width in self.columns]


_QUESTION_KM = (N_("Question in Khmer"), N_("As it was asked in Khmer"), 50)
_QUESTION_EN = (N_("Question in English"), N_("As it was asked in English"), 50)
_COUNTED = N_("Answers counted")
_LABEL_KM = (N_("Answer in Khmer"), N_("What the value reads in Khmer"), 30)
_LABEL_EN = (N_("Answer in English"), N_("What the value reads in English"), 30)
ABOUT = Table(
    "about",
    N_("About"),
    N_("What each sheet and each column holds"),
    (
        (N_("Sheet"), N_("The name of the sheet, or of the file"), 28),
        (N_("Column"), N_("The heading of the column; empty for the sheet as a whole"), 36),
        (N_("In Khmer"), N_("What stands there, in Khmer"), 70),
        (N_("In English"), N_("What stands there, in English"), 70),
    ),
)
RESULTS = Table(
    "results",
    N_("Results"),
    N_("How often each value was chosen: a row for each item and value"),
    (
        (N_("Section"), N_("The part of the survey"), 30),
        (N_("Item"), N_("The item's short name in the event file"), 18),
        _QUESTION_KM,
        _QUESTION_EN,
        (N_("Value"), N_("The value as it is stored; empty for those who did not answer"), 12),
        _LABEL_KM,
        _LABEL_EN,
        (N_("Count"), N_("How many people; – where the number is withheld"), 10),
        (N_("Percent"), N_("Of those who answered, or of all where that is withheld"), 10),
    ),
)
TEXTS = Table(
    "texts",
    N_("Texts"),
    N_("What people wrote, in an order that says nothing; only where five or more wrote"),
    (
        (N_("Item"), N_("The item's short name in the event file"), 18),
        _QUESTION_KM,
        _QUESTION_EN,
        (N_("Text"), N_("As it was written"), 80),
    ),
)
COMPARED = Table(
    "before-and-after",
    N_("Before, after"),
    N_("The same question about before and after the workshop"),
    (
        _QUESTION_KM,
        _QUESTION_EN,
        _LABEL_KM,
        _LABEL_EN,
        (N_("Before"), N_("How many people; – where the number is withheld"), 10),
        (N_("After"), N_("How many people; – where the number is withheld"), 10),
    ),
)
RATINGS = Table(
    "ratings",
    N_("Ratings"),
    N_("How sessions were rated, where five or more people rated them"),
    (
        (N_("Session in Khmer"), N_("The session's title"), 50),
        (N_("Session in English"), N_("The session's title"), 50),
        (N_("Ratings"), N_("How many people rated it"), 10),
        *(
            (heading, N_("How many people; – where the number is withheld"), 12)
            for heading in (
                N_("Very good"),
                N_("Good"),
                N_("Fair"),
                N_("Poor"),
                N_("Very poor"),
            )
        ),
        (N_("Average"), N_("From 1 to 5; – where it would give a number away"), 10),
    ),
)
QUESTIONS = N_("All questions with what became of them. Nobody can be found in it.")
NOTES = (
    N_("Nobody's name, number or account is in these files, and no row belongs to one person."),
    N_(
        "A number from one to four is withheld and reads –; where it could be worked out from the"
        " others, a larger one is withheld too."
    ),
    N_("Answers are counted in groups of at least five, so the newest ones may not be in yet."),
)


def about(tables: tuple[Table, ...], questions: str) -> Iterator[Row]:
    """Explain every sheet and column in both languages, and what is withheld."""
    for note in NOTES:
        yield ["", "", KM.plain(note), EN.plain(note)]
    yield [questions, "", KM.plain(QUESTIONS), EN.plain(QUESTIONS)]
    for table in tables:
        yield [table.sheet, "", KM.plain(table.about), EN.plain(table.about)]
        for heading, says, _width in table.columns:
            yield [table.sheet, spreadsheets.both(heading), KM.plain(says), EN.plain(says)]


def results(its: Results) -> Iterator[Row]:
    """Give a row for each item and value, one for those who did not answer, and the mean."""
    for section in its.sections:
        title = _both(section.section.title)
        for each in section.items:
            found = each.distribution
            if found is None:
                continue
            head = [title, each.item.id, each.item.question.km, each.item.question.en]
            for value in reversed_if_scale(each):
                label = _label(each, value)
                count, share = _cell(found.cells[value]), _cell(found.share(value))
                yield [*head, value, label.km, label.en, count, share]
            counted = _words(_COUNTED)
            yield [*head, "", counted.km, counted.en, each.respondents, ""]
            passed = _words(N_("Not answered"))
            yield [*head, "", passed.km, passed.en, _cell(found.unanswered), ""]
            if each.item.kind is ItemKind.SCALE:
                average = _words(N_("Average"))
                yield [*head, "", average.km, average.en, _mean(found), ""]


def texts(question: Text, item_id: str, written: list[str]) -> Iterator[Row]:
    """Give a row for each text."""
    for text in written:
        yield [item_id, question.km, question.en, text]


def compared(its: Results) -> Iterator[Row]:
    """Give a row for each value before and after, the means, and who moved."""
    for each in its.compared:
        before, after = each.before.distribution, each.after.distribution
        if before is None or after is None:
            continue
        head = [each.after.item.question.km, each.after.item.question.en]
        for value in reversed_if_scale(each.after):
            label = _label(each.after, value)
            yield [*head, label.km, label.en, *map(_cell, _two(value, before, after))]
        counted = _words(_COUNTED)
        people = (each.before.respondents, each.after.respondents)
        yield [*head, counted.km, counted.en, *people]
        average = _words(N_("Average"))
        yield [*head, average.km, average.en, _mean(before), _mean(after)]
        for name, msgid in (
            ("up", N_("Went up")),
            ("same", N_("The same")),
            ("down", N_("Went down")),
        ):
            label = _words(msgid)
            moved = None if each.change is None else each.change[name]
            yield [*head, label.km, label.en, "", _cell(moved)]


def ratings(its: Results, agenda: Agenda) -> Iterator[Row]:
    """Give a row for each session that five people rated."""
    for each in its.ratings:
        title, found = session(agenda, each.session_id), each.result.distribution
        if found is not None:
            counts = [_cell(found.cells[value]) for value in reversed_if_scale(each.result)]
            yield [title.km, title.en, each.result.respondents, *counts, _mean(found)]


def session(agenda: Agenda, session_id: str) -> Text:
    """Return a session's title; its id where the agenda does not have it any more."""
    found = agenda.session(session_id)
    return found.title if found else Text(session_id, session_id)


def _two(value: str, *its: Distribution) -> list[int | None]:
    return [each.cells[value] for each in its]


def _label(its: ItemResult, value: str) -> Text:
    return Text(value_word(KM, its.item, value), value_word(EN, its.item, value))


def _words(msgid: str) -> Text:
    return Text(KM.plain(msgid), EN.plain(msgid))


def _both(text: Text) -> str:
    return f"{text.km} / {text.en}"


def _cell(n: int | None) -> str | int:
    return WITHHELD if n is None else n


def _mean(its: Distribution) -> str | float:
    return WITHHELD if its.tenths is None else its.tenths / 10
