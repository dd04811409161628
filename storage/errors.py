"""What can be wrong with a database."""


class StorageError(Exception):
    """The database cannot be used; the message says why and what to do.

    - `DatabaseTooNew`: it was written by a newer version of this program.
    - `BackupRefused`: the backup's file exists already or cannot be written.
    - `KeyFileRefused`: the key file is no key, cannot be used, or is readable by others.
    - `DatabaseInUse`: another program runs on it.
    - `WritingOver`: personal data was deleted, and nothing is written any more.
    """


class DatabaseTooNew(StorageError):
    """The database was written by a newer version of this program."""


class BackupRefused(StorageError):
    """The backup's file exists already or cannot be written."""


class KeyFileRefused(StorageError):
    """The key file is no key, cannot be used, or is readable by others."""


class DatabaseInUse(StorageError):
    """Another program runs on the database."""


class WritingOver(StorageError):
    """Personal data was deleted: nothing is written any more, for it would be somebody's."""
