"""Questions: no author, no time, no sequence; written only in anonymous transactions.

`storage.database.Database.transaction(anonymous=True)` says why.
"""

from collections.abc import Collection, Sequence

from storage.database import Query, Row, Transaction
from storage.models import Question, QuestionStatus, Reason, Spot


async def add(tx: Transaction, question: Question) -> bool:
    """Store a question; say whether it was not there yet."""
    row = await tx.one(
        "INSERT INTO question (id, session_id, speaker_id, text, translation, edited, status,"
        " released, reason, reason_text, merged_into, spot, votes, recount, reports, seen,"
        " decided_by)"
        " VALUES (?1, ?2, ?3, ?4, NULL, 0, ?5, 0, NULL, NULL, NULL, ?6, 0, 0, 0, 0, NULL)"
        " ON CONFLICT (id) DO NOTHING RETURNING id",
        (
            question.id,
            question.session_id,
            question.speaker_id,
            question.text,
            question.status,
            question.spot,
        ),
    )
    return row is not None


async def find(db: Query, question_id: str) -> Question | None:
    """Return one question, or None."""
    row = await db.one("SELECT * FROM question WHERE id = ?1", (question_id,))
    return None if row is None else from_row(row)


async def page(
    db: Query,
    session_id: str,
    status: QuestionStatus,
    *,
    after: tuple[int, str] | None = None,
    limit: int,
) -> list[Question]:
    """Return a session's questions of one status, most votes first.

    `after`: votes and id of the last one of the page before.
    """
    most = (2**62, "")
    rows = await db.all(
        "SELECT * FROM question WHERE session_id = ?1 AND status = ?2 AND (votes, id) < (?3, ?4)"
        " ORDER BY votes DESC, id DESC LIMIT ?5",
        (session_id, status, *(after or most), limit),
    )
    return [from_row(row) for row in rows]


async def open_for(
    db: Query, session_id: str, speaker_id: str, *, others: Collection[str], limit: int | None
) -> list[Question]:
    """Return a session's open questions that are for a speaker, most votes first.

    `others`: who else answers there. What is for one of them, or was passed on, is left out.
    `limit`: None for all.
    """
    numbers = ", ".join(["''", *(f"?{number}" for number in range(5, 5 + len(others)))])
    rows = await db.all(
        "SELECT * FROM question WHERE session_id = ?1 AND status = ?2"
        f" AND coalesce(speaker_id, ?3) NOT IN ({numbers})"
        " AND NOT EXISTS (SELECT 1 FROM question_pass WHERE question_pass.question_id = question.id"
        " AND question_pass.speaker_id = ?3)"
        " ORDER BY votes DESC, id DESC LIMIT ?4",
        (
            session_id,
            QuestionStatus.APPROVED,
            speaker_id,
            -1 if limit is None else limit,
            *sorted(others),
        ),
    )
    return [from_row(row) for row in rows]


async def on_stage(db: Query, session_id: str) -> list[Question]:
    """Return a session's open questions that are on the stage or to be answered there."""
    rows = await db.all(
        "SELECT * FROM question WHERE session_id = ?1 AND status = ?2 AND spot <> ?3"
        " ORDER BY votes DESC, id DESC",
        (session_id, QuestionStatus.APPROVED, Spot.NONE),
    )
    return [from_row(row) for row in rows]


async def by_ids(db: Query, ids: Sequence[str]) -> list[Question]:
    """Return these questions in this order; those that are gone are left out."""
    if not ids:
        return []
    numbers = ", ".join(f"?{number}" for number in range(1, len(ids) + 1))
    rows = await db.all(f"SELECT * FROM question WHERE id IN ({numbers})", tuple(ids))
    found = {row["id"]: from_row(row) for row in rows}
    return [found[each] for each in ids if each in found]


async def with_status(db: Query, status: QuestionStatus) -> list[Question]:
    """Return all released questions of a status, by session and in no order that tells anything."""
    rows = await db.all(
        "SELECT * FROM question WHERE status = ?1 AND released = 1 ORDER BY session_id, id",
        (status,),
    )
    return [from_row(row) for row in rows]


async def of_session(db: Query, session_id: str) -> list[Question]:
    """Return a session's questions, released or not, those with most votes first."""
    rows = await db.all(
        "SELECT * FROM question WHERE session_id = ?1 ORDER BY votes DESC, id DESC", (session_id,)
    )
    return [from_row(row) for row in rows]


async def released(db: Query) -> list[Question]:
    """Return all questions that were let out, in no order that tells anything."""
    rows = await db.all("SELECT * FROM question WHERE released = 1 ORDER BY id")
    return [from_row(row) for row in rows]


async def sessions(db: Query) -> dict[str, int]:
    """Return how many published questions each session has; sessions without any are left out."""
    rows = await db.all(
        "SELECT session_id, count(*) AS n FROM question WHERE status IN (?1, ?2)"
        " GROUP BY session_id",
        (QuestionStatus.APPROVED, QuestionStatus.ANSWERED),
    )
    return {row["session_id"]: int(row["n"]) for row in rows}


async def open_by_session(db: Query) -> dict[str, int]:
    """Return how many open questions each session has; sessions without any are left out."""
    rows = await db.all(
        "SELECT session_id, count(*) AS n FROM question WHERE status = ?1 GROUP BY session_id",
        (QuestionStatus.APPROVED,),
    )
    return {row["session_id"]: int(row["n"]) for row in rows}


async def count(db: Query, status: QuestionStatus) -> int:
    """Count the released questions of a status."""
    row = await db.one(
        "SELECT count(*) AS n FROM question WHERE status = ?1 AND released = 1", (status,)
    )
    return 0 if row is None else int(row["n"])


async def every_id(db: Query) -> list[str]:
    """Return the ids of all questions."""
    return [row["id"] for row in await db.all("SELECT id FROM question ORDER BY id")]


async def anything_to_release(db: Query) -> bool:
    """Say whether a question waits to be let out, or votes and reports to be counted."""
    row = await db.one(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM question WHERE status = ?1 AND released IN (0, 2))"
        " OR EXISTS (SELECT 1 FROM question WHERE recount IN (1, 2, 3))",
        (QuestionStatus.PENDING,),
    )
    return row is not None


async def release(tx: Transaction) -> list[Question]:
    """Let out every question that was there the last time; see the migration for `released`.

    Returns them in no order that tells anything.
    """
    rows = await tx.all(
        "UPDATE question SET released = 1 WHERE status = ?1 AND released = 2 RETURNING *",
        (QuestionStatus.PENDING,),
    )
    await tx.all(
        "UPDATE question SET released = 2 WHERE status = ?1 AND released = 0",
        (QuestionStatus.PENDING,),
    )
    return sorted((from_row(row) for row in rows), key=lambda each: each.id)


async def count_marks(tx: Transaction) -> None:
    """Show the votes and reports that were counted the last time; count what came since."""
    await tx.all(
        "UPDATE question SET recount = recount - 2, votes = votes_next, reports = reports_next"
        " WHERE recount IN (2, 3)"
    )
    await tx.all(
        "UPDATE question SET recount = 2,"
        " votes_next = (SELECT count(*) FROM upvote WHERE upvote.question_id = question.id),"
        " reports_next ="
        " (SELECT count(*) FROM report WHERE report.question_id = question.id) - cleared"
        " WHERE recount = 1"
    )


async def change_status(
    tx: Transaction,
    question_id: str,
    *,
    was: Sequence[QuestionStatus],
    becomes: QuestionStatus,
    by: int | None,
    reason: Reason | None = None,
    reason_text: str | None = None,
    merged_into: str | None = None,
) -> Question | None:
    """Move a released question from one status to another; None where it stands elsewhere.

    It leaves the stage. `by`: the participant who decided; None leaves who did before.
    """
    statuses = ", ".join(f"?{number}" for number in range(8, 8 + len(was)))
    row = await tx.one(
        "UPDATE question SET status = ?2, decided_by = coalesce(?3, decided_by),"
        " seen = CASE WHEN ?3 IS NULL THEN seen ELSE 1 END, reason = ?4,"
        " reason_text = ?5, merged_into = ?6, spot = ?7"
        f" WHERE id = ?1 AND released = 1 AND status IN ({statuses}) RETURNING *",
        (question_id, becomes, by, reason, reason_text, merged_into, Spot.NONE, *was),
    )
    return None if row is None else from_row(row)


async def keep(tx: Transaction, question_id: str, *, by: int) -> bool:
    """Note who looked at a question that was published unseen; say whether nobody had."""
    row = await tx.one(
        "UPDATE question SET decided_by = ?2, seen = 1 WHERE id = ?1 AND status IN (?3, ?4)"
        " AND seen = 0 RETURNING id",
        (question_id, by, QuestionStatus.APPROVED, QuestionStatus.ANSWERED),
    )
    return row is not None


async def follow_merged(tx: Transaction, question_id: str, into: str) -> None:
    """Let what was merged into a question lead where that is merged now."""
    await tx.all("UPDATE question SET merged_into = ?2 WHERE merged_into = ?1", (question_id, into))


async def correct(tx: Transaction, question_id: str, text: str) -> None:
    """Store a corrected wording, shown as edited."""
    await tx.all("UPDATE question SET text = ?2, edited = 1 WHERE id = ?1", (question_id, text))


async def translate(tx: Transaction, question_id: str, translation: str | None) -> None:
    """Store the wording in the other language."""
    await tx.all("UPDATE question SET translation = ?2 WHERE id = ?1", (question_id, translation))


async def address(
    tx: Transaction, question_id: str, *, session_id: str, speaker_id: str | None
) -> None:
    """Hand a question to a session, and there to a speaker or to whoever can answer.

    One that is on that session's stage stays there.
    """
    await tx.all(
        "UPDATE question SET session_id = ?2, speaker_id = ?3,"
        " spot = CASE WHEN session_id = ?2 AND spot = ?5 THEN ?5 ELSE ?4 END WHERE id = ?1",
        (question_id, session_id, speaker_id, Spot.NONE, Spot.NOW),
    )


async def put(tx: Transaction, question_id: str, spot: Spot) -> Question | None:
    """Note where on the stage an open question is; None if it is not open.

    One of a session is there now: what was there before is put off.
    """
    row = await tx.one(
        "UPDATE question SET spot = ?2,"
        " spot_before = CASE WHEN spot = ?4 THEN spot_before ELSE spot END"
        " WHERE id = ?1 AND status = ?3 RETURNING *",
        (question_id, spot, QuestionStatus.APPROVED, Spot.NOW),
    )
    if row is not None and spot is Spot.NOW:
        await tx.all(
            "UPDATE question SET spot = spot_before WHERE session_id = ?3 AND status = ?4"
            " AND spot = ?2 AND id <> ?1",
            (question_id, Spot.NOW, row["session_id"], QuestionStatus.APPROVED),
        )
    return None if row is None else from_row(row)


async def put_off(tx: Transaction, question_id: str) -> bool:
    """Give an open question that is on the stage the spot that it had; say whether it was there."""
    row = await tx.one(
        "UPDATE question SET spot = spot_before WHERE id = ?1 AND status = ?2 AND spot = ?3"
        " RETURNING id",
        (question_id, QuestionStatus.APPROVED, Spot.NOW),
    )
    return row is not None


async def plan_after(tx: Transaction, question_id: str) -> None:
    """Let a question that is on the stage now be answered there still when it is put off."""
    await tx.all("UPDATE question SET spot_before = ?2 WHERE id = ?1", (question_id, Spot.PLANNED))


async def recount(tx: Transaction, question_id: str) -> None:
    """Note that a question's votes and reports have to be counted."""
    await tx.all(
        "UPDATE question SET recount = recount + 1 WHERE id = ?1 AND recount IN (0, 2)",
        (question_id,),
    )


async def clear_reports(tx: Transaction, question_id: str) -> None:
    """Note that a question's reports were looked at."""
    await tx.all(
        "UPDATE question SET cleared = cleared + reports, reports_next = reports_next - reports,"
        " reports = 0 WHERE id = ?1",
        (question_id,),
    )


def from_row(row: Row) -> Question:
    """Return the question in a row."""
    return Question(
        id=row["id"],
        session_id=row["session_id"],
        speaker_id=row["speaker_id"],
        text=row["text"],
        translation=row["translation"],
        edited=bool(row["edited"]),
        status=QuestionStatus(row["status"]),
        released=row["released"] == 1,
        reason=None if row["reason"] is None else Reason(row["reason"]),
        reason_text=row["reason_text"],
        merged_into=row["merged_into"],
        spot=Spot(row["spot"]),
        votes=row["votes"],
        reports=row["reports"],
        decided_by=row["decided_by"],
        seen=bool(row["seen"]),
    )
