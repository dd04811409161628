"""What the shell that a command is typed in says: the environment, and the language."""

import os

from dotenv import dotenv_values

from storage.models import Locale


def environment() -> dict[str, str]:
    """Return the environment, and beneath it what `.env` in this folder says."""
    written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**written, **os.environ}


def language() -> Locale:
    """Return the language to answer in: Khmer where the shell is, else English."""
    shell = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return Locale.KM if shell.startswith("km") else Locale.EN
