"""With which key the database was used: a mark of it, from which nobody can tell the key."""

from storage.database import Query, Transaction


async def of(db: Query) -> str | None:
    """Return the mark of the key, or None."""
    row = await db.one("SELECT mark FROM key_mark")
    return None if row is None else str(row["mark"])


async def put(tx: Transaction, mark: str) -> None:
    """Note the mark of the key."""
    await tx.all("INSERT INTO key_mark (mark) VALUES (?1) ON CONFLICT DO NOTHING", (mark,))


async def forget(tx: Transaction) -> None:
    """Take the next key for the right one."""
    await tx.all("DELETE FROM key_mark")
