"""Reminders are looked up by index: nobody is read who is not concerned."""

from storage import reminders
from storage.database import Database, Row, Values
from storage.models import ReminderRule, ReminderScope


class Explained:
    """Reads nothing: notes how the database would go about each query."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.plans: list[list[str]] = []

    async def all(self, sql: str, values: Values = ()) -> list[Row]:
        rows = await self._db.all(f"EXPLAIN QUERY PLAN {sql}", values)
        self.plans.append([row["detail"] for row in rows])
        return []

    async def one(self, sql: str, values: Values = ()) -> Row | None:
        await self.all(sql, values)
        return None


async def test_a_tick_with_nothing_new_reads_no_participant(empty_db: Database) -> None:
    explained = Explained(empty_db)

    await reminders.runs(explained, ["panel@2025-07-03T03:45:00Z", "2025-07-03"])

    assert explained.plans == [
        ["SEARCH reminder_run USING COVERING INDEX sqlite_autoindex_reminder_run_1 (subject=?)"]
    ]


async def test_who_is_reminded_is_found_by_the_minutes_they_chose(empty_db: Database) -> None:
    explained = Explained(empty_db)

    await reminders.to_remind(
        explained, "panel", minutes=10, everyones=True, is_break=False, after=0, most=500
    )

    (plan,) = explained.plans
    by_minutes = "reminder_rule_by_minutes (minutes=? AND participant_id>?)"
    assert plan[:2] == [
        f"SEARCH reminder_rule USING INDEX {by_minutes}",
        "SEARCH participant USING INTEGER PRIMARY KEY (rowid=?)",
    ]
    assert [step for step in plan if step.startswith(("SCAN", "USE TEMP"))] == []


async def test_whether_one_person_is_reminded_reads_that_person(empty_db: Database) -> None:
    explained = Explained(empty_db)

    await reminders.wants(
        explained, "panel", participant_id=1, minutes=7, everyones=True, is_break=False
    )

    (plan,) = explained.plans
    assert plan[:2] == [
        "SEARCH reminder_rule USING INTEGER PRIMARY KEY (rowid=?)",
        "SEARCH participant USING INTEGER PRIMARY KEY (rowid=?)",
    ]
    assert [step for step in plan if step.startswith("SCAN")] == []


async def test_a_run_that_is_over_is_known(empty_db: Database) -> None:
    async with empty_db.transaction() as tx:
        for minutes in (10, 10, 5):
            await reminders.end_run(tx, "panel@x", minutes)

    queued = await reminders.runs(empty_db, ["panel@x", "other@x"])
    assert queued == {("panel@x", 10), ("panel@x", 5)}


async def test_whoever_chose_nothing_has_the_usual_reminders(empty_db: Database) -> None:
    assert await reminders.rule_of(empty_db, 1) == ReminderRule(
        ReminderScope.ALL, minutes=10, breaks=False, morning=True
    )
