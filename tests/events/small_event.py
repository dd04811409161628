"""A small event file without a fault, for tests to break in one place."""

SMALL_EVENT = """\
[event]
id = "small-2026"
title = { km = "សិក្ខាសាលា", en = "Workshop" }
topic = { km = "ប្រធានបទ", en = "Topic" }
first_day = 2026-03-01
last_day = 2026-03-01
time_zone = "Asia/Phnom_Penh"
capacity = 100
purge_on = 2026-06-01

[event.venue]
name = { km = "សណ្ឋាគារ", en = "Hotel" }
address = { km = "រាជធានីភ្នំពេញ", en = "Phnom Penh" }
latitude = 11.5
longitude = 104.9

[event.contact]
phone = "012 345 678"

[[event.organisers]]
id = "host"
name = { km = "CCC", en = "CCC" }
description = { km = "អំពី CCC", en = "About" }

[[event.organisers]]
id = "guest"
name = { km = "ODC", en = "ODC" }
description = { km = "អំពី ODC", en = "Of ODC" }

[[rooms]]
id = "hall-a"
name = { km = "សាល ក", en = "Hall A" }

[[rooms]]
id = "hall-b"
name = { km = "សាល ខ", en = "Hall B" }

[[rooms]]
id = "foyer"
name = { km = "សាលមុខ", en = "Foyer" }

[[speakers]]
id = "ann"
kind = "person"
name = { en = "Ann" }

[[speakers]]
id = "ngo"
kind = "organisation"
name = { km = "អង្គការ", en = "NGO" }

[[speakers]]
id = "eve"
kind = "person"
name = { km = "អេវ", en = "Eve" }

[[speakers]]
id = "all"
kind = "group"
name = { km = "អ្នកចូលរួម", en = "All" }

[[sessions]]
id = "talk"
kind = "presentation"
title = { km = "បទបង្ហាញ", en = "Talk" }
start = 2026-03-01 08:30:00
end = 2026-03-01 09:30:00
room = "hall-a"
items = [{ title = { km = "សំណួរ", en = "Questions" }, minutes = 20, qa = true }]
speakers = [{ speaker = "ann", role = "speaker" }]

[[sessions]]
id = "panel"
kind = "panel"
title = { km = "វេទិកាពិភាក្សា", en = "Panel" }
description = { km = "អំពីវេទិកា", en = "Of the panel" }
start = 2026-03-01 09:00:00
end = 2026-03-01 10:00:00
room = "hall-b"
qa_open = true
optional = true
speakers = [
    { speaker = "ngo", role = "panelist" },
    { speaker = "eve", role = "moderator", confirmed = false },
]

[[sessions]]
id = "end"
kind = "closing"
title = { km = "មតិបិទ", en = "End" }
start = 2026-03-01 10:00:00
end = 2026-03-01 11:00:00

[survey]
title = { km = "ការស្ទង់មតិ", en = "Survey" }
introduction = { km = "សូមប្រាប់យើងខ្ញុំ។", en = "Please tell us." }
opens = "end"
closes = 2026-04-01 20:00:00
nudges = [2026-03-30 19:00:00, 2026-03-31 08:30:00]
feedback = false

[[survey.sections]]
id = "policy"
title = { km = "គោលនយោបាយ", en = "Policy" }

[[survey.sections.items]]
id = "before"
kind = "scale"
question = { km = "មុន?", en = "Before?" }
scale = "knowledge"

[[survey.sections.items]]
id = "after"
kind = "scale"
question = { km = "ក្រោយ?", en = "After?" }
required = true
scale = "knowledge"
compares_with = "before"

[[survey.sections]]
id = "day"
title = { km = "ថ្ងៃនេះ", en = "The day" }

[[survey.sections.items]]
id = "best"
kind = "choice"
question = { km = "ល្អបំផុត?", en = "Best?" }
options = [
    { id = "food", text = { km = "អាហារ", en = "Food" } },
    { id = "people", text = { km = "មនុស្ស", en = "People" } },
]

[[survey.sections.items]]
id = "barriers"
kind = "choices"
question = { km = "ឧបសគ្គ?", en = "Barriers?" }
options = [
    { id = "money", text = { km = "ថវិកា", en = "Money" } },
    { id = "time", text = { km = "ពេល", en = "Time" } },
]

[[survey.sections.items]]
id = "interpretation"
kind = "yes_no"
question = { km = "បានប្រើ?", en = "Used?" }
follow_up = { km = "ហេតុអ្វី?", en = "Why not?" }
follow_up_on = "no"

[[survey.sections.items]]
id = "last"
kind = "text"
question = { km = "អ្វីទៀត?", en = "Else?" }
"""
