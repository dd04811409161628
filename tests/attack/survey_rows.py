"""What an attacker of surveys reads in what was stolen: answers in order, and who acted when."""

from collections.abc import Iterable
from datetime import datetime

from tests.attack import means
from tests.attack.evidence import Evidence, Files, SurveyTruth
from tests.attack.sqlite_file import Value

TEXT = 4
"""Column of a `response`."""
Commit = list[tuple[Value, ...]]


def arrivals(evidence: Evidence, truth: SurveyTruth) -> dict[str, int]:
    """Say in which theft each text is found first among the answers."""
    found: dict[str, int] = {}
    for number, files in enumerate(evidence.files):
        for record in files.newest.table("response"):
            if record.values[TEXT] in truth.items:
                found.setdefault(str(record.values[TEXT]), number)
    return found


def group_of(text: str, truth: SurveyTruth, came: dict[str, int]) -> tuple[object, ...]:
    """Say which texts can be taken for one another: to one item, new between the same thefts."""
    return (*truth.items[text], came.get(text))


def rows_in(files: Files, table: str) -> Commit:
    """Return the rows of a table as they were stolen."""
    return [record.values for record in files.newest.table(table)]


def texts_in(commit: Commit, truth: SurveyTruth) -> list[str]:
    """Return the texts of answers that a commit holds, each once."""
    said = [str(v[TEXT]) for v in commit if len(v) > TEXT and v[TEXT] in truth.items]
    return list(dict.fromkeys(said))


def last_before(evidence: Evidence, moment: datetime) -> int:
    """Return who used their phone last before a moment; at one moment as they came."""
    return max((at, place, who) for place, (at, who) in enumerate(evidence.acts) if at <= moment)[2]


def in_file(evidence: Evidence, truth: SurveyTruth) -> list[str]:
    """Return the texts theft by theft, those that are new in each in the order of its file."""
    found: dict[str, None] = {}
    for files in evidence.files:
        for record in files.newest.order_of("response"):
            if record.values[TEXT] in truth.items:
                found.setdefault(str(record.values[TEXT]))
    return list(found)


def by_id(truth: SurveyTruth) -> list[str]:
    return sorted(truth.numbers, key=truth.numbers.__getitem__)


def grouped(order: Iterable[str], truth: SurveyTruth, came: dict[str, int]) -> list[list[str]]:
    found: dict[tuple[object, ...], list[str]] = {}
    for text in order:
        found.setdefault(group_of(text, truth, came), []).append(text)
    return list(found.values())


def rows_of(evidence: Evidence, table: str) -> dict[tuple[str, str], int]:
    """Return survey and hash, or id, of a table's rows, and in which theft each is found first.

    In the order of the thefts, and those that are new in one in the order of its file.
    """
    found: dict[tuple[str, str], int] = {}
    for number, files in enumerate(evidence.files):
        for record in files.newest.order_of(table):
            found.setdefault((str(record.values[0]), str(record.values[1])), number)
    return found


def tried(evidence: Evidence) -> dict[Value, int]:
    """Return whom each hash stands for that needs no key."""
    surveys = {str(r.values[0]) for r in evidence.files[-1].newest.table("participation")}
    return {
        each: person
        for person in evidence.people
        for survey in surveys
        for each in means.hashes(survey, person)
    }
