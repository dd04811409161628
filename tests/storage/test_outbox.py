"""What is due is found by indexes, however much has been sent and waits."""

from datetime import datetime, timedelta

import pytest

from storage import deliveries, outbox
from storage.database import Database, Query, Row, Values
from storage.models import DeliveryKind, Priority

HOUR = timedelta(hours=1)


class Plans:
    """Reads, and keeps how the database went about it."""

    def __init__(self, db: Query) -> None:
        self._db = db
        self.steps: list[str] = []

    async def all(self, sql: str, values: Values = ()) -> list[Row]:
        plan = await self._db.all(f"EXPLAIN QUERY PLAN {sql}", values)
        self.steps += [row["detail"] for row in plan]
        return await self._db.all(sql, values)

    async def one(self, sql: str, values: Values = ()) -> Row | None:
        rows = await self.all(sql, values)
        return rows[0] if rows else None

    async def many(self, sql: str, rows: list[Values]) -> None:
        for values in rows:
            await self.all(sql, values)

    @property
    def of_deliveries(self) -> list[str]:
        """The steps that look for deliveries, without what they compare."""
        return [
            step.partition(" (")[0].replace("USING ", "")
            for step in self.steps
            if "delivery" in step or "other" in step
        ]


@pytest.fixture
async def plans(empty_db: Database) -> Plans:
    return Plans(empty_db)


async def test_with_nothing_due_three_looks_at_an_index_are_enough(
    plans: Plans, now: datetime
) -> None:
    assert not await outbox.anything_due(plans, now=now)
    assert plans.of_deliveries == [
        "SEARCH delivery COVERING INDEX delivery_to_send",
        "SEARCH delivery COVERING INDEX delivery_to_send",
        "SEARCH delivery COVERING INDEX delivery_to_expire",
    ]


@pytest.mark.parametrize("priority", Priority)
async def test_what_is_due_comes_in_order_without_sorting(
    plans: Plans, now: datetime, priority: Priority
) -> None:
    assert await outbox.due(plans, priority, now=now, limit=10) == []
    assert plans.of_deliveries == [
        "SEARCH delivery INDEX delivery_to_send",
        "SEARCH other COVERING INDEX delivery_by_participant",
        "SEARCH other COVERING INDEX delivery_by_chat",
    ]
    assert not any("TEMP B-TREE" in step for step in plans.steps)


@pytest.mark.parametrize("people", [1, 3, 500])
async def test_what_piled_up_for_a_few_is_found_by_who_they_are(
    plans: Plans, now: datetime, people: int
) -> None:
    assert await outbox.also_due(plans, range(1, people + 1), now=now) == []
    assert plans.of_deliveries == ["SEARCH delivery INDEX delivery_by_participant"]


async def test_what_has_become_useless_is_found_by_an_index(
    empty_db: Database, now: datetime
) -> None:
    async with empty_db.transaction() as tx:
        plans = Plans(tx)
        await outbox.expire(plans, now=now)  # type: ignore[arg-type]  # it reads like one
        await outbox.revive(plans, 1, now=now)  # type: ignore[arg-type]  # it reads like one
    assert plans.of_deliveries == [
        "SEARCH delivery COVERING INDEX delivery_to_expire",
        "SEARCH delivery INDEX delivery_by_participant",
    ]


async def test_a_ledger_reads_nothing_but_an_index(plans: Plans) -> None:
    ledger = await deliveries.ledger(plans, DeliveryKind.ANNOUNCEMENT, "1")
    assert ledger.total == 0
    assert plans.of_deliveries == ["SEARCH delivery COVERING INDEX delivery_by_subject"]
