"""The buttons of those who ask and read: what a card says stands in its text, not in its button."""

from dataclasses import dataclass

from bot.callbacks import Callback

ANYONE = ""
"""For whoever of the session can answer."""


@dataclass(frozen=True, slots=True)
class ChooseAsk(Callback):
    """Choose for which session a question is; a text quoted in the message is the question."""

    CODE = "q.ask"


@dataclass(frozen=True, slots=True)
class AskAbout(Callback):
    """Ask in a session, `short` of its id."""

    CODE = "q.in"
    session: str


@dataclass(frozen=True, slots=True)
class AskSpeaker(Callback):
    """Ask a speaker of a session, `short` of the ids; ANYONE for whoever can answer."""

    CODE = "q.for"
    session: str
    speaker: str


@dataclass(frozen=True, slots=True)
class RewriteAsk(Callback):
    """Write a question anew; see AskSpeaker."""

    CODE = "q.edit"
    session: str
    speaker: str


@dataclass(frozen=True, slots=True)
class DropAsk(Callback):
    """Ask nothing after all."""

    CODE = "q.drop"


@dataclass(frozen=True, slots=True)
class SendAsk(Callback):
    """Send the question that the message quotes, under this id; see AskSpeaker.

    `tell` 1: keep a sealed way back until its asker was told of the answer.
    """

    CODE = "q.send"
    question_id: str
    session: str
    speaker: str
    tell: int


@dataclass(frozen=True, slots=True)
class FollowQuestion(Callback):
    """Show how a question stands, for whoever asked it."""

    CODE = "q.see"
    question_id: str


@dataclass(frozen=True, slots=True)
class OpenQuestions(Callback):
    """Show the questions of a session, `short` of its id; of what is on where it is empty."""

    CODE = "q.list"
    session: str


@dataclass(frozen=True, slots=True)
class ChooseQuestions(Callback):
    """Choose of which session to read the questions."""

    CODE = "q.sess"


@dataclass(frozen=True, slots=True)
class MoreQuestions(Callback):
    """Show the questions that come after this one, which stood among the answered ones (1) or not.

    How many voted for it is not carried: small numbers are nobody's to read.
    """

    CODE = "q.more"
    question_id: str
    answered: int


@dataclass(frozen=True, slots=True)
class OpenQuestion(Callback):
    """Show a published question whole."""

    CODE = "q.open"
    question_id: str


@dataclass(frozen=True, slots=True)
class Upvote(Callback):
    """Want to know it too (`on` 1), or no longer; `whole` 1 under the question alone."""

    CODE = "q.up"
    question_id: str
    on: int
    whole: int


@dataclass(frozen=True, slots=True)
class ReportQuestion(Callback):
    """Report a published question; asked first, done with `sure`."""

    CODE = "q.rep"
    question_id: str
    sure: int
