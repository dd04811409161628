"""What organisers read while they change the agenda, by language."""

LABELS = {
    "km": {
        "time": "ម៉ោង",
        "keep": "ទុកដដែល",
        "new room": "បន្ទប់ថ្មី",
        "no room": "គ្មានបន្ទប់កំណត់",
        "confirm": "បញ្ជាក់",
        "replace": "ដាក់អ្នកជំនួស",
        "somebody": "វាគ្មិនថ្មី",
        "moderator": "អ្នកដឹកនាំការពិភាក្សា",
        "remove": "ដកចេញ",
        "cancel": "លុបចោលវគ្គនេះ",
        "restore": "ដាក់មកវិញ",
        "cancelled": "មតិបិទ និងជំហានបន្ទាប់ · បានលុបចោល",
        "add": "បន្ថែមវគ្គ",
        "back": "‹ ត្រឡប់ក្រោយ",
    },
    "en": {
        "time": "Time",
        "keep": "Keep it",
        "new room": "A new room",
        "no room": "No room of its own",
        "confirm": "Confirm",
        "replace": "Replace",
        "somebody": "Somebody new",
        "moderator": "Moderator",
        "remove": "Remove",
        "cancel": "Cancel the session",
        "restore": "Restore",
        "cancelled": "Closing Remarks & Next Steps · cancelled",
        "add": "Add a session",
        "back": "‹ Back",
    },
}
CHANGES = {
    "km": {1: "មានការកែប្រែ ១ ចំណុចដែលមិនទាន់ផ្សព្វផ្សាយ។"},
    "en": {1: "1 change is not published yet."},
}
NOT_TIME = {"km": "យើងខ្ញុំមិនយល់ម៉ោងនោះទេ។", "en": "I did not understand that time."}
NOT_KHMER = {
    "km": "អត្ថបទនេះគ្មានអក្សរខ្មែរ ឬវែងជាង ១២០ តួអក្សរ។",
    "en": "That has no Khmer letters, or it is longer than 120 characters.",
}
NOT_LATIN = {
    "km": "សូមប្រើតែអក្សរឡាតាំង មិនលើសពី ១២០ តួអក្សរ។",
    "en": "Please use Latin letters only, 120 characters at most.",
}
OVERLAP = {
    "km": "«បទបង្ហាញរបស់ក្រុម និងការពិភាក្សាពេញអង្គ»",
    "en": "“Group Presentations & Plenary Discussion” is in the same room at that time.",
}
CHANGING = {
    "km": "អ្នករៀបចំម្នាក់ទៀតក៏កំពុងកែប្រែរបៀបវារៈដែរ តែមិនទាន់ផ្សព្វផ្សាយ៖",
    "en": "Somebody else is changing the agenda too, not published yet:",
}
MEANWHILE = {
    "km": "មើលជាមុន។ មិនទាន់បានផ្សព្វផ្សាយទេ។\n\nរបៀបវារៈ ឬការកែប្រែរបស់អ្នកទើបតែផ្លាស់ប្ដូរ។",
    "en": "Preview. Nothing is published yet.\n\nThe agenda or your draft changed meanwhile.",
}
PUBLISHED_BY_OTHERS = {
    "km": "អ្នករៀបចំផ្សេងបានផ្សព្វផ្សាយការកែប្រែនេះ ក្រោយពេលអ្នកមើលលើកមុន៖",
    "en": "Others published this since you last looked:",
}
NOT_FILE = {
    "km": "សារនេះគ្មានឯកសារ ឬឯកសារនោះធំជាង ១ មេកាបៃ។",
    "en": "That is no file of up to 1 MiB.",
}
FAULTS = {
    "km": "ឯកសារនេះប្រើមិនបានទេ។ មិនមានការកែប្រែអ្វីទេ។\n\nsessions[11] (closing).end: ",
    "en": "This file cannot be used. Nothing was changed.\n\nsessions[11] (closing).end: ",
}
ANOTHER = {
    "km": "ឯកសារនេះជារបស់សិក្ខាសាលាផ្សេង។",
    "en": "That file is about another event.",
}
WAITS = {"km": "ឯកសារសិក្ខាសាលាត្រូវបានកែប្រែ។", "en": "The event file was edited."}
