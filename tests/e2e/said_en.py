"""What the bot says while somebody registers, in English."""

from tests.e2e.said import Said

WAY_BACK = [["‹ Back", "Cancel"]]
PROVINCES = [
    ["Banteay Meanchey", "Battambang"],
    ["Kampong Cham", "Kampong Chhnang"],
    ["Kampong Speu", "Kampong Thom"],
    ["Kampot", "Kandal"],
    ["Kep", "Koh Kong"],
    ["Kratie", "Mondulkiri"],
    ["Oddar Meanchey", "Pailin"],
    ["Phnom Penh", "Preah Sihanouk"],
    ["Preah Vihear", "Prey Veng"],
    ["Pursat", "Ratanakiri"],
    ["Siem Reap", "Stung Treng"],
    ["Svay Rieng", "Takeo"],
    ["Tbong Khmum"],
]

EN = Said(
    code="en",
    language="English",
    heading="Registration · {} of 5",
    digits="0123456789",
    asks={
        "consent": (
            "Before you register\n\n"
            "To hold your place, the organisers keep your name, organisation, level, province,"
            " position and phone number. You may skip the last two.\n\n"
            "Only the organisers see them, and at the door your name and organisation are seen."
            " They are deleted on Friday, 3 October 2025, or at once when you ask: /mydata.\n\n"
            "Do you agree?"
        ),
        "name": "Please write your full name, in Khmer or Latin letters.",
        "organisation": "Which organisation are you from?",
        "same": "Others wrote an organisation like “{}”. Is it one of these?",
        "level": "At which level does your organisation mostly work?",
        "province": "In which province or capital? Tap it, or write its name.",
        "position": "What is your position there? You may skip this.",
        "phone": (
            "Which phone number can the organisers reach you at? Tap the button to share it, or"
            " write it. You may skip this."
        ),
    },
    rows={
        "consent": [["I agree"], ["I do not agree"]],
        "name": WAY_BACK,
        "organisation": WAY_BACK,
        "level": [["National level"], ["Sub-national level"], *WAY_BACK],
        "province": [*PROVINCES, *WAY_BACK],
        "position": [["Skip"], *WAY_BACK],
    },
    keys=[["Share my phone number"], ["Skip"], *WAY_BACK],
    problems={
        "name": (
            (
                "That does not look like a name. Please write your full name in letters, without"
                " numbers."
            ),
            "It still does not fit. For example: Sok Dara.",
        ),
        "name_too_long": (
            "That name is too long for me. Please write at most 80 letters.",
            "Still too long. A short form of your name is enough.",
        ),
        "organisation": (
            "Please write your organisation's name in letters, at most 120 of them.",
            "It still does not fit. For example: Open Development Cambodia.",
        ),
        "level": (
            "Please tap one of the two levels.",
            "The buttons are right under this message.",
        ),
        "province": (
            "I do not know that province. Please tap one of these.",
            "The buttons are right under this message.",
        ),
        "position": (
            "Please write your position in letters, at most 80 of them, or skip it.",
            "It still does not fit. For example: Program Officer.",
        ),
        "phone": (
            "That does not look like a phone number. Please write 8 to 15 digits, or skip it.",
            "It still does not fit. For example: 012345678.",
        ),
        "contact": (
            (
                "That is someone else's contact. Please share your own with the button, or write"
                " your number, or skip it."
            ),
            "Still someone else's. You can skip this step.",
        ),
        "tap": ("Please tap one of the buttons.", "The buttons are right under this message."),
        "not_text": (
            "I can only read text here. Please write your answer as a message.",
            "Still no text. Only written words can be taken here.",
        ),
    },
    stop_here="You can also stop here with /cancel and register at the desk.",
    buttons={
        "register": "Register",
        "agree": "I agree",
        "disagree": "I do not agree",
        "back": "‹ Back",
        "cancel": "Cancel",
        "skip": "Skip",
        "share": "Share my phone number",
        "national": "National level",
        "sub_national": "Sub-national level",
        "kampot": "Kampot",
        "keep_mine": "No, keep what I wrote",
        "confirm": "✅ Confirm",
        "change": "Change: ",
        "continue": "Continue registering",
        "ticket": "My ticket",
        "my_registration": "My registration",
        "change_details": "Change my details",
        "cannot_come": "I cannot come",
        "give_back": "Give my place back",
        "keep_place": "Keep my place",
        "register_again": "Register again",
        "agenda": "Agenda",
        "now": "What is on now",
        "ask": "Ask a question",
        "questions": "Questions",
        "home": "Main menu",
        "language": "Change language",
        "help": "Help",
        "about": "About the workshop",
        "privacy": "Privacy",
        "my_data": "My data",
        "delete": "Delete everything about me",
        "delete_all": "Delete everything",
        "keep_data": "Keep my data",
    },
    fields={
        "name": "Full name",
        "organisation": "Organisation",
        "level": "Level",
        "province": "Province or capital",
        "position": "Position",
        "phone": "Phone",
    },
    colon=":",
    is_right="Is everything right?",
    change_or_confirm="Tap a line to change it, or confirm.",
    phone_taken="Phone: {}",
    no_phone="All right, no phone number.",
    all_right="All right.",
    registered="You are registered.",
    nothing_saved="Nothing was saved. You can register whenever you like.",
    nothing_changed="Nothing was changed.",
    old_button="That button belongs to an earlier message. Please go on here:",
    unknown_command="I do not know that command. /help shows the ones I know.",
    nothing_to_cancel="There is nothing to cancel.",
    only_text="I can only read text. Please write a word, or choose one of these:",
    edited="I cannot see changes to a message. Please send it again as a new one.",
    home=(
        "Workshop on Digital Government Policy 2022-2035\n\n"
        "Building Civil Society Organizations Readiness\n\n"
        "When: Thursday, 3 July 2025 8:30 AM–4:30 PM\n"
        "Where: Hotel Cambodiana"
    ),
    you_are_registered="You are registered, {}.",
    you_are_waiting="You are on the waiting list, {}.",
    not_found=(
        "I found nothing about “{}” in the agenda.\n\nTry another word, or choose one of these:"
    ),
    ticket=(
        "Your ticket: {code}\n{name}\nThursday, 3 July 2025\n"
        "Show this picture or read out the code at the check-in desk."
    ),
    venue=("Hotel Cambodiana", "313 Sisowath Quay (Preah Sisowath Quay), Phnom Penh"),
    day_file="Open this file to put the agenda into your calendar.",
    coffee_break="Coffee Break",
    ask_withdraw=(
        "Give your place back? It goes to somebody else, and what you entered is deleted."
    ),
    withdrawn="Your place was given back. Thank you for telling us.",
    no_ticket="You have no ticket yet. Please register.",
    waiting="You are on the waiting list.",
    next_one="You are the next one.",
    one_before="1 person is before you.",
    two_before="2 people are before you.",
    i_write_to_you="I write to you as soon as a place becomes free.",
    good_news=(
        "Good news: a place became free for you at “Workshop on Digital Government Policy"
        " 2022-2035”."
    ),
    coffee_card=(
        "Coffee Break\nCoffee break · coming up\n\n10:30–10:45 AM (15 min)",
        [["☆ Star this session"], ["‹ Before", "Next ›"], ["Agenda"]],
    ),
    commands={
        "start": "Main menu",
        "register": "Register for the workshop",
        "agenda": "The agenda; /agenda and a word searches it",
        "now": "What is on now and what comes next",
        "ask": "Ask a question; nobody sees who asks",
        "questions": "What others ask",
        "survey": "Say what you think of the workshop",
        "settings": "Choose your reminders",
        "language": "Change language",
        "help": "What I can do",
        "privacy": "What happens to your data",
        "mydata": "See or delete what is stored about you",
        "cancel": "Stop what you are doing",
    },
    help_notes=(
        (
            "You can also just write a word, and I look it up in the agenda.\n"
            "Or simply write your question, and tap “Ask this”."
        ),
        "If I cannot help, please ask at the registration desk.",
    ),
    desk_link="This code is for the check-in desk. Please show it there when you arrive.",
    values={
        "national": "National level",
        "sub_national": "Sub-national level",
        "kampot": "Kampot province",
        "phnom_penh": "Phnom Penh (capital)",
    },
)
