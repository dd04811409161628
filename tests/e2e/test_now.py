import pytest

from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.said import Said, seen

NOW = {
    "km": {
        "not_begun": "សិក្ខាសាលាមិនទាន់ចាប់ផ្ដើមទេ។ វគ្គដំបូង៖",
        "on": "កំពុងដំណើរការ",
        "next": "វគ្គបន្ទាប់",
        "ended": "សិក្ខាសាលាបានបញ្ចប់ហើយ។ សូមអរគុណចំពោះការចូលរួមរបស់អ្នក។",
        "ends": "បញ្ចប់ក្នុង {}ទៀត",
        "starts": "ម៉ោង {} · ចាប់ផ្ដើមក្នុង {}ទៀត",
        "update": "ធ្វើបច្ចុប្បន្នភាព",
    },
    "en": {
        "not_begun": "The workshop has not begun yet. It begins with:",
        "on": "On stage now",
        "next": "Up next",
        "ended": "The workshop has ended. Thank you for being part of it.",
        "ends": "ends in {}",
        "starts": "{}, in {}",
        "update": "Update",
    },
}
SESSIONS = {
    "km": {
        "registration": ("៨:៣០ ព្រឹក", "ការចុះឈ្មោះ និងកាហ្វេស្វាគមន៍"),
        "welcome": ("៩:០០ ព្រឹក", "មតិស្វាគមន៍"),
        "opening": ("៩:១០ ព្រឹក", "សុន្ទរកថាបើក"),
        "lunch": ("១២:០០ ថ្ងៃត្រង់", "សម្រាកអាហារថ្ងៃត្រង់"),
        "group": ("១:៣០ រសៀល", "ការងារជាក្រុម៖ ការកំណត់ឱកាស និងឧបសគ្គសម្រាប់អង្គការសង្គមស៊ីវិល"),
        "closing": ("៤:១៥ រសៀល", "មតិបិទ និងជំហានបន្ទាប់"),
    },
    "en": {
        "registration": ("8:30 AM", "Registration & Welcome Coffee"),
        "welcome": ("9:00 AM", "Welcoming remark"),
        "opening": ("9:10 AM", "Opening Remark"),
        "lunch": ("12:00 PM", "Lunch Break"),
        "group": ("1:30 PM", "Group Work: Identifying Opportunities and Barriers for CSOs"),
        "closing": ("4:15 PM", "Closing Remarks & Next Steps"),
    },
}
DURATIONS = {
    "1 h 30 min": "១ ម៉ោង ៣០ នាទី",
    "30 min": "៣០ នាទី",
    "10 min": "១០ នាទី",
    "40 min": "៤០ នាទី",
    "1 min": "១ នាទី",
    "15 min": "១៥ នាទី",
    "1 h": "១ ម៉ោង",
}


def lasts(says: Said, time: str) -> str:
    return DURATIONS[time] if says.code == "km" else time


@pytest.mark.parametrize(
    ("moment", "on", "left", "coming", "until"),
    [
        ((8, 30), "registration", "30 min", "welcome", "30 min"),
        ((8, 59), "registration", "1 min", "welcome", "1 min"),
        ((9, 0), "welcome", "10 min", "opening", "10 min"),
        ((12, 0), "lunch", "1 h 30 min", "group", "1 h 30 min"),
        ((12, 30), "lunch", "1 h", "group", "1 h"),
    ],
)
async def test_what_is_on_and_what_comes_next(
    workshop: Workshop,
    dara: Person,
    says: Said,
    moment: tuple[int, int],
    on: str,
    left: str,
    coming: str,
    until: str,
) -> None:
    workshop.at(*moment)
    its, (first, running), (second, following) = (
        NOW[says.code],
        SESSIONS[says.code][on],
        SESSIONS[says.code][coming],
    )

    await dara.send("/now")

    running += "\n" + its["ends"].format(lasts(says, left))
    following += "\n" + its["starts"].format(second, lasts(says, until))
    assert seen(dara.last) == (
        "\n\n".join([its["on"], running, its["next"], following]),
        [[first, second], [its["update"]], *says.labels(["agenda", "home"])],
    )


async def test_before_the_workshop_it_says_when_it_begins(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    its, (time, title) = NOW[says.code], SESSIONS[says.code]["registration"]

    await dara.send("/now")

    ten = lasts(says, "10 min")
    rows = [[time], [its["update"]], *says.labels(["agenda", "home"])]
    assert seen(dara.last) == (
        f"{its['not_begun']}\n\n{title}\n{its['starts'].format(time, ten)}",
        rows,
    )
    workshop.at(8, 0)
    await dara.tap(its["update"])
    half = lasts(says, "30 min")
    assert dara.last.text == f"{its['not_begun']}\n\n{title}\n{its['starts'].format(time, half)}"
    await dara.tap(its["update"], edit=False)
    assert dara.answer is not None
    await dara.tap(time)
    assert dara.last.text.splitlines()[0] == title


@pytest.mark.parametrize(
    ("day", "when"),
    [
        (1, {"km": "ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ៨:៣០ ព្រឹក · ចាប់ផ្ដើមក្នុង ២ ថ្ងៃទៀត"}),
        (1, {"en": "Thursday, 3 July 2025 8:30 AM, in 2 days"}),
        (2, {"km": "ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ៨:៣០ ព្រឹក · ចាប់ផ្ដើមក្នុង ២៤ ម៉ោង ៣០ នាទីទៀត"}),
        (2, {"en": "Thursday, 3 July 2025 8:30 AM, in 24 h 30 min"}),
    ],
)
async def test_days_before_it_names_the_day(
    workshop: Workshop, day: int, when: dict[str, str]
) -> None:
    ((code, written),) = when.items()
    dara = await workshop.reader("Dara", code)
    workshop.at(8, day=day)

    await dara.send("/now")

    title = SESSIONS[code]["registration"][1]
    assert dara.last.text == f"{NOW[code]['not_begun']}\n\n{title}\n{written}"


async def test_the_last_session_has_nothing_after_it(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    its, (time, title) = NOW[says.code], SESSIONS[says.code]["closing"]
    workshop.at(16, 15)

    await dara.send("/now")

    assert seen(dara.last) == (
        f"{its['on']}\n\n{title}\n{its['ends'].format(lasts(says, '15 min'))}",
        [[time], [its["update"]], *says.labels(["agenda", "home"])],
    )


@pytest.mark.parametrize(("hour", "minute", "day"), [(16, 30, 3), (23, 59, 3), (9, 0, 4)])
async def test_after_the_workshop_it_says_thank_you(
    workshop: Workshop, dara: Person, says: Said, hour: int, minute: int, day: int
) -> None:
    workshop.at(hour, minute, day=day)

    await dara.send("/now")

    its = NOW[says.code]
    assert seen(dara.last) == (its["ended"], [[its["update"]], *says.labels(["agenda", "home"])])
