"""The outbox: render, send, and note what Telegram said of each delivery."""

import asyncio
import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from telegram.error import TelegramError

from bot import rendering
from bot.logs import where
from bot.outbox_sending import (
    CERTAIN,
    hints_at_the_network,
    is_reachable,
    note_failure,
    send,
    understood,
)
from bot.outbox_sound import is_listened, is_silent
from bot.ratelimit import Lane, TurnedAway, TwoLanes
from bot.services import announcements, deliveries
from bot.shared import Bot, Shared
from bot.views import deliveries as views
from bot.views.screen import Screen
from storage.errors import WritingOver
from storage.models import (
    DISCREET,
    Delivery,
    DeliveryStatus,
    Outcome,
    Parcel,
)

IN_HAND_SECONDS = 0.5
"""So much of the pace is in hand: enough never to wait for the database, little to repeat."""
LOOK_SECONDS = 1.0
"""After so long it looks for what has become due, though nothing of what is in hand ended."""
STOP_SECONDS = 5.0
"""So long a stop waits for answers that are under way."""
TRIES = 3
"""How often a stop tries to note what became of what was sent."""
UNANSWERED = "the program stopped before Telegram answered"


_BACK = DeliveryStatus.PENDING

_log = logging.getLogger(__name__)


async def drain(bot: Bot, shared: Shared) -> None:
    """Send what is due until nothing is, or until the program stops.

    As long as Telegram asked to wait, or cannot be reached, nothing is taken in hand.
    """
    lanes = bot.rate_limiter
    if not isinstance(lanes, TwoLanes):
        raise TypeError("the outbox needs the two lanes")
    if not lanes.halted and await is_reachable(bot, shared):
        now = shared.clock.now()
        await announcements.begin(shared.db, await shared.agenda.current(now=now), now=now)
        await _Hand(bot, shared, lanes).run()


class _Hand:
    """The deliveries in hand: as some end, they are noted and others taken in one transaction."""

    def __init__(self, bot: Bot, shared: Shared, lanes: TwoLanes) -> None:
        self._bot = bot
        self._shared = shared
        self._lanes = lanes
        self._sending: dict[asyncio.Task[list[Outcome]], Parcel] = {}
        self._outcomes: list[Outcome] = []
        """What became of deliveries, and is not noted yet."""
        self._failures = 0
        """How many times in a row the ledger could not be written."""

    async def run(self) -> None:
        """Send until nothing is due, or nothing can be sent for now."""
        try:
            while True:
                await self._take(await self._turn())
                if self._sending:
                    await self._wait()
                elif not self._outcomes:
                    return
        finally:
            for left in self._sending:
                left.cancel()

    async def _turn(self) -> list[Parcel]:
        """Note what ended and take in hand what there is room for, as soon as the ledger allows.

        What was sent and is not noted would be sent again; so a ledger that cannot be written is
        waited for, except by a stop. Raises: what the database says, with nothing in hand.
        """
        while True:
            now, room = self._shared.clock.now(), self._room()
            try:
                parcels = await deliveries.turn(self._shared.db, self._outcomes, room=room, now=now)
            except WritingOver:  # whom they were for is deleted, and so are they
                self._outcomes = []
                return []
            except Exception as error:
                if not (self._outcomes or self._sending):
                    raise
                self._failures += 1
                if self._failures == 1:
                    _log.error("the ledger cannot be written: %s", where(error))
                if self._sending or (self._shared.stopping.is_set() and self._failures > TRIES):
                    return []
                await asyncio.sleep(LOOK_SECONDS)
            else:
                self._outcomes, self._failures = [], 0
                return parcels

    async def _take(self, parcels: Sequence[Parcel]) -> None:
        """Begin to send these."""
        if not parcels:
            return
        now = self._shared.clock.now()
        try:
            # Read once for all of them: now it is at hand for each.
            its = await self._shared.agenda.current(now=now)
        except Exception as error:  # noqa: BLE001 -- what is in hand must not stay there
            _log.error("the agenda cannot be read: %s", where(error))
            back = [
                Outcome(each, _BACK, untried=True) for one in parcels for each in one.deliveries
            ]
            self._outcomes += back
            await asyncio.sleep(LOOK_SECONDS)
            return
        listened = is_listened(its, now)
        for parcel in parcels:
            quietly = is_silent(parcel, listened=listened)
            sending = asyncio.create_task(self._deliver(parcel, quietly=quietly))
            self._sending[sending] = parcel

    def _room(self) -> int:
        """Say for how many more there is room; nothing is taken for the sake of a few."""
        stops = self._shared.stopping.is_set()
        if stops or self._lanes.halted or self._shared.network.wait:
            return 0
        if self._shared.network.failures:  # one by one, until one succeeds
            return int(not self._sending)
        most = math.ceil(self._lanes.per_second * IN_HAND_SECONDS)
        room = most - len(self._sending)
        return room if room >= most / 4 else 0

    async def _wait(self) -> None:
        """Wait until some of what is in hand ended."""
        stops = self._shared.stopping.is_set()
        if stops or self._lanes.halted or self._shared.network.failures >= CERTAIN:
            # They are written anew when it goes on. A single failure may be one chat's alone.
            self._lanes.turn_away(Lane.BULK)
        if stops:
            done, late = await asyncio.wait(self._sending, timeout=STOP_SECONDS)
        else:
            done, late = await asyncio.wait(
                self._sending, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
        for sending in done:
            del self._sending[sending]
            self._outcomes += sending.result()
        if stops:
            self._give_up(late)

    def _give_up(self, late: Iterable[asyncio.Task[list[Outcome]]]) -> None:
        """Leave what Telegram has and did not answer: it may have arrived, and is not repeated."""
        for sending in late:
            sending.cancel()
            for each in self._sending.pop(sending).deliveries:
                self._outcomes.append(Outcome(each, DeliveryStatus.UNCERTAIN, UNANSWERED))

    async def _deliver(self, parcel: Parcel, *, quietly: bool) -> list[Outcome]:
        """Write and send what is for one recipient, and say what became of each delivery."""
        outcomes, written = await self._write(parcel)
        if not written:
            return outcomes
        screens = [screen for _, screen in written if isinstance(screen, Screen)]
        what, fit = views.merged(screens) if screens else (written[0][1], 1)
        going, left = [[each for each, _ in part] for part in (written[:fit], written[fit:])]
        outcomes += [Outcome(each, _BACK, untried=True) for each in left]
        try:
            number = await send(self._bot, going[0].chat_id, what, quietly=quietly)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it must not hold up the others
            outcomes += self._failed(going, error)
        else:
            self._shared.network.succeeded()
            outcomes += [Outcome(each, DeliveryStatus.SENT, message_id=number) for each in going]
        naming = self._shared.naming
        return [replace(each, named=naming.pop(each.delivery.id, ())) for each in outcomes]

    async def _write(
        self, parcel: Parcel
    ) -> tuple[list[Outcome], list[tuple[Delivery, Screen | rendering.Edit]]]:
        """Write each delivery in its reader's language of this moment, if it is true now."""
        outcomes, written = [], []
        for each in parcel.deliveries:
            now = self._shared.clock.now()
            try:
                text = await rendering.write(self._shared, each, parcel.reader, now=now)
            except Exception as error:  # noqa: BLE001 -- it must not hold up the others
                _log.error("%s: %s", _title([each]), where(error))
                outcomes += [Outcome(each, DeliveryStatus.FAILED, type(error).__name__)]
                continue
            if isinstance(text, rendering.Useless):
                outcomes += [Outcome(each, DeliveryStatus.EXPIRED, text.reason)]
            else:
                written += [(each, text)]
        return outcomes, written

    def _failed(self, going: Sequence[Delivery], error: Exception) -> list[Outcome]:
        """Say what an error of Telegram, or on the way there, means for what was sent."""
        if hints_at_the_network(error):
            note_failure(self._shared)
        elif isinstance(error, TelegramError) and not isinstance(error, TurnedAway):
            self._shared.network.succeeded()
        if not isinstance(error, TurnedAway):
            _log.warning("%s: %s", _title(going), _named(error))
        return [understood(error, each) for each in going]


def _title(going: Sequence[Delivery]) -> str:
    """Name a delivery for the log; not one whose number would tell who has not answered yet."""
    numbers = [each.id for each in going if each.kind not in DISCREET]
    return f"delivery {numbers[0]}" if numbers else "a message about the survey"


def _named(error: Exception) -> str:
    return type(error).__name__ if isinstance(error, TelegramError) else where(error)
