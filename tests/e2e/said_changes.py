"""What people read when the agenda changes, by language."""

NOTICE = {
    "km": """\
ការផ្លាស់ប្ដូររបៀបវារៈ

វគ្គទាំងអស់ចាប់ពីម៉ោង ១០:៣០ ព្រឹក ត្រូវពន្យារពេល ១៥ នាទី៖
ម៉ោង ៩:២៥-១០:៣០ ព្រឹក → ម៉ោង ៩:២៥-១០:៤៥ ព្រឹក · បទបង្ហាញ៖ ទិដ្ឋភាពទូទៅនៃគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥
១០:៣០ ព្រឹក → ១០:៤៥ ព្រឹក · សម្រាកអាហារសម្រន់
១០:៤៥ ព្រឹក → ១១:០០ ព្រឹក · វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល?
១២:០០ ថ្ងៃត្រង់ → ១២:១៥ រសៀល · សម្រាកអាហារថ្ងៃត្រង់
១:៣០ រសៀល → ១:៤៥ រសៀល · ការងារជាក្រុម៖ ការកំណត់ឱកាស និងឧបសគ្គសម្រាប់អង្គការសង្គមស៊ីវិល
២:៤៥ រសៀល → ៣:០០ រសៀល · បទបង្ហាញរបស់ក្រុម និងការពិភាក្សាពេញអង្គ
៣:៣០ រសៀល → ៣:៤៥ រសៀល · ការរួមគ្នារៀបចំអនុសាសន៍ ដើម្បីពង្រឹងភាពត្រៀមខ្លួនផ្នែកឌីជីថលរបស់អង្គការសង្គមស៊ីវិល
៤:១៥ រសៀល → ៤:៣០ រសៀល · មតិបិទ និងជំហានបន្ទាប់""",
    "en": """\
Change of the agenda

Everything from 10:30 AM on is 15 min later:
9:25–10:30 AM → 9:25–10:45 AM · Presentation: Overview of the Cambodia Digital Government Policy 2022-2035
10:30 AM → 10:45 AM · Coffee Break
10:45 AM → 11:00 AM · Panel Discussion: What Does Digital Transformation mean for CSOs?
12:00 PM → 12:15 PM · Lunch Break
1:30 PM → 1:45 PM · Group Work: Identifying Opportunities and Barriers for CSOs
2:45 PM → 3:00 PM · Group Presentations & Plenary Discussion
3:30 PM → 3:45 PM · Co-creating recommendations for strengthening the Digital Readiness of CSOs
4:15 PM → 4:30 PM · Closing Remarks & Next Steps""",  # noqa: E501 -- a line of a message
}
"""The notice of a delay of 15 minutes, published at 10:20."""

BREAKS = {
    "km": """\
ការផ្លាស់ប្ដូររបៀបវារៈ

ប្ដូរម៉ោង៖
ម៉ោង ៩:២៥-១០:៣០ ព្រឹក → ម៉ោង ៩:២៥-១០:៤៥ ព្រឹក · បទបង្ហាញ៖ ទិដ្ឋភាពទូទៅនៃគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥
ម៉ោង ១០:៣០-១០:៤៥ ព្រឹក → ម៉ោង ១០:៤៥-១០:៥៥ ព្រឹក · សម្រាកអាហារសម្រន់
១០:៤៥ ព្រឹក → ១០:៥៥ ព្រឹក · វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល?
ម៉ោង ១២:០០ ថ្ងៃត្រង់ - ១:៣០ រសៀល → ម៉ោង ១២:១០-១:៣០ រសៀល · សម្រាកអាហារថ្ងៃត្រង់""",
    "en": """\
Change of the agenda

New times:
9:25–10:30 AM → 9:25–10:45 AM · Presentation: Overview of the Cambodia Digital Government Policy 2022-2035
10:30–10:45 AM → 10:45–10:55 AM · Coffee Break
10:45 AM → 10:55 AM · Panel Discussion: What Does Digital Transformation mean for CSOs?
12:00–1:30 PM → 12:10–1:30 PM · Lunch Break""",  # noqa: E501 -- a line of a message
}
"""The same delay taken out of the breaks."""

PANEL = {
    "km": "វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល?",
    "en": "Panel Discussion: What Does Digital Transformation mean for CSOs?",
}
REMINDED = {
    "km": "ចាប់ផ្ដើមក្នុង ១០ នាទីទៀត (ម៉ោង ១១:០០ ព្រឹក)",
    "en": "Starts in 10 minutes (11:00 AM)",
}
HEADING = {"km": "ការផ្លាស់ប្ដូររបៀបវារៈ", "en": "Change of the agenda"}

BUTTONS = {
    "km": {
        "move": "រំកិលទាំងអស់",
        "breaks": "កាត់ពេលសម្រាក",
        "later": "អាចបញ្ចប់យឺត",
        "stays": "បញ្ចប់ម៉ោងដដែល",
        "publish": "ផ្សព្វផ្សាយ",
        "discard": "បោះបង់ការកែប្រែ",
        "more": "កែប្រែបន្ថែម",
        "tell": "ជូនដំណឹងភ្លាម",
        "undo": "មិនធ្វើវិញ",
        "preview": "មើលជាមុន",
        "edit": "កែប្រែរបៀបវារៈ",
        "take back": "ដកការកែចុងក្រោយ",
        "15": "+១៥",
    },
    "en": {
        "move": "Move everything",
        "breaks": "Shorten the breaks",
        "later": "The day may end later",
        "stays": "The end stays",
        "publish": "Publish",
        "discard": "Discard changes",
        "more": "Change more",
        "tell": "Tell now",
        "undo": "Undo",
        "preview": "Preview",
        "edit": "Change the agenda",
        "take back": "Take back the last one",
        "15": "+15",
    },
}
PUBLISHED = {
    "km": "បានផ្សព្វផ្សាយ។\nនឹងជូនដំណឹងដល់ {} នាក់ នៅម៉ោង {} ព្រឹក។",
    "en": "Published.\n{} people are told at {} AM.",
}
UNDONE = {
    "km": "បានត្រឡប់វិញ។ របៀបវារៈនៅដូចមុនវិញហើយ។\nមិនចាំបាច់ជូនដំណឹងដល់នរណាទេ។",
    "en": "Undone. The agenda is again what it was before.\nNobody needs to be told.",
}
HOW_LATE = {"km": "តើកម្មវិធីយឺតប៉ុន្មាននាទី?", "en": "How many minutes late is it?"}
NOT_MINUTES = {
    "km": "យើងខ្ញុំមិនយល់ទេ។ សូមសរសេរចំនួននាទី ពី ១ ដល់ ២៤០។",
    "en": "I did not understand that. Please write minutes, from 1 to 240.",
}
DISCARDED = {
    "km": "បានបោះបង់។ របៀបវារៈដែលបានផ្សព្វផ្សាយនៅដដែល ហើយគ្មាននរណាទទួលដំណឹងទេ។",
    "en": "Discarded. The published agenda stays as it is, and nobody was told.",
}
TOLD_AFTER = {
    "km": "នឹងជូនដំណឹងដល់ {} នាក់ នៅ ២ នាទី ក្រោយពេលអ្នកផ្សព្វផ្សាយ។",
    "en": "{} people are told, 2 min after you publish.",
}
NOT_ALLOWED = {
    "km": "មុខងារនេះសម្រាប់តែក្រុមអ្នករៀបចំសិក្ខាសាលាប៉ុណ្ណោះ។",
    "en": "That is only for the people who run the workshop.",
}
CONFIRMED = {
    "km": (
        "ការផ្លាស់ប្ដូររបៀបវារៈ\n\n"
        "វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល? · ១០:៤៥ ព្រឹក\n"
        "បានបញ្ជាក់៖ តំណាងដៃគូអភិវឌ្ឍន៍ – ក្រសួងការបរទេស និងពាណិជ្ជកម្មអូស្ត្រាលី (DFAT)"
    ),
    "en": (
        "Change of the agenda\n\n"
        "Panel Discussion: What Does Digital Transformation mean for CSOs? · 10:45 AM\n"
        "Confirmed: Representative from Development Partner – DFAT"
    ),
}
