"""An event file of 60 sessions over three days, in five rooms side by side."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

FIRST_DAY = date(2026, 3, 10)
DAYS = 3
ROOMS = 5
SLOTS = 4
SPEAKERS = 20
KINDS = ("presentation", "panel", "group_work", "plenary")

HEAD = """\
[event]
id = "big-event-2026"
title = { km = "សន្និសីទធំ", en = "Big conference" }
topic = { km = "ប្រធានបទ", en = "Topic" }
first_day = 2026-03-10
last_day = 2026-03-12
time_zone = "Asia/Phnom_Penh"
capacity = 1000
purge_on = 2026-06-10

[event.venue]
name = { km = "មជ្ឈមណ្ឌលសន្និសីទ", en = "Conference centre" }
address = { km = "រាជធានីភ្នំពេញ", en = "Phnom Penh" }
latitude = 11.55
longitude = 104.93
"""


def big_event() -> str:
    """Return the TOML: 3 days of 4 slots, each slot one session in each of 5 rooms."""
    return "\n".join([HEAD, *_rooms(), *_speakers(), *_sessions()])


def _rooms() -> Iterator[str]:
    for room in range(1, ROOMS + 1):
        name = f'{{ km = "បន្ទប់ {room}", en = "Room {room}" }}'
        yield f'[[rooms]]\nid = "room-{room}"\nname = {name}\n'


def _speakers() -> Iterator[str]:
    for speaker in range(1, SPEAKERS + 1):
        yield (
            f'[[speakers]]\nid = "speaker-{speaker}"\nkind = "person"\n'
            f'name = {{ en = "Speaker {speaker}" }}\n'
        )


def _sessions() -> Iterator[str]:
    for number in range(DAYS * SLOTS * ROOMS):
        day, in_day = divmod(number, SLOTS * ROOMS)
        slot, room = divmod(in_day, ROOMS)
        start = datetime.combine(FIRST_DAY + timedelta(days=day), time(8)) + slot * timedelta(
            hours=2
        )
        speaker = f"speaker-{number % SPEAKERS + 1}"
        yield (
            f'[[sessions]]\nid = "session-{number + 1}"\nkind = "{KINDS[slot]}"\n'
            f'title = {{ km = "វគ្គ {number + 1}", en = "Session {number + 1}" }}\n'
            f"start = {start}\nend = {start + timedelta(hours=2)}\n"
            f'room = "room-{room + 1}"\nqa_open = true\n'
            f'speakers = [{{ speaker = "{speaker}", role = "speaker" }}]\n'
        )
