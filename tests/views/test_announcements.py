"""Announcements: how their screens read is in screens/announcement*.txt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from markupsafe import Markup

from bot.views import announce, announce_asks, announce_audience, announce_sent, announcement, pages
from bot.views.screen import Attachment, Screen
from simulator.html_reader import parse_html
from storage.models import (
    Agenda,
    AnnouncementStatus,
    Audience,
    AudienceKind,
    ChatLanguage,
    Composed,
    DeliveryStatus,
    Ledger,
    Locale,
    MediaKind,
    Organisation,
    Priority,
    Recipients,
)
from tests.views.announcements import DRAFT, KHMER_ONLY, SENT

Shown = Callable[[Screen], str]
Written = Callable[[str, Locale], dict[str, str]]
At = Callable[..., datetime]

PHOTO = replace(DRAFT, media_kind=MediaKind.PHOTO, file_id="photo")
URGENT = replace(DRAFT, priority=Priority.URGENT)
EVERYONE = Audience()
LEDGER = Ledger({DeliveryStatus.SENT: 170})


def asked(
    audience: Audience = EVERYONE, organisation: str | None = None, **changes: Any
) -> Composed:
    draft = replace(DRAFT, audience=audience, **changes)
    return Composed(draft, Recipients(120, 50, 1), organisation)


@pytest.mark.parametrize("locale", Locale)
def test_what_people_get(shown: Shown, written: Written, locale: Locale) -> None:
    screens = {
        "to everyone": announcement.message(SENT, locale),
        "urgent": announcement.message(URGENT, locale),
        "in Khmer only": announcement.message(KHMER_ONLY, locale),
        "withdrawn": announcement.withdrawn(SENT, locale),
    }

    found = {name: shown(screen) for name, screen in screens.items()}
    assert found == written("announcement", locale)


def test_a_linked_chat_reads_khmer_first() -> None:
    khmer, english = (announcement.message(SENT, locale).text for locale in Locale)

    assert announcement.written(SENT, ChatLanguage.BOTH).text == f"{khmer}\n\n{english}"
    assert announcement.written(SENT, ChatLanguage.KM).text == khmer
    assert announcement.written(SENT, ChatLanguage.EN).text == english
    assert announcement.written(SENT, Locale.EN).text == english
    only = announcement.message(KHMER_ONLY, Locale.KM).text
    assert announcement.written(KHMER_ONLY, ChatLanguage.BOTH).text == only
    assert announcement.withdrawn(SENT, ChatLanguage.BOTH).text == (
        "សេចក្ដីជូនដំណឹងនេះត្រូវបានដកវិញហើយ។\nThis announcement was withdrawn."
    )


@pytest.mark.parametrize("language", [*Locale, *ChatLanguage])
@pytest.mark.parametrize(("media", "most"), [(None, 4096), (MediaKind.PHOTO, 1024)])
def test_the_longest_that_can_be_written_fits(
    language: Locale | ChatLanguage, media: MediaKind | None, most: int
) -> None:
    length = 900 if media else 3500
    both = replace(
        URGENT, text_km="ក" * length, text_en="<" * length, media_kind=media, file_id="x"
    )

    for each in (both, replace(both, text_en=None, khmer_only=True)):
        assert pages.length(announcement.written(each, language).text) <= most


def test_what_does_not_fit_twice_is_left_to_the_bot() -> None:
    long = replace(SENT, text_km="ក" * 3500, text_en="a" * 3500)
    text = announcement.for_chat(long, ChatLanguage.BOTH).text

    assert text.endswith("ក\n\nIn English: please open the bot.")


def test_a_photo_goes_along_and_its_place_is_kept_when_it_is_withdrawn() -> None:
    photo = Attachment(MediaKind.PHOTO, "photo")

    assert announcement.message(PHOTO, Locale.KM).attachment == photo
    assert announcement.withdrawn(PHOTO, Locale.KM).attachment == photo
    assert announcement.for_chat(PHOTO, ChatLanguage.BOTH).attachment == photo


@pytest.mark.parametrize("locale", Locale)
def test_what_organisers_see(
    agenda: Agenda, at: At, shown: Shown, written: Written, locale: Locale
) -> None:
    def compose(its: Composed, problem: Markup | None = None) -> Screen:
        return announce.composer(its, agenda, now=at(8, 20), locale=locale, problem=problem)

    def preview(its: Composed) -> Screen:
        return announce.preview(its, agenda, now=at(8, 20), locale=locale)

    starred = Audience(AudienceKind.STARRED, "panel")
    organisation = Audience(AudienceKind.ORGANISATION, "4")
    odc, ccc = (Organisation(n, name, name) for n, name in ((4, "ODC"), (5, "CCC " * 20)))
    later = replace(DRAFT, due_at=at(10, 45))
    scheduled = replace(SENT, id=8, status=AnnouncementStatus.SCHEDULED, due_at=at(10, 45))
    screens = {
        "a draft": compose(asked()),
        "a draft without English": compose(asked(text_en=None)),
        "a draft with everything": compose(
            Composed(
                replace(
                    KHMER_ONLY,
                    priority=Priority.URGENT,
                    due_at=at(7, day=4),
                    media_kind=MediaKind.DOCUMENT,
                    audience=starred,
                ),
                Recipients(1, 0),
            ),
            problem=announce_asks.problem(
                "A text may have {most} characters, and this one has {n}. Please shorten it.",
                {"most": 3500, "n": 4000},
                locale,
            ),
        ),
        "go on?": announce.open_draft(DRAFT, locale),
        "send?": preview(asked()),
        "schedule?": preview(
            Composed(replace(later, audience=organisation), Recipients(1, 0), "ODC")
        ),
        "discard?": announce.ask_discard(7, locale),
        "discarded": announce.discarded(locale),
        "the Khmer text": announce_asks.first_text(locale),
        "the English text": announce_asks.second_text(7, locale),
        "the Khmer text again": announce_asks.text_again(7, Locale.KM, locale),
        "the English text again": announce_asks.text_again(7, Locale.EN, locale),
        "the photo": announce_asks.media(7, locale),
        "the time": announce_asks.time(7, locale),
        "the new Khmer text": announce_asks.correction(SENT, Locale.KM, locale),
        "the new English text": announce_asks.correction(SENT, Locale.EN, locale),
        "an English text at last": announce_asks.correction(KHMER_ONLY, Locale.EN, locale),
        "for whom?": announce_audience.kinds(7, locale),
        "which language?": announce_audience.languages(7, locale),
        "which level?": announce_audience.levels(7, locale),
        "which role?": announce_audience.roles(7, locale),
        "which organisation?": announce_audience.organisations(
            7, [(odc, 30), (ccc, 1)] * 5, page=0, locale=locale
        ),
        "which organisation, the last page": announce_audience.organisations(
            7, [(odc, 30), (ccc, 1)] * 5, page=9, locale=locale
        ),
        "no organisation": announce_audience.organisations(7, [], page=0, locale=locale),
        "which session?": announce_audience.sessions(
            7, agenda, {"panel": 12}, page=0, locale=locale
        ),
        "no session": announce_audience.sessions(7, agenda, {}, page=0, locale=locale),
        "nothing yet": announce_sent.announcements(
            [], draft=None, page=0, more=False, agenda=agenda, locale=locale
        ),
        "the second page": announce_sent.announcements(
            [scheduled, SENT], draft=DRAFT, page=1, more=True, agenda=agenda, locale=locale
        ),
        "one that was sent": announce_sent.opened(
            Composed(SENT, Recipients(0, 0)), LEDGER, agenda, locale=locale
        ),
        "one that waits": announce_sent.opened(
            Composed(scheduled, Recipients(0, 0)),
            Ledger({DeliveryStatus.PENDING: 170}),
            agenda,
            locale=locale,
        ),
        "one that was withdrawn": announce_sent.opened(
            Composed(replace(PHOTO, status=AnnouncementStatus.WITHDRAWN), Recipients(0, 0)),
            LEDGER,
            agenda,
            locale=locale,
        ),
        "correct?": announce_sent.preview_correction(SENT, LEDGER, locale),
        "withdraw?": announce_sent.ask_withdraw(SENT, locale),
    }

    found = {name: shown(screen) for name, screen in screens.items()}
    assert found == written("announce", locale)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize(
    ("audience", "khmer", "english"),
    [
        (Audience(AudienceKind.CHECKED_IN), "អ្នកដែលបានចុះវត្តមាន", "Whoever has checked in"),
        (Audience(AudienceKind.LANGUAGE, "en"), "អ្នកប្រើ English", "Readers of English"),
        (Audience(AudienceKind.LEVEL, "national"), "ថ្នាក់ជាតិ", "National level"),
        (Audience(AudienceKind.ORGANISATION, "9"), "—", "—"),
        (Audience(AudienceKind.ROLE, "speaker"), "វាគ្មិន", "Speakers"),
        (Audience(AudienceKind.STARRED, "gone"), "អ្នកដែលដាក់ផ្កាយលើវគ្គ «—»", "Whoever starred “—”"),
        (Audience(AudienceKind.WAITING), "បញ្ជីរង់ចាំ", "The waiting list"),
    ],
)
def test_an_audience_is_named(
    agenda: Agenda, audience: Audience, khmer: str, english: str, locale: Locale
) -> None:
    named = announce_audience.named(asked(audience), agenda, locale)

    assert named == {Locale.KM: khmer, Locale.EN: english}[locale]


@pytest.mark.parametrize("locale", Locale)
def test_long_texts_leave_room_for_the_rest(agenda: Agenda, at: At, locale: Locale) -> None:
    long = asked(text_km="ក" * 3500, text_en="& " * 1750)
    screens = [
        announce.composer(long, agenda, now=at(8), locale=locale),
        announce.open_draft(long.announcement, locale),
        announce_sent.opened(long, LEDGER, agenda, locale=locale),
        announce_asks.correction(long.announcement, Locale.EN, locale),
    ]

    assert [pages.length(screen.text) <= pages.LIMIT for screen in screens] == [True] * 4


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("typed", ['<b>&"', "</b>", "{n}", "&lt;", "<a href='x'>ក"])
def test_what_organisers_type_stays_text(
    agenda: Agenda, at: At, typed: str, locale: Locale
) -> None:
    its = asked(Audience(AudienceKind.ORGANISATION, "1"), typed, text_km=typed, text_en=typed)
    screens = [
        announcement.message(its.announcement, locale),
        announce.composer(its, agenda, now=at(8), locale=locale),
        announce.open_draft(its.announcement, locale),
        announce_sent.opened(its, LEDGER, agenda, locale=locale),
        announce_asks.correction(its.announcement, locale, locale),
        announce_sent.announcements(
            [its.announcement], draft=None, page=0, more=False, agenda=agenda, locale=locale
        ),
    ]
    for screen in screens:
        text, entities = parse_html(screen.text)
        assert typed in text
        assert {entity["type"] for entity in entities} <= {"bold"}
