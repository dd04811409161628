"""How updates are fetched: no single one, and no moment's refusal, ends it for everybody."""

import logging
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import ExtBot

from bot.logs import where
from bot.ratelimit import Lane

_log = logging.getLogger(__name__)


class PatientBot(ExtBot[Lane]):
    """A bot that goes on polling where python-telegram-bot's own would stop or turn in a circle.

    An update that the library cannot read is passed over; it would be fetched again without end.
    A 401 or 404 while polling is tried again; the library would poll no more and say so nowhere.
    """

    _batch: list[dict[str, Any]] = []  # noqa: RUF012 -- replaced, never changed

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """Fetch updates; an unreadable one comes without its content, so that it is confirmed."""
        try:
            await super().get_updates(*args, **kwargs)
        except InvalidToken as error:
            raise NetworkError("Telegram refuses the token") from error
        batch, self._batch = self._batch, []
        return tuple(self._read(update) for update in batch)

    async def _post(self, endpoint: str, *args: Any, **kwargs: Any) -> Any:
        result = await super()._post(endpoint, *args, **kwargs)
        if endpoint == "getUpdates":
            # Kept from the library, which would give up the batch and log it whole.
            self._batch, result = result, []
        return result

    def _read(self, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(raw, self)
        except Exception as error:  # noqa: BLE001 -- whatever its content made the library raise
            _log.error("update %s cannot be read: %s", raw["update_id"], where(error))
            return Update(raw["update_id"])
