"""The steps of a survey: one item after another, back, skipped, changed from the end; no storage.

```mermaid
stateDiagram-v2
    [*] --> item: begin
    item --> item: next, skip, back
    item --> follow_up: yes or no that asks for more
    follow_up --> item: written, or skipped
    item --> end: after the last, or where it was opened from there
    end --> item: change an answer
    end --> [*]: send
```
"""

from dataclasses import replace

from bot.i18n import clusters
from bot.i18n.marked import N_
from bot.i18n.normalise import tidy
from bot.services.errors import DoesNotFit, PreviewPassed
from storage.models import Answered, ItemKind, ResponseDraft, Survey, SurveyItem

MOST = 500
"""Characters of a text, as a reader counts them."""

EMPTY = N_("Please write something, or tap “Skip”.")
TOO_LONG = N_("Please write at most {most} characters; these are {n}.")
NOT_OWN = N_(
    "I take only what you write yourself: a voice, a photo or a forwarded message can show who you"
    " are."
)
FORGOTTEN = N_(
    "I was restarted a moment ago and do not know what this was for; I kept nothing of it. If it"
    " answers the question below, please send it once more. To ask a speaker something, begin with"
    " /ask again."
)
TAP = N_("Please tap one of the answers below. Or leave the survey with /cancel: it waits for you.")
REQUIRED = N_("This one needs an answer. Please choose one.")


def read(text: str | None) -> str:
    """Return a text as it is stored; None: it is no text of their own. Raises: DoesNotFit."""
    if text is None:
        raise DoesNotFit(NOT_OWN)
    written = tidy(text, keep_lines=True)
    n = clusters.measure(written)
    if not written:
        raise DoesNotFit(EMPTY)
    if n > MOST:
        raise DoesNotFit(TOO_LONG, most=MOST, n=n)
    return written


def begin(survey: Survey) -> ResponseDraft:
    """Return a draft at the first item."""
    return ResponseDraft(at=survey.items[0].id)


def item_at(survey: Survey, draft: ResponseDraft) -> SurveyItem | None:
    """Return the item that is asked; None at the end."""
    return None if draft.done else survey.item(draft.at)


def wants_text(survey: Survey, draft: ResponseDraft) -> bool:
    """Say whether the next message is an answer."""
    item = item_at(survey, draft)
    return item is not None and (draft.follow_up or item.kind is ItemKind.TEXT)


def choose(survey: Survey, draft: ResponseDraft, item: SurveyItem, value: str) -> ResponseDraft:
    """Answer an item with one value, and go on. Raises: PreviewPassed where none is chosen so."""
    if item.kind not in {ItemKind.SCALE, ItemKind.CHOICE, ItemKind.YES_NO}:
        raise PreviewPassed
    was = draft.answers.get(item.id, Answered())
    text = was.text if was.chosen == (value,) else ""
    draft = _with(draft, item, Answered((value,), text))
    if item.follow_up is not None and value == item.follow_up_on:
        return replace(draft, follow_up=True)
    return after(survey, draft)


def tick(draft: ResponseDraft, item: SurveyItem, value: str, *, on: bool) -> ResponseDraft:
    """Choose one of several values, or no longer; stay at the item.

    Raises: PreviewPassed where not several can be chosen.
    """
    if item.kind is not ItemKind.CHOICES:
        raise PreviewPassed
    was = set(draft.answers.get(item.id, Answered()).chosen)
    was = was | {value} if on else was - {value}
    return _with(draft, item, Answered(tuple(each for each in item.values if each in was)))


def write(survey: Survey, draft: ResponseDraft, text: str) -> ResponseDraft:
    """Answer the item that is asked, or its follow-up, with a text, and go on.

    Raises: PreviewPassed where none wants a text; DoesNotFit.
    """
    item = item_at(survey, draft)
    if item is None or not wants_text(survey, draft):
        raise PreviewPassed
    was = draft.answers.get(item.id, Answered())
    return after(survey, _with(draft, item, replace(was, text=read(text))))


def after(survey: Survey, draft: ResponseDraft) -> ResponseDraft:
    """Go on to the next item; from the last one, or one opened from the end, to the end."""
    ids = [each.id for each in survey.items]
    here = ids.index(draft.at)
    if draft.returns or here == len(ids) - 1:
        return replace(draft, done=True, follow_up=False, returns=False)
    return replace(draft, at=ids[here + 1], follow_up=False)


def go_on(survey: Survey, draft: ResponseDraft) -> ResponseDraft:
    """Go on without changing the answer. Raises: DoesNotFit where one is needed."""
    item = item_at(survey, draft)
    if item is not None and item.required and item.id not in draft.answers:
        raise DoesNotFit(REQUIRED)
    return after(survey, draft)


def back(survey: Survey, draft: ResponseDraft) -> ResponseDraft:
    """Go to what was asked before; from the first item nowhere, from one opened from the end there.

    From a follow-up it is the item itself.
    """
    if draft.follow_up:
        return replace(draft, follow_up=False)
    if draft.done:
        return replace(draft, done=False, at=survey.items[-1].id)
    if draft.returns:
        return replace(draft, done=True, returns=False)
    ids = [each.id for each in survey.items]
    return replace(draft, at=ids[max(ids.index(draft.at) - 1, 0)])


def clear(draft: ResponseDraft, item: SurveyItem) -> ResponseDraft:
    """Take the answer to an item back; stay there."""
    left = {each: said for each, said in draft.answers.items() if each != item.id}
    return replace(draft, answers=left, follow_up=False)


def change(draft: ResponseDraft, item: SurveyItem) -> ResponseDraft:
    """Open an item from the end."""
    return replace(draft, at=item.id, done=False, returns=True, follow_up=False)


def missing(survey: Survey, draft: ResponseDraft) -> SurveyItem | None:
    """Return the first item that needs an answer and has none, or None."""
    needed = (each for each in survey.items if each.required)
    return next((each for each in needed if each.id not in draft.answers), None)


def _with(draft: ResponseDraft, item: SurveyItem, said: Answered) -> ResponseDraft:
    if not said.chosen and not said.text:
        return clear(draft, item)
    return replace(draft, answers={**draft.answers, item.id: said})
