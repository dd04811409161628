"""The agenda of the concept note as the bot writes it, by language."""

HEADINGS = {
    "km": ("របៀបវារៈ · ថ្ងៃព្រហស្បតិ៍ ទី៣ ខែកក្កដា ឆ្នាំ២០២៥", "បានបញ្ចប់", "កំពុងដំណើរការ", "វគ្គខាងមុខ"),
    "en": ("Agenda · Thursday, 3 July 2025", "Ended", "On stage now", "Coming up"),
}
NOTES = {
    "km": (
        "គណៈកម្មការរៀបចំសូមរក្សាសិទ្ធិកែប្រែរបៀបវារៈ ប្រសិនបើចាំបាច់។",
        "សូមចុចម៉ោងណាមួយ ដើម្បីអានព័ត៌មានលម្អិត។",
    ),
    "en": (
        "Organizing committee reserves the rights to change agenda if it’s necessary.",
        "Tap a time to read more about it.",
    ),
}
DAY = {
    "km": {
        "៨:៣០ ព្រឹក": "ការចុះឈ្មោះ និងកាហ្វេស្វាគមន៍",
        "៩:០០ ព្រឹក": "មតិស្វាគមន៍",
        "៩:១០ ព្រឹក": "សុន្ទរកថាបើក",
        "៩:២៥ ព្រឹក": "បទបង្ហាញ៖ ទិដ្ឋភាពទូទៅនៃគោលនយោបាយរដ្ឋាភិបាលឌីជីថលកម្ពុជា ២០២២-២០៣៥",
        "១០:៣០ ព្រឹក": "សម្រាកអាហារសម្រន់",
        "១០:៤៥ ព្រឹក": (
            "វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល? · វាគ្មិន (មិនទាន់បញ្ជាក់)"
        ),
        "១២:០០ ថ្ងៃត្រង់": "សម្រាកអាហារថ្ងៃត្រង់",
        "១:៣០ រសៀល": "ការងារជាក្រុម៖ ការកំណត់ឱកាស និងឧបសគ្គសម្រាប់អង្គការសង្គមស៊ីវិល",
        "២:៤៥ រសៀល": "បទបង្ហាញរបស់ក្រុម និងការពិភាក្សាពេញអង្គ",
        "៣:៣០ រសៀល": ("ការរួមគ្នារៀបចំអនុសាសន៍ ដើម្បីពង្រឹងភាពត្រៀមខ្លួនផ្នែកឌីជីថលរបស់អង្គការសង្គមស៊ីវិល"),
        "៤:១៥ រសៀល": "មតិបិទ និងជំហានបន្ទាប់",
    },
    "en": {
        "8:30 AM": "Registration & Welcome Coffee",
        "9:00 AM": "Welcoming remark",
        "9:10 AM": "Opening Remark",
        "9:25 AM": "Presentation: Overview of the Cambodia Digital Government Policy 2022-2035",
        "10:30 AM": "Coffee Break",
        "10:45 AM": (
            "Panel Discussion: What Does Digital Transformation mean for CSOs? · speakers (TBC)"
        ),
        "12:00 PM": "Lunch Break",
        "1:30 PM": "Group Work: Identifying Opportunities and Barriers for CSOs",
        "2:45 PM": "Group Presentations & Plenary Discussion",
        "3:30 PM": "Co-creating recommendations for strengthening the Digital Readiness of CSOs",
        "4:15 PM": "Closing Remarks & Next Steps",
    },
}
PANEL = {
    "km": """\
វេទិកាពិភាក្សា៖ តើបរិវត្តកម្មឌីជីថលមានន័យដូចម្ដេចសម្រាប់អង្គការសង្គមស៊ីវិល?
វេទិកាពិភាក្សា · {phase}

ម៉ោង ១០:៤៥ ព្រឹក - ១២:០០ ថ្ងៃត្រង់ (១ ម៉ោង ១៥ នាទី)
សាលធំ

អ្នកសម្របសម្រួល
លោក Pheap Bunleng មន្ត្រីកម្មវិធី នៃអង្គការយូណេស្កូប្រចាំកម្ពុជា (មិនទាន់បញ្ជាក់)

វាគ្មិនក្នុងវេទិកា
ឯកឧត្តម Thong Sopymakara អគ្គលេខាធិការរង នៃគណៈកម្មាធិការរដ្ឋាភិបាលឌីជីថល
តំណាងបណ្ឌិត្យសភាបច្ចេកវិទ្យាឌីជីថលកម្ពុជា (CADT) (មិនទាន់បញ្ជាក់)
Thy Try នាយកប្រតិបត្តិ នៃអង្គការទិន្នន័យអំពីការអភិវឌ្ឍ (ODC)
តំណាងដៃគូអភិវឌ្ឍន៍ – ក្រសួងការបរទេស និងពាណិជ្ជកម្មអូស្ត្រាលី (DFAT) (មិនទាន់បញ្ជាក់)""",
    "en": """\
Panel Discussion: What Does Digital Transformation mean for CSOs?
Panel discussion · {phase}

10:45 AM–12:00 PM (1 h 15 min)
Main hall

Facilitator
Mr. Pheap Bunleng, Program Officer, UNESCO Cambodia (TBC)

Panelists
H.E Thong Sopymakara, Deputy Secretary-General, Digital Government Committee
Representative CADT (TBC)
Thy Try, Executive Director, ODC
Representative from Development Partner – DFAT (TBC)""",
}
