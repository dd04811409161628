"""What is counted in stolen files: what joins a person's answers, and how results grow."""

from collections import Counter
from itertools import pairwise

from tests.attack import means
from tests.attack.evidence import Evidence
from tests.attack.survey_rows import rows_in, rows_of


def same_people(evidence: Evidence) -> int:
    """Count hashes and ids that stand more than once, in any table: a person's answers joined."""
    found = 0
    for table, column in (("participation", 1), ("response", 2)):
        values = [r.values[column] for r in evidence.files[-1].newest.table(table)]
        found += len(values) - len(set(values))
    return found


def side_by_side(evidence: Evidence) -> int:
    """Count the commits in the WAL that hold a part in a survey and what waits."""
    surveys = {survey for survey, _ in rows_of(evidence, "participation")}
    found = 0
    for commit in means.diary_of(evidence):
        parts = [record for record in commit if record and record[0] in surveys]
        found += any(len(each) == 2 for each in parts) and any(len(each) > 2 for each in parts)
    return found


def lengths(evidence: Evidence) -> dict[str, set[int]]:
    """Return how long what waits is, by survey."""
    found: dict[str, set[int]] = {}
    for files in evidence.files:
        for record in files.newest.table("waiting_response"):
            size = len(record.values[2]) if isinstance(record.values[2], bytes) else 0
            found.setdefault(str(record.values[0]), set()).add(size)
    return found


def steps(evidence: Evidence) -> list[int]:
    """Say by how many people the results grew each time, by survey."""
    counts: list[dict[str, int]] = [{}]
    for files in evidence.files:
        counted = Counter(str(v[0]) for v in rows_in(files, "response") if v[1] == "")
        counts.append(dict(counted))
    return [
        n - before.get(survey, 0)
        for before, after in pairwise(counts)
        for survey, n in after.items()
        if n != before.get(survey, 0)
    ]
