"""What each step of an organiser's entry about the agenda asks.

```mermaid
stateDiagram-v2
    [*] --> late: /late
    late --> [*]: minutes, preview
    [*] --> time
    time --> [*]: a time
    [*] --> title_km
    title_km --> title_en: or keep it
    title_en --> [*]: or keep it
    [*] --> room_km
    room_km --> room_en
    room_en --> [*]
    [*] --> speaker_en
    speaker_en --> speaker_km
    speaker_km --> [*]: or leave it in Latin
    [*] --> new_km
    new_km --> new_en
    new_en --> new_time
    new_time --> [*]
    [*] --> file
    file --> [*]: an event file, preview
```

Every button of the agenda's screens leads out of it, and so does /cancel; a wrong answer is asked
for again.
"""

from markupsafe import Markup

from bot.context import Context
from bot.handlers.drafts import desk
from bot.views import editing_texts as views
from bot.views import late as late_views
from bot.views.screen import Screen
from storage.models import Entry, EntryStep, Locale

LANGUAGE = {
    EntryStep.SESSION_TITLE_KM: Locale.KM,
    EntryStep.SESSION_TITLE_EN: Locale.EN,
    EntryStep.ROOM_KM: Locale.KM,
    EntryStep.ROOM_EN: Locale.EN,
    EntryStep.SPEAKER_EN: Locale.EN,
    EntryStep.SPEAKER_KM: Locale.KM,
    EntryStep.NEW_SESSION_KM: Locale.KM,
    EntryStep.NEW_SESSION_EN: Locale.EN,
}
"""In which language a text is asked for."""


async def question(context: Context, entry: Entry, problem: Markup | None = None) -> Screen:
    """Write what a step asks. Raises: NoSuchSession."""
    locale, step, asked = context.locale, entry.step, LANGUAGE.get(entry.step)
    match step:
        case EntryStep.LATE_MINUTES:
            return late_views.ask(locale, problem)
        case EntryStep.EVENT_FILE:
            return views.event_file(problem, locale)
        case EntryStep.NEW_SESSION_KM | EntryStep.NEW_SESSION_EN | EntryStep.NEW_SESSION_TIME:
            return views.new_session(asked, problem, locale)
    found = await desk(context)
    session = found.session(entry.subject.partition(":")[0])
    if asked is None:
        return views.time(found.agenda, session, problem, locale)
    kinds = {
        EntryStep.SESSION_TITLE_KM: views.title,
        EntryStep.SESSION_TITLE_EN: views.title,
        EntryStep.ROOM_KM: views.room,
        EntryStep.ROOM_EN: views.room,
    }
    return kinds.get(step, views.speaker)(session, asked, problem, locale)
