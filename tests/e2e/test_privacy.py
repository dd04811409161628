import pytest

from simulator.person import Person
from tests.e2e.conftest import Workshop
from tests.e2e.plays import details, double_tap, play_to, register
from tests.e2e.said import Said, seen

NOTICE = {
    "km": """\
ឯកជនភាពរបស់អ្នក

អ្វីដែលរក្សាទុក៖ លេខសម្គាល់ Telegram របស់អ្នក ភាសា វគ្គដែលអ្នកដាក់ផ្កាយ ព័ត៌មានដែលអ្នកបំពេញពេលចុះឈ្មោះ \
និងម៉ោងដែលអ្នកចុះវត្តមាន។

អ្នកដែលមើលឃើញ៖ មានតែអ្នករៀបចំប៉ុណ្ណោះ។ អ្នកចុះវត្តមាននៅមាត់ទ្វារឃើញឈ្មោះ អង្គការ/ស្ថាប័ន និងកូដសំបុត្រ។ \
ពេលកំពុងបញ្ជូន សាររបស់អ្នកឆ្លងកាត់ Telegram និងអ្នកគ្រប់គ្រងម៉ាស៊ីនមេ។

សំណួរ ត្រូវបានរក្សាទុកដោយគ្មានឈ្មោះអ្នក។ អ្នករៀបចំ អ្នកត្រួតពិនិត្យសំណួរ និងវាគ្មិន មើលមិនឃើញថាអ្នកណាសួរទេ។ \
ទោះបីមានគេយកបានមូលដ្ឋានទិន្នន័យ ឯកសារចម្លង បញ្ជី ឬកំណត់ហេតុ ក៏មិនអាចដឹងដែរ។ \
ប៉ុន្តែរបៀបសរសេររបស់អ្នក អាចឱ្យគេដឹងថាជាអ្នក។

ការចុច «ចង់ដឹងដែរ» និងការរាយការណ៍ ត្រូវបានរក្សាទុកជាកូដជំនួសឈ្មោះប៉ុណ្ណោះ៖ \
បើគ្មានកូនសោរបស់ bot គ្មានអ្នកណាអាចដឹងថាជាអ្នកណាទេ។
បើអ្នកចង់ឱ្យ bot ប្រាប់ពេលមានចម្លើយ អ្វីដែលភ្ជាប់សំណួរទៅអ្នក ត្រូវបានរក្សាទុកជាសម្ងាត់ \
ហើយលុបចោលក្រោយពេលប្រាប់រួច។

ចម្លើយស្ទង់មតិ និងការវាយតម្លៃវគ្គ ត្រូវបានរក្សាទុកដាច់ពីបញ្ជីអ្នកចូលរួមឆ្លើយ៖ \
គ្មាននរណាដឹងថាអ្នកឆ្លើយអ្វីទេ ហើយបើមានអ្នកឆ្លើយតិចជាង ៥ នាក់ ក៏មិនបង្ហាញដែរ។ \
ចម្លើយដែលអ្នកមិនទាន់ផ្ញើត្រូវបានបិទត្រា។

រយៈពេល៖ រហូតដល់ថ្ងៃសុក្រ ទី៣ ខែតុលា ឆ្នាំ២០២៥ ឬរហូតដល់អ្នកលុបដោយខ្លួនឯង។""",
    "en": """\
Your privacy

What is kept: your Telegram id, your language, the sessions you star, what you enter when you \
register, and when you were checked in.

Who sees it: only the organisers. Who checks people in at the door sees names, organisations and \
ticket codes. Telegram and the person who runs the server handle your messages \
while they are in transit.

Questions are kept without your name: organisers, moderators and speakers cannot see who asked, \
and neither can anyone who gets hold of the database, a copy, a list or the log. Your way of \
writing can still give you away.

Votes and reports are kept only as stand-ins: without the bot's key nobody can turn one into a name.
If you want to be told of the answer, the way back to you is kept sealed, and deleted once you \
were told.

The survey and the ratings of sessions are kept apart from who took part: nobody can see what you \
answered, and nothing is shown for fewer than five people. Answers that you have not sent are \
sealed.

For how long: until Friday, 3 October 2025, or until you delete it yourself.""",
}
ABOUT = {
    "km": """\
ទិន្នន័យទាំងអស់ដែលរក្សាទុកអំពីអ្នក

លេខសម្គាល់ Telegram៖ {id}
លេខក្នុងមូលដ្ឋានទិន្នន័យ៖ 1
ភាសា៖ ភាសាខ្មែរ
តួនាទី៖ អ្នកចូលរួម
ការចុះឈ្មោះ៖ {status}
បើកលើកដំបូង៖ ថ្ងៃទី៣ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ៨:២០ ព្រឹក""",
    "en": """\
Everything that is stored about you

Telegram id: {id}
Number in the database: 1
Language: English
Role: participant
Registration: {status}
First opened: 3 July 2025, 8:20 AM""",
}
STATUS = {"km": ("មិនទាន់ចុះឈ្មោះ", "បានចុះឈ្មោះ"), "en": ("not registered", "registered")}
REGISTERED = {
    "km": """\
យល់ព្រមលើសេចក្ដីជូនដំណឹងអំពីឯកជនភាព៖ ថ្ងៃទី៣ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ៨:២០ ព្រឹក
បានចុះឈ្មោះ៖ ថ្ងៃទី៣ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ៨:២០ ព្រឹក
{details}
សំបុត្រចូលរួម៖ {code}""",
    "en": """\
Privacy notice agreed to: 3 July 2025, 8:20 AM
Registered: 3 July 2025, 8:20 AM
{details}
Ticket: {code}""",
}
STEP = {"km": "ជំហាន៖ មុខតំណែង", "en": "Step: Position"}
UNFINISHED = {
    "km": "ការចុះឈ្មោះដែលមិនទាន់បញ្ចប់",
    "en": "A registration you have not finished",
}
REMINDERS = {
    "km": """\
ការរំលឹកដែលអ្នកបានជ្រើសរើស
• វគ្គ៖ រំលឹកគ្រប់វគ្គ ១០ នាទី មុនពេលចាប់ផ្ដើម
• ពេលសម្រាកអាហារ៖ មិនរំលឹក
• ពេលព្រឹក៖ ផ្ញើរបៀបវារៈប្រចាំថ្ងៃ""",
    "en": """\
Reminders you chose
• Sessions: all, 10 min before the start
• Coffee and lunch: no
• Morning: the day's plan""",
}
STARRED = {
    "km": "វគ្គដែលអ្នកបានដាក់ផ្កាយ\n• សម្រាកអាហារសម្រន់",
    "en": "Sessions you starred\n• Coffee Break",
}
ASK = {
    "km": (
        "តើអ្នកចង់លុបទិន្នន័យទាំងអស់អំពីអ្នកមែនទេ? លុបហើយ មិនអាចយកមកវិញបានទេ។",
        "អ្នកក៏នឹងបាត់បង់កន្លែងក្នុងសិក្ខាសាលាដែរ។",
    ),
    "en": (
        "Delete everything that is stored about you? This cannot be undone.",
        "You also lose your place at the workshop.",
    ),
}
GOODBYE = {
    "km": "ទិន្នន័យទាំងអស់អំពីអ្នកត្រូវបានលុបហើយ។ បើត្រូវការម្ដងទៀត សូមចុច /start។ សូមជម្រាបលា។",
    "en": "Everything about you was deleted. If you need me again, tap /start. Goodbye.",
}
TABLES = ("participant", "conversation", "star", "delivery", "organisation", "reminder_rule")


def about(dara: Person, says: Said, *, registered: bool = False) -> str:
    return ABOUT[says.code].format(id=dara.id, status=STATUS[says.code][registered])


async def rows(workshop: Workshop) -> dict[str, int]:
    return {table: len(await workshop.db.all(f"SELECT * FROM {table}")) for table in TABLES}


async def test_the_notice_says_what_is_kept_who_sees_it_and_for_how_long(
    dara: Person, says: Said
) -> None:
    await dara.send("/privacy")
    assert seen(dara.last) == (NOTICE[says.code], says.labels(["my_data"], ["agenda", "home"]))
    await dara.tap(says.buttons["my_data"])
    assert dara.last.text == f"{about(dara, says)}\n\n{REMINDERS[says.code]}"
    await dara.tap(says.buttons["privacy"])

    assert dara.last.text == NOTICE[says.code]


async def test_my_data_shows_exactly_what_is_stored(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    buttons = says.labels(["delete"], ["privacy", "home"])
    await dara.send("/mydata")
    assert seen(dara.last) == (f"{about(dara, says)}\n\n{REMINDERS[says.code]}", buttons)

    await register(dara, says)
    await dara.open_link("session_coffee-break")
    await dara.tap(dara.last.buttons[0][0], dara.last)
    await dara.send("/mydata")

    row = await workshop.db.one("SELECT ticket_code FROM participant")
    assert row is not None
    stands = REGISTERED[says.code].format(
        details=says.details(**details(says)), code=row["ticket_code"]
    )
    registered = f"{about(dara, says, registered=True)}\n{stands}"
    text = f"{registered}\n\n{REMINDERS[says.code]}\n\n{STARRED[says.code]}"
    assert seen(dara.last) == (text, buttons)


async def test_my_data_shows_a_registration_under_way(dara: Person, says: Said) -> None:
    await play_to("position", dara, says)

    await dara.send("/mydata", expect=2)

    said = says.details(**details(says, position="—", phone="—"))
    unfinished = f"{UNFINISHED[says.code]}\n{said}\n{STEP[says.code]}"
    text = f"{about(dara, says)}\n\n{unfinished}\n\n{REMINDERS[says.code]}"
    assert dara.chat[-2].text == text


@pytest.mark.parametrize("registered", [False, True])
async def test_deletion_is_asked_and_can_be_left(
    workshop: Workshop, dara: Person, says: Said, *, registered: bool
) -> None:
    if registered:
        await register(dara, says)
    stored = await rows(workshop)
    await dara.send("/mydata")
    data = dara.last.text

    await dara.tap(says.buttons["delete"])
    asked = "\n".join(ASK[says.code][: 1 + registered])
    assert seen(dara.last) == (asked, says.labels(["delete_all"], ["keep_data"]))
    await dara.tap(says.buttons["keep_data"])

    assert dara.last.text == data
    assert await rows(workshop) == stored


async def test_deletion_removes_every_row_and_the_language_is_asked_again(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await register(dara, says)
    await dara.open_link("session_coffee-break")
    await dara.tap(dara.last.buttons[0][0], dara.last)
    await dara.send("/register")
    await dara.tap(says.buttons["change_details"])
    assert await rows(workshop) == dict(zip(TABLES, (1, 1, 1, 0, 1, 1), strict=True))

    await dara.send("/mydata", expect=2)
    await dara.tap(says.buttons["delete"])
    await dara.tap(says.buttons["delete_all"])
    await dara.settled()

    assert seen(dara.last) == (GOODBYE[says.code], [])
    assert await rows(workshop) == dict.fromkeys(TABLES, 0)
    await dara.send("Chan Thida")
    assert dara.last.buttons == [["ភាសាខ្មែរ"], ["English"]]
    await dara.tap(says.language, dara.last)
    assert seen(dara.last) == says.menu()


async def test_deletion_tapped_twice_is_answered_twice(
    workshop: Workshop, dara: Person, says: Said
) -> None:
    await dara.send("/mydata")
    await dara.tap(says.buttons["delete"])

    await double_tap(workshop.simulator, dara, says.buttons["delete_all"])

    assert dara.chat[-2].text == GOODBYE[says.code]
    assert dara.last.buttons == [["ភាសាខ្មែរ"], ["English"]]
    assert await rows(workshop) == dict.fromkeys(TABLES, 0)


async def test_deletion_in_the_middle_of_registering_takes_the_keys_away(
    dara: Person, says: Said
) -> None:
    await play_to("phone", dara, says)
    await dara.send("/mydata", expect=2)

    await dara.tap(says.buttons["delete"])
    await dara.tap(says.buttons["delete_all"])
    await dara.settled()

    assert dara.keyboard == []
    assert seen(dara.last) == (GOODBYE[says.code], [])


async def test_deletion_leaves_everybody_else(workshop: Workshop, dara: Person, says: Said) -> None:
    sophea = await workshop.reader("Sophea", says.code)
    await register(sophea, says)

    await dara.send("/help")
    await dara.tap_data("wd:1")
    await dara.tap_data("del:1")

    assert await rows(workshop) == dict(zip(TABLES, (1, 0, 0, 0, 1, 1), strict=True))
    await sophea.send("/register")
    assert seen(sophea.last) == says.standing(**details(says))
