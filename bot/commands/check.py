"""`workshop-bot check`: says what is wrong with an event file."""

import argparse

from bot.commands.shell import language
from bot.services import event_file
from bot.views import faults


def run(arguments: argparse.Namespace) -> None:
    """Check an event file and say what is in it."""
    file = event_file.read(arguments.file)
    print(faults.none(str(arguments.file), file, language()))
