"""What the simulator refuses, in Telegram's words."""

from collections.abc import Mapping
from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Refusal(Exception):
    """An answer with `ok: false`.

    `code` is the HTTP status and the `error_code`; `parameters` becomes ResponseParameters.
    """

    def __init__(
        self, code: int, description: str, *, parameters: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Give the JSON Telegram answers with."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters is not None:
            body["parameters"] = dict(self.parameters)
        return body


class ControlError(Exception):
    """What the control API answers when somebody asks a person to do the impossible."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def bad_request(problem: str, **parameters: Any) -> Refusal:
    """Make a 400 whose description is `Bad Request: <problem>`."""
    return Refusal(400, f"Bad Request: {problem}", parameters=parameters or None)


def forbidden(problem: str) -> Refusal:
    """Make a 403 whose description is `Forbidden: <problem>`."""
    return Refusal(403, f"Forbidden: {problem}")


def retry_after(seconds: int) -> Refusal:
    """Make a 429 that asks the bot to wait `seconds`."""
    return Refusal(
        429,
        f"Too Many Requests: retry after {seconds}",
        parameters={"retry_after": seconds},
    )
