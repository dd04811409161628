"""What is said about the end of the data."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from bot.views import purging as views
from bot.views.screen import Screen
from storage.models import Agenda, Erased, KeyEnd, Locale, PurgeReport

COUNTS: dict[Erased, int | None] = {
    **{what: n for n, what in enumerate(Erased, 1)},
    Erased.WALK_INS: 0,
    Erased.MARKS: 1250,
    Erased.WAYS_BACK: None,
}
REPORT = PurgeReport(datetime(2025, 10, 2, 17, tzinfo=UTC), COUNTS)
DAY = date(2025, 10, 3)


def report(locale: Locale, end: KeyEnd, *, clean: bool = True) -> str:
    return views.report(REPORT, DAY, locale, clean=clean, end=end, path="data/workshop.key")


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    agenda: Agenda,
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    event = agenda.event
    assert written("purging", locale) == {
        "over": shown(views.over(agenda, DAY)),
        "soon": shown(views.soon(event, COUNTS, locale)),
        "soon, of nobody": shown(views.soon(event, dict.fromkeys(Erased, 0), locale)),
        "done": shown(views.done(REPORT, DAY, locale)),
        "in the shell: to delete": views.to_delete(event, {Erased.PEOPLE: 2}, locale),
        "in the shell: confirm": views.confirm(event, locale).strip(),
        "in the shell: report": report(locale, KeyEnd.GONE),
        "in the shell: not finished": report(locale, KeyEnd.KEPT, clean=False),
        "in the shell: the key lies elsewhere": report(locale, KeyEnd.ELSEWHERE),
        "in the shell: refused": "\n".join(
            [
                views.in_use(event, locale),
                views.too_early(event, locale),
                views.no_claim(DAY, locale),
                views.refused(views.NEEDS_YES, locale),
                views.refused(views.NO_EVENT, locale),
                views.refused(views.NOT_CONFIRMED, locale),
            ]
        ),
    }
