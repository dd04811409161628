"""What a request to the control API carries."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from simulator.errors import ControlError
from simulator.parameters import Upload


@dataclass(frozen=True, slots=True)
class Body:
    """The fields of a request, and the file that came with it."""

    fields: dict[str, Any] = field(default_factory=dict)
    upload: Upload | None = None

    def text(self, name: str) -> str:
        """Give a text that must be there. Raises: ControlError 400."""
        value = self.fields.get(name)
        if not isinstance(value, str) or not value:
            raise ControlError(400, f"{name} must be a text")
        return value

    def maybe_text(self, name: str) -> str | None:
        """Give a text, or None when it is absent or empty."""
        return None if not self.fields.get(name) else self.text(name)

    def integer(self, name: str, default: int | None = None) -> int:
        """Give a whole number. Raises: ControlError 400."""
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ControlError(400, f"{name} must be a whole number")
        return value

    def number(self, name: str, default: float) -> float:
        """Give a number. Raises: ControlError 400."""
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ControlError(400, f"{name} must be a number")
        return float(value)

    def moment(self, name: str) -> datetime | None:
        """Give an aware moment, or None when it is absent. Raises: ControlError 400."""
        given = self.maybe_text(name)
        if given is None:
            return None
        try:
            moment = datetime.fromisoformat(given)
        except ValueError:
            raise ControlError(400, f"{name} must be a date and time as in ISO 8601") from None
        if moment.tzinfo is None:
            raise ControlError(400, f"{name} must say its offset from UTC")
        return moment


async def read(request: Request) -> Body:
    """Read a JSON object, or a form with one file. Raises: ControlError 400."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _read_form(request)
    raw = await request.body()
    try:
        fields = json.loads(raw) if raw.strip() else {}
    except ValueError:
        raise ControlError(400, "the body must be JSON") from None
    if not isinstance(fields, dict):
        raise ControlError(400, "the body must be a JSON object")
    return Body(fields)


async def _read_form(request: Request) -> Body:
    fields: dict[str, Any] = {}
    upload: Upload | None = None
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                upload = Upload(
                    file_name=value.filename or "file",
                    mime_type=value.content_type or "application/octet-stream",
                    content=await value.read(),
                )
            else:
                fields[name] = value
    return Body(fields, upload)
