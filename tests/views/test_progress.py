"""How a broadcast goes on; the screens are in screens/progress.*.txt."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.views import progress
from bot.views.screen import Screen
from storage.models import Broadcast, DeliveryKind, DeliveryStatus, Ledger, Locale
from tests.views.announcements import UNREACHED

ZONE = ZoneInfo("Asia/Phnom_Penh")


@pytest.mark.parametrize("locale", Locale)
def test_screens(
    at: Callable[..., datetime],
    shown: Callable[[Screen], str],
    written: Callable[[str, Locale], dict[str, str]],
    locale: Locale,
) -> None:
    states = DeliveryStatus
    announced, subject = DeliveryKind.ANNOUNCEMENT, "7"
    broadcasts = {
        "scheduled": Broadcast(
            announced, subject, Ledger({states.PENDING: 170}), due_at=at(10, 45)
        ),
        "under way": Broadcast(
            announced,
            subject,
            Ledger({states.PENDING: 60, states.SENDING: 15, states.SENT: 1424, states.BLOCKED: 1}),
        ),
        "everybody got it": Broadcast(announced, subject, Ledger({states.SENT: 170})),
        "not everybody got it": Broadcast(
            announced,
            subject,
            Ledger(
                {
                    states.SENT: 165,
                    states.BLOCKED: 1,
                    states.FAILED: 1,
                    states.UNCERTAIN: 1,
                    states.EXPIRED: 2,
                }
            ),
            UNREACHED,
        ),
        "a group was lost": Broadcast(
            announced, subject, Ledger({states.SENT: 4, states.BLOCKED: 2}, lost_chats=1)
        ),
        "cancelled": Broadcast(announced, subject, Ledger({states.EXPIRED: 5}), UNREACHED[4:]),
        "nobody had it": Broadcast(DeliveryKind.CORRECTION, "7-3", Ledger({})),
        "a correction": Broadcast(
            DeliveryKind.CORRECTION, "7-3", Ledger({states.SENT: 1, states.PENDING: 1})
        ),
        "a change of the agenda": Broadcast(
            DeliveryKind.CHANGE, "%-4", Ledger({states.SENT: 1, states.PENDING: 2})
        ),
        "changed again before it was sent": Broadcast(
            DeliveryKind.CHANGE, "%-4", Ledger({states.EXPIRED: 170})
        ),
    }
    screens = {
        name: shown(progress.progress(each, zone=ZONE, locale=locale))
        for name, each in broadcasts.items()
    }

    assert screens == written("progress", locale)


@pytest.mark.parametrize(
    ("through", "total", "full"),
    [(0, 170, 0), (16, 170, 0), (17, 170, 1), (169, 170, 9), (1, 1, 10)],
)
def test_the_bar_is_full_only_at_the_end(through: int, total: int, full: int) -> None:
    states = DeliveryStatus
    ledger = Ledger({states.SENT: through, states.PENDING: total - through})

    bar = progress.bar(ledger, Locale.EN)

    assert bar == "▰" * full + "▱" * (10 - full) + f" {through} of {total}"
