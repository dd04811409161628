"""The end of the data: which tables are emptied, and what was in them, in numbers.

Every table stands in one of the lists; a test fails for one that does not.
"""

import json

from storage.database import Query, Transaction
from storage.models import Erased, PurgeReport, QuestionStatus, Reason, RegistrationStatus, Role
from storage.stamps import moment, stamp

EMPTIED = (
    "delivery",
    "progress",
    "announcement",  # organisers may have named people
    "invitation",
    "linked_chat",
    "agenda_draft",
    "agenda_import",
    "reminder_rule",
    "star",
    "check_in",
    "question_handed",
    "participant",
    "organisation",
    "walk_in",
    "conversation",
    "upvote",
    "report",
    "way_back",
    "participation",
    "response_draft",
    "waiting_response",
)
"""In this order: what refers to something goes before it."""

THINNED = ("question", "answer", "question_pass")
"""Of these go the questions that were declined because they hold personal data."""

LAST = ("key_mark",)
"""It goes with the key file, at the very end: as long as it is there, that is left to do."""

KEPT = (
    "event",
    "event_organiser",
    "room",
    "speaker",
    "session",
    "session_item",
    "session_speaker",
    "agenda_version",
    "reminder_run",
    "stage",
    "qa_rule",
    "survey",
    "feedback_rule",
    "response",
    "given_number",
    "shown_item",
    "complete_survey",
    "purge",
    "migration",
)
"""Public, or of nobody."""

_COUNTS = {
    Erased.PEOPLE: ("participant",),
    Erased.WALK_INS: ("walk_in",),
    Erased.CHECK_INS: ("check_in",),
    Erased.ORGANISATIONS: ("organisation",),
    Erased.UNFINISHED: ("conversation",),
    Erased.DELIVERIES: ("delivery",),
    Erased.ANNOUNCEMENTS: ("announcement",),
    Erased.INVITATIONS: ("invitation",),
    Erased.CHATS: ("linked_chat",),
    Erased.DRAFTS: ("agenda_draft",),
    Erased.MARKS: ("upvote", "report", "participation"),
    Erased.WAYS_BACK: ("way_back",),
    Erased.RESPONSES: ("response_draft", "waiting_response"),
}


async def report(db: Query) -> PurgeReport | None:
    """Return when personal data was deleted and how much; None before."""
    row = await db.one("SELECT purged_at, report FROM purge")
    if row is None:
        return None
    counts = {Erased(name): n for name, n in json.loads(row["report"]).items()}
    return PurgeReport(moment(row["purged_at"]), counts)


async def note(tx: Transaction, its: PurgeReport) -> None:
    """Note that personal data was deleted; the first time stands."""
    await tx.all(
        "INSERT INTO purge (id, purged_at, report) VALUES (1, ?1, ?2) ON CONFLICT (id) DO NOTHING",
        (stamp(its.purged_at), json.dumps(dict(its.counts))),
    )


async def counts(db: Query) -> dict[Erased, int]:
    """Count what there is to delete."""
    found = {}
    for what, tables in _COUNTS.items():
        numbers = [await db.one(f"SELECT count(*) AS n FROM {table}") for table in tables]
        found[what] = sum(row["n"] for row in numbers if row is not None)
    row = await db.one(
        "SELECT count(*) AS n FROM participant WHERE status IN (?1, ?2)",
        (RegistrationStatus.REGISTERED, RegistrationStatus.WAITING),
    )
    found[Erased.REGISTRATIONS] = row["n"] if row else 0
    found[Erased.QUESTIONS] = len(await personal_questions(db))
    return {what: found[what] for what in Erased}


async def personal_questions(db: Query) -> list[str]:
    """Return the questions declined because they hold personal data, and what says the same."""
    rows = await db.all("SELECT id, merged_into, status, reason FROM question ORDER BY id")
    found = {
        row["id"]
        for row in rows
        if row["status"] == QuestionStatus.REJECTED and row["reason"] == Reason.PERSONAL
    }
    while more := {row["id"] for row in rows if row["merged_into"] in found} - found:
        found |= more
    return sorted(found)


async def delete(tx: Transaction) -> None:
    """Delete all that is about people."""
    for question_id in await personal_questions(tx):
        await tx.all("DELETE FROM answer WHERE question_id = ?1", (question_id,))
        await tx.all("DELETE FROM question_pass WHERE question_id = ?1", (question_id,))
        await tx.all("DELETE FROM question WHERE id = ?1", (question_id,))
    await tx.all("UPDATE question SET decided_by = NULL")
    await tx.all("UPDATE agenda_version SET published_by = NULL")
    await tx.all("UPDATE stage SET set_by = NULL")
    for table in EMPTIED:
        await tx.all(f"DELETE FROM {table}")


async def chats(db: Query) -> list[int]:
    """Return the chats of everybody who can be reached: each has a menu of its own."""
    rows = await db.all(
        "SELECT telegram_id FROM participant WHERE unreachable_since IS NULL ORDER BY id"
    )
    return [row["telegram_id"] for row in rows]


async def organisers(db: Query) -> list[int]:
    """Return the ids of the organisers."""
    rows = await db.all("SELECT id FROM participant WHERE role = ?1 ORDER BY id", (Role.ORGANISER,))
    return [row["id"] for row in rows]
