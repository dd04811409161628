"""What only the key can undo: sealed ways back, and hashes that stand for people.

All of it is libsodium's: secretbox (XSalsa20-Poly1305) and keyed BLAKE2b.
Source: PyNaCl, nacl.secret.SecretBox and nacl.hash.blake2b.
"""

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.secret import SecretBox
from nacl.utils import random

_ID_BYTES = 8
_DIGEST_BYTES = 16
_LENGTH_BYTES = 4


class Seal:
    """Seals and hashes under one key of 32 bytes. Each purpose has a key of its own."""

    def __init__(self, key: bytes) -> None:
        self._upvote = _derived(key, b"upvote")
        self._report = _derived(key, b"report")
        self._way_back = SecretBox(_derived(key, b"way back"))
        self._takes_part = _derived(key, b"takes part")
        self._drafts = _derived(key, b"drafts")
        self._responses = SecretBox(_derived(key, b"responses"))
        self._poster = _derived(key, b"poster")
        self.mark = _hash(_derived(key, b"mark"), "", 0)
        """What tells this key from others, and no more."""

    def voter(self, question_id: str, telegram_id: int) -> str:
        """Return what stands for a person among those who want to know this one question too."""
        return _hash(self._upvote, question_id, telegram_id)

    def reporter(self, question_id: str, telegram_id: int) -> str:
        """Return what stands for a person among those who reported this one question."""
        return _hash(self._report, question_id, telegram_id)

    def participant(self, survey_id: str, telegram_id: int) -> str:
        """Return what stands for a person among those who answered this one survey."""
        return _hash(self._takes_part, survey_id, telegram_id)

    def drafter(self, survey_id: str, telegram_id: int) -> str:
        """Return under what a person's unfinished answers to this one survey are kept."""
        return _hash(self._drafts, survey_id, telegram_id)

    def poster(self, event_id: str) -> str:
        """Return the code on the poster by which people check themselves in."""
        return _hash(self._poster, event_id, 0)

    def close_response(self, survey_id: str, content: bytes, *, room: int) -> bytes:
        """Seal answers to a survey, or a draft of them; with the same room all have one length.

        `room`: bytes. Raises: ValueError when the content is longer than that.
        """
        if len(content) > room:
            raise ValueError("the answers do not fit")
        length = len(content).to_bytes(_LENGTH_BYTES)
        padded = _digest(survey_id) + length + content.ljust(room, b"\0")
        return bytes(self._responses.encrypt(padded))

    def open_response(self, survey_id: str, sealed: bytes) -> bytes | None:
        """Return what was sealed; None for another key or another survey."""
        try:
            padded = self._responses.decrypt(sealed)
        except (CryptoError, ValueError):
            return None
        if padded[:_DIGEST_BYTES] != _digest(survey_id):
            return None
        begin = _DIGEST_BYTES + _LENGTH_BYTES
        return padded[begin : begin + int.from_bytes(padded[_DIGEST_BYTES:begin])]

    @staticmethod
    def nobody() -> str:
        """Return what looks like somebody among those who voted or answered, and is nobody."""
        return random(_DIGEST_BYTES).hex()

    def close(self, question_id: str, telegram_id: int) -> bytes:
        """Seal the way back to who asked; every seal has the same length and looks random."""
        content = _digest(question_id) + telegram_id.to_bytes(_ID_BYTES)
        return bytes(self._way_back.encrypt(content))

    def open(self, question_id: str, sealed: bytes) -> int | None:
        """Return who asked; None for what was sealed with another key or for another question."""
        try:
            content = self._way_back.decrypt(sealed)
        except (CryptoError, ValueError):
            return None
        if content[:_DIGEST_BYTES] != _digest(question_id):
            return None
        return int.from_bytes(content[_DIGEST_BYTES:])


def _derived(key: bytes, purpose: bytes) -> bytes:
    return blake2b(b"", digest_size=SecretBox.KEY_SIZE, key=key, person=purpose, encoder=RawEncoder)


def _digest(about: str) -> bytes:
    return blake2b(about.encode(), digest_size=_DIGEST_BYTES, encoder=RawEncoder)


def _hash(key: bytes, about: str, telegram_id: int) -> str:
    said = f"{about}:{telegram_id}".encode()
    return blake2b(said, digest_size=_DIGEST_BYTES, key=key).decode()
