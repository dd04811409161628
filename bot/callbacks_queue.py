"""The speakers' buttons: their questions, and what they do about each."""

from dataclasses import dataclass

from bot.callbacks import Callback


@dataclass(frozen=True, slots=True)
class OpenQueue(Callback):
    """Show a page of one's questions; pages count from 0."""

    CODE = "sq"
    page: int


@dataclass(frozen=True, slots=True)
class OpenMine(Callback):
    """Show a question that one may answer; `apart` 1 in a message of its own."""

    CODE = "sq.see"
    question_id: str
    apart: int = 0


@dataclass(frozen=True, slots=True)
class WriteAnswer(Callback):
    """Answer in writing."""

    CODE = "sq.write"
    question_id: str


@dataclass(frozen=True, slots=True)
class SendAnswer(Callback):
    """Publish the answer that was shown, `short` of it."""

    CODE = "sq.send"
    question_id: str
    text: str


@dataclass(frozen=True, slots=True)
class DropAnswer(Callback):
    """Publish nothing of what was written."""

    CODE = "sq.drop"
    question_id: str


@dataclass(frozen=True, slots=True)
class WillAnswer(Callback):
    """Answer it on the stage."""

    CODE = "sq.stage"
    question_id: str


@dataclass(frozen=True, slots=True)
class ChooseOther(Callback):
    """Choose to whom a question is passed."""

    CODE = "sq.pass"
    question_id: str


@dataclass(frozen=True, slots=True)
class PassTo(Callback):
    """Pass a question to another speaker, `short` of their id."""

    CODE = "sq.to"
    question_id: str
    speaker: str


@dataclass(frozen=True, slots=True)
class NotMine(Callback):
    """Give a question back."""

    CODE = "sq.no"
    question_id: str
