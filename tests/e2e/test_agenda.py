import pytest

from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import double_tap
from tests.e2e.said import Rows, Said, seen
from tests.e2e.said_agenda import DAY, HEADINGS, NOTES, PANEL

PHASES = {
    "km": ("បានបញ្ចប់", "កំពុងដំណើរការ", "មិនទាន់ចាប់ផ្ដើម"),
    "en": ("ended", "on stage now", "coming up"),
}
STAR = {"km": ("☆ ដាក់ផ្កាយវគ្គនេះ", "★ ដកផ្កាយចេញ"), "en": ("☆ Star this session", "★ Remove star")}
STARRED = {"km": " · ★ បានដាក់ផ្កាយ", "en": " · ★ starred"}
BEFORE = {"km": "‹ វគ្គមុន", "en": "‹ Before"}
NEXT = {"km": "វគ្គបន្ទាប់ ›", "en": "Next ›"}


def day(says: Said, *, ended: int, running: int = 0, starred: int | None = None) -> str:
    """Write the day with so many sessions ended and running, one of them starred."""
    heading, *groups = HEADINGS[says.code]
    lines = [f"{time} · {title}" for time, title in DAY[says.code].items()]
    if starred is not None:
        lines[starred] += STARRED[says.code]
    parts = (lines[:ended], lines[ended : ended + running], lines[ended + running :])
    listed = ["\n".join([name, *its]) for name, its in zip(groups, parts, strict=True) if its]
    return "\n\n".join([heading, *listed, *NOTES[says.code]])


def day_rows(says: Said) -> Rows:
    times = list(DAY[says.code])
    return [times[:3], times[3:6], times[6:9], times[9:], *says.labels(["now", "home"])]


def panel_rows(says: Said, *, starred: bool = False) -> Rows:
    code = says.code
    ask = [says.buttons["ask"]]
    return [[STAR[code][starred]], ask, [BEFORE[code], NEXT[code]], [says.buttons["agenda"]]]


@pytest.mark.parametrize(
    ("hour", "minute", "ended", "running"),
    [(8, 20, 0, 0), (8, 30, 0, 1), (9, 30, 3, 1), (12, 0, 6, 1), (16, 29, 10, 1), (16, 30, 11, 0)],
)
async def test_the_day_tells_past_running_and_coming_apart(
    workshop: Workshop, dara: Person, says: Said, hour: int, minute: int, ended: int, running: int
) -> None:
    workshop.at(hour, minute)

    await dara.send("/agenda")

    assert seen(dara.last) == (day(says, ended=ended, running=running), day_rows(says))


@pytest.mark.parametrize("on", [1, 2, 4, 30])
async def test_on_another_day_the_day_of_the_workshop_is_shown(
    workshop: Workshop, dara: Person, says: Said, on: int
) -> None:
    workshop.at(10, day=on)

    await dara.send("/agenda")

    assert dara.last.text == day(says, ended=0 if on < 3 else 11)


@pytest.mark.parametrize(("hour", "phase"), [(12, 0), (11, 1), (9, 2)])
async def test_a_tap_opens_the_card_in_place(
    workshop: Workshop, dara: Person, says: Said, hour: int, phase: int
) -> None:
    workshop.at(hour)
    await dara.send("/agenda")
    shown = len(dara.chat)

    await dara.tap(list(DAY[says.code])[5])
    text = PANEL[says.code].format(phase=PHASES[says.code][phase])
    assert seen(dara.last) == (text, panel_rows(says))
    await dara.tap(says.buttons["agenda"], dara.last)

    assert dara.last.buttons == day_rows(says)
    assert len(dara.chat) == shown


async def test_next_and_before_lead_to_both_ends(dara: Person, says: Said) -> None:
    titles = [title.split(" · ")[0] for title in DAY[says.code].values()]
    before, after = BEFORE[says.code], NEXT[says.code]
    await dara.send("/agenda")
    await dara.tap(next(iter(DAY[says.code])))

    forward = [dara.last.text.splitlines()[0]]
    assert before not in dara.last.labels
    while after in dara.last.labels:
        await dara.tap(after, dara.last)
        forward.append(dara.last.text.splitlines()[0])
    assert forward == titles
    back = [forward[-1]]
    while before in dara.last.labels:
        await dara.tap(before, dara.last)
        back.append(dara.last.text.splitlines()[0])

    assert back == titles[::-1]


async def test_a_star_is_put_and_taken_and_stands_in_the_agenda(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    put, take = STAR[says.code]
    text = PANEL[says.code].format(phase=PHASES[says.code][2])
    await dara.send("/agenda")
    await dara.tap(list(DAY[says.code])[5])

    await double_tap(workshop.simulator, dara, put)
    assert seen(dara.last) == (text, panel_rows(says, starred=True))
    await dara.tap(says.buttons["agenda"], dara.last)
    assert seen(dara.last) == (day(says, ended=0, starred=5), day_rows(says))
    await dara.tap(list(DAY[says.code])[5], dara.last)
    await double_tap(workshop.simulator, dara, take)

    assert seen(dara.last) == (text, panel_rows(says))
    assert await workshop.db.all("SELECT * FROM star") == []


async def test_an_old_star_button_does_what_its_label_says(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await dara.open_link("session_panel")
    old = dara.last
    await dara.open_link("session_panel")
    await dara.tap(STAR[says.code][0], dara.last)

    await dara.tap(STAR[says.code][0], old)

    assert dara.message(old.message_id).buttons == panel_rows(says, starred=True)
    rows = await workshop.db.all("SELECT session_id FROM star")
    assert [row["session_id"] for row in rows] == ["panel"]


async def test_stars_are_each_persons_own(workshop: Workshop, dara: Person, says: Said) -> None:
    sophea = await workshop.reader("Sophea", says.code)
    await dara.open_link("session_panel")
    await dara.tap(STAR[says.code][0])

    await sophea.open_link("session_panel")

    assert sophea.last.buttons == panel_rows(says)


@pytest.mark.parametrize("data", ["day:7:9", "day:-1:-1", "day:0:5"])
async def test_a_page_that_is_not_there_shows_the_nearest(
    dara: Person, says: Said, data: str
) -> None:
    await dara.send("/help")

    await dara.tap_data(data)

    assert seen(dara.last) == (day(says, ended=0), day_rows(says))
