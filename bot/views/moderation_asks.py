"""What a moderator is asked to write about a question."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.callbacks_moderation import DropTranslation, OpenCase
from bot.i18n.catalogue import words
from bot.i18n.marked import N_
from bot.views import pages, question_parts
from bot.views.screen import Button, Screen
from storage.models import EntryStep, Locale, Question

_ASKS = {
    EntryStep.CORRECT_QUESTION: N_(
        "Please write the corrected question. Only mend the writing; it is shown as edited."
    ),
    EntryStep.TRANSLATE_QUESTION: N_(
        "Please write this question in the other language. Readers and speakers see both."
    ),
    EntryStep.TRANSLATE_ANSWER: N_(
        "Please write this answer in the other language. Readers see both."
    ),
    EntryStep.DECLINE_REASON: N_("Please write the reason. Whoever asked can read it."),
}


def ask(
    step: EntryStep,
    question: Question,
    quote: str,
    locale: Locale,
    *,
    translation: str | None = None,
    speaker: str = "",
    of: str = "",
    why: str = "",
    values: Mapping[str, object] | None = None,
) -> Screen:
    """Ask for a text; `quote` is what it is about, `why` what was wrong with the one before.

    `translation`: the one that is there already. `speaker`: whose answer it is (`short`).
    `of`: the mark of what is shown.
    """
    _ = words(locale)

    def write(most: int | None) -> list[Markup | None]:
        return [
            _.html(why, **(values or {})) if why else None,
            question_parts.quoted(quote, most=most),
            question_parts.translated(_, translation, most=most),
            _.html(_ASKS[step]),
        ]

    return Screen(
        pages.shrunk(write),
        (
            *(
                (
                    (
                        Button(
                            _.plain("Without translation"),
                            DropTranslation(question.id, speaker, of),
                        ),
                    ),
                )
                if translation is not None and step is not EntryStep.CORRECT_QUESTION
                else ()
            ),
            (Button(_.plain("‹ Back"), OpenCase(question.id)),),
        ),
    )
