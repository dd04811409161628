"""What a request to the Bot API carries, whichever way it was encoded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from simulator.errors import bad_request


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a request."""

    file_name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one request: strings, as Telegram reads them, and uploaded files."""

    values: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Give a parameter as it was sent; "42" stays text."""
        return self.values.get(name, default)

    def required(self, name: str) -> str:
        """Give a parameter, or refuse the request because it is missing or empty."""
        value = self.values.get(name, "")
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """Give a whole number; what is not one counts as the default, as Telegram has it."""
        try:
            return int(self.values.get(name, "").strip())
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Tell whether a parameter says yes."""
        return self.values.get(name, "").strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str, *, problem: str) -> Any:
        """Give a JSON parameter read, or None when it is absent; refuse what is no JSON."""
        raw = self.values.get(name, "")
        if not raw.strip():
            return None
        try:
            return json.loads(raw)
        except ValueError:
            raise bad_request(problem) from None


def as_text(value: Any) -> str:
    """Turn one value of a JSON body into the string a form would have carried."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


async def read(request: Request) -> Parameters:
    """Collect a request's parameters from its query, its JSON, its form or its parts.

    Raises: Refusal when the body is no JSON although it says so.
    """
    values = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        try:
            content = json.loads(body) if body else {}
        except ValueError:
            raise bad_request("can't parse the request body as JSON") from None
        if not isinstance(content, dict):
            raise bad_request("object expected as the request body")
        values.update({k: as_text(v) for k, v in content.items() if v is not None})
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = Upload(
                        file_name=value.filename or name,
                        mime_type=value.content_type or "application/octet-stream",
                        content=await value.read(),
                    )
                else:
                    values[name] = value
    return Parameters(values, uploads)
