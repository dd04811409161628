"""SQLite: the rows, and the SQL that reads and writes them."""
