"""An announcement and the people it did not reach, for the tests of the views that show them."""

from dataclasses import replace
from datetime import UTC, datetime

from storage.models import (
    Announcement,
    AnnouncementStatus,
    Audience,
    DeliveryStatus,
    Priority,
    Unreached,
)

SENT = Announcement(
    id=7,
    author_id=1,
    status=AnnouncementStatus.SENT,
    text_km="អាហារថ្ងៃត្រង់ <b>",
    text_en="Lunch & more\n\nUpstairs.",
    khmer_only=False,
    media_kind=None,
    file_id=None,
    audience=Audience(),
    priority=Priority.NORMAL,
    due_at=None,
    revision=3,
    correction_km=None,
    correction_en=None,
    confirmed_at=datetime(2025, 7, 3, 3, 20, tzinfo=UTC),
)
DRAFT = replace(SENT, status=AnnouncementStatus.DRAFT, confirmed_at=None)
KHMER_ONLY = replace(DRAFT, text_en=None, khmer_only=True)

UNREACHED = (
    Unreached("សុខ ដារ៉ា", "ODC", "012345678", DeliveryStatus.BLOCKED, None),
    Unreached("=1+1", None, "+855 12", DeliveryStatus.FAILED, "Bad Request: chat not found"),
    Unreached("Rith <i>", "A & B", None, DeliveryStatus.UNCERTAIN, "no answer from Telegram"),
    Unreached("Vanna", None, None, DeliveryStatus.EXPIRED, None),
    Unreached(None, None, None, DeliveryStatus.EXPIRED, "cancelled"),
)
