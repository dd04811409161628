"""What reminders and notices say, once in each language, apart from the bot's own catalogue."""

from dataclasses import dataclass
from datetime import datetime

from tests.e2e.day_people import LOCAL

LATIN = "0123456789"
KHMER = "០១២៣៤៥៦៧៨៩"


def khmer(text: str) -> str:
    """Write numbers in Khmer digits."""
    return text.translate(str.maketrans(LATIN, KHMER))


def _period_km(hour: int, minute: int) -> str:
    if hour < 12:
        return "ព្រឹក"
    return "ថ្ងៃត្រង់" if (hour, minute) == (12, 0) else "រសៀល"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The sentences of one language."""

    code: str
    starts: str
    began: str
    changed: str
    tbc: str
    more: str
    venue: str
    own_choice: str
    heading: str
    later: str
    earlier: str
    cancelled: str
    confirmed: str
    clock: str
    speakers_tbc: str
    starred: str
    briefing: str
    survey: str
    thanks: str

    def parts(self, moment: datetime) -> tuple[str, str]:
        """Split a time into its hands and the part of the day."""
        local = moment + LOCAL
        hands = f"{local.hour % 12 or 12}:{local.minute:02}"
        if self.code == "km":
            return khmer(hands), _period_km(local.hour, local.minute)
        return hands, "AM" if local.hour < 12 else "PM"

    def hour(self, moment: datetime) -> str:
        """Write a time as lists have it."""
        return " ".join(self.parts(moment))

    def time(self, moment: datetime) -> str:
        """Write a time as sentences have it."""
        return self.clock + self.hour(moment)

    def hours(self, start: datetime, end: datetime) -> str:
        """Write from when to when."""
        (begins, part), (ends, last_part) = self.parts(start), self.parts(end)
        if part == last_part:
            dash = "-" if self.code == "km" else "–"
            return f"{self.clock}{begins}{dash}{ends} {last_part}"
        dash = " - " if self.code == "km" else "–"
        return f"{self.clock}{begins} {part}{dash}{ends} {last_part}"

    def counted(self, sentence: str, n: int, **values: str) -> str:
        """Fill a sentence that counts."""
        number = khmer(str(n)) if self.code == "km" else str(n)
        said = sentence.format(n=number, **values)
        return said.replace("1 minutes", "1 minute") if n == 1 else said


EN = Words(
    code="en",
    starts="Starts in {n} minutes ({time})",
    began="Began at {time}",
    changed="changed (was {old})",
    tbc=" (TBC)",
    more="{names} and {n} more",
    venue="""\
Today · Thursday, 3 July 2025
Hotel Cambodiana
313 Sisowath Quay (Preah Sisowath Quay), Phnom Penh""",
    own_choice="You choose which reminders you get: /settings",
    heading="Change of the agenda",
    later="Everything from {time} on is {n} min later:",
    earlier="Everything from {time} on is {n} min earlier:",
    cancelled="This session is cancelled ({hours}).",
    confirmed="Confirmed: Representative from Development Partner – DFAT",
    clock="",
    speakers_tbc=" · speakers (TBC)",
    starred=" · ★ starred",
    briefing="""\
Your session begins soon

{title}

Time: {hours}
Place: Main hall
Led by: Mr. Pheap Bunleng, Program Officer, UNESCO Cambodia (TBC)

While the session is on, a list of questions stands here, without a sound.""",
    survey="""\
{title}

{introduction}

{n} questions; most need one tap.
Open until 6 July 2025, 8:00 PM.

• Nobody can see which answers are yours: not the organisers either.
• That you took part is kept apart from what you answered.
• Nothing is shown for fewer than five people.""",
    thanks="""\
Thank you for coming.

“Workshop on Digital Government Policy 2022-2035” is over.

If you have not answered the survey yet: it is open.

What is stored about you is deleted on Friday, 3 October 2025; with /mydata you\
 see or delete it at any time.""",
)
KM = Words(
    code="km",
    starts="ចាប់ផ្ដើមក្នុង {n} នាទីទៀត ({time})",
    began="បានចាប់ផ្ដើមនៅ{time}",
    changed="មានការផ្លាស់ប្ដូរ (ពីមុន៖ {old})",
    tbc=" (មិនទាន់បញ្ជាក់)",
    more="{names} និង {n} រូបទៀត",
    venue="""\
ថ្ងៃនេះ · ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥
សណ្ឋាគារកាំបូឌីយ៉ាណា (Hotel Cambodiana)
លេខ ៣១៣ មាត់ទន្លេព្រះស៊ីសុវត្ថិ (Sisowath Quay) រាជធានីភ្នំពេញ""",
    own_choice="អ្នកអាចកំណត់ការរំលឹកដែលអ្នកចង់ទទួល៖ /settings",
    heading="ការផ្លាស់ប្ដូររបៀបវារៈ",
    later="វគ្គទាំងអស់ចាប់ពី{time} ត្រូវពន្យារពេល {n} នាទី៖",
    earlier="វគ្គទាំងអស់ចាប់ពី{time} នឹងចាប់ផ្ដើមលឿនជាងមុន {n} នាទី៖",
    cancelled="វគ្គនេះត្រូវបានលុបចោល ({hours})។",
    confirmed="បានបញ្ជាក់៖ តំណាងដៃគូអភិវឌ្ឍន៍ – ក្រសួងការបរទេស និងពាណិជ្ជកម្មអូស្ត្រាលី (DFAT)",
    clock="ម៉ោង ",
    speakers_tbc=" · វាគ្មិន (មិនទាន់បញ្ជាក់)",
    starred=" · ★ បានដាក់ផ្កាយ",
    briefing="""\
វគ្គនឹងចាប់ផ្ដើមក្នុងពេលឆាប់ៗ

{title}

ពេលវេលា៖ {hours}
ទីកន្លែង៖ សាលធំ
អ្នកដឹកនាំវគ្គ៖ លោក Pheap Bunleng មន្ត្រីកម្មវិធី នៃអង្គការយូណេស្កូប្រចាំកម្ពុជា (មិនទាន់បញ្ជាក់)

ពេលវគ្គកំពុងដំណើរការ បញ្ជីសំណួរនឹងបង្ហាញនៅទីនេះ ដោយគ្មានសំឡេង។""",
    survey="""\
{title}

{introduction}

មាន {n} សំណួរ។ ភាគច្រើនត្រូវចុចតែម្ដងប៉ុណ្ណោះ។
បើករហូតដល់ថ្ងៃទី៦ ខែកក្កដា ឆ្នាំ២០២៥ ម៉ោង ៨:០០ ល្ងាច។

• គ្មាននរណាដឹងថាចម្លើយណាជារបស់អ្នកទេ សូម្បីតែអ្នករៀបចំ។
• ខ្ញុំកត់ត្រាតែការចូលរួមរបស់អ្នក ហើយរក្សាទុកចម្លើយដាច់ដោយឡែក។
• បើមានអ្នកឆ្លើយតិចជាង ៥ នាក់ ខ្ញុំមិនបង្ហាញលទ្ធផលទេ។""",
    thanks="""\
សូមអរគុណដែលបានអញ្ជើញមកចូលរួម។

«សិក្ខាសាលាស្ដីពីគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥» បានបញ្ចប់ហើយ។

ការស្ទង់មតិកំពុងបើក។ សូមចូលរួមឆ្លើយ ប្រសិនបើអ្នកមិនទាន់បានឆ្លើយ។

ទិន្នន័យអំពីអ្នកនឹងត្រូវលុបនៅថ្ងៃសុក្រ ទី៣ ខែតុលា ឆ្នាំ២០២៥។ អ្នកអាចមើល ឬលុបទិន្នន័យនោះបានគ្រប់ពេល តាម /mydata។""",
)
WORDS = {"en": EN, "km": KM}
