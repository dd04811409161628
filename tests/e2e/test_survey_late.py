"""The closing session is moved past the time at which the survey was to close."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.i18n import dates
from bot.settings import BUILT_IN
from storage.models import Locale
from storage.stamps import stamp
from tests.e2e.conftest import Opens, Workshop
from tests.e2e.organisers import stop_ticks
from tests.e2e.qa import Hall
from tests.e2e.said import Said
from tests.e2e.surveying import came

BEGINS = datetime(2025, 7, 3, 10, 30, tzinfo=UTC)
"""17:30 in Phnom Penh; the survey was to close at 17:15."""


@pytest.fixture
async def late(open_workshop: Opens, tmp_path: Path) -> AsyncIterator[Workshop]:
    file = tmp_path / "closes_early.toml"
    text = BUILT_IN.read_text("utf-8").replace(
        "closes = 2025-07-06 20:00:00", "closes = 2025-07-03 17:15:00"
    )
    nudges = "nudges = [2025-07-03 19:00:00, 2025-07-04 08:30:00]\n"
    file.write_text(text.replace(nudges, ""), "utf-8")
    async with open_workshop(event_file=file) as workshop:
        stop_ticks(workshop)
        async with workshop.db.transaction() as tx:
            await tx.all(
                "UPDATE session SET starts_at = ?1, ends_at = ?2 WHERE id = 'closing'",
                (stamp(BEGINS), stamp(BEGINS + timedelta(minutes=15))),
            )
        yield workshop


async def test_it_says_when_it_opens_and_lets_people_answer_for_a_day(
    late: Workshop, says: Said
) -> None:
    hall, locale = Hall(late, says.code), Locale(says.code)
    dara = await hall.reader("Dara")
    zone = (await late.application.bot_data.agenda.current(now=late.clock.now())).event.time_zone
    title = {"km": "មតិបិទ និងជំហានបន្ទាប់", "en": "Closing Remarks & Next Steps"}[says.code]
    for hour, minute in ((16, 30), (17, 20)):
        late.at(hour, minute)
        await dara.send("/survey")
        assert dara.last.text == hall.its.plain(
            "The survey opens with “{title}”, {time}. I will tell you.",
            title=title,
            time=dates.moment(BEGINS, zone, locale),
        )
    await came(hall, dara)

    late.clock.set(now=BEGINS)
    await hall.tick()

    assert dara.last.labels == [hall.its.plain("Begin")]
    until = dates.moment(BEGINS + timedelta(days=1), zone, locale)
    assert hall.its.plain("Open until {time}.", time=until) in dara.last.text
    late.at(17, 29, day=4)
    await hall.tick()
    await dara.tap(hall.its.plain("Begin"))
    assert hall.its.plain("Required.") in dara.last.text


async def test_a_day_after_its_session_it_does_not_open_any_more(
    late: Workshop, says: Said
) -> None:
    hall = Hall(late, says.code)
    dara = await hall.reader("Dara")
    late.at(17, 31, day=4)
    await hall.tick()

    await dara.send("/survey")

    assert dara.last.text == hall.its.plain(
        "The survey is closed. Thank you to everybody who took part."
    )
