"""What came of an item as lines of a screen: bars, counts, shares, and what is withheld."""

from markupsafe import Markup

from bot.i18n.catalogue import Words
from bot.views.question_parts import beginning
from bot.views.screen import bold, lines
from bot.views.survey_words import value_word
from storage.models import Compared, Distribution, ItemKind, ItemResult

SIGNS = 8
FULL, EMPTY = "▰", "▱"


def block(_: Words, n: int, result: ItemResult, *, most: int | None = None) -> Markup:
    """Write an item: its question, and what came of it."""
    question = result.item.question.in_(_.locale)
    head = bold(f"{_.plain('{n}', n=n)}. {beginning(question, most or 400)}")
    return lines(head, *rows(_, result, most=most), _written(_, result))


def rows(_: Words, result: ItemResult, *, most: int | None = None) -> list[Markup | None]:
    """Write how the values of an item were chosen, a line each; nothing for free text."""
    its = result.distribution
    if its is None:
        return []
    if its.hidden and not result.respondents:
        return [_.html("<i>Not shown yet. Once the survey is closed, more can be shown.</i>")]
    if its.hidden:
        return [_.html("<i>Not shown: too few people, or they could be found out.</i>")]
    several = result.item.kind is ItemKind.CHOICES
    return [
        _.html("<i>Answers counted: {n}</i>", n=result.respondents),
        mean(_, its),
        *(row(_, result, value, most=most) for value in reversed_if_scale(result)),
        unanswered(_, its),
        _.html("<i>Several could be chosen.</i>") if several else None,
    ]


def reversed_if_scale(result: ItemResult) -> tuple[str, ...]:
    """Return the values in the order in which they are read: of a scale the best first."""
    values = result.item.values
    return values[::-1] if result.item.kind is ItemKind.SCALE else values


def row(_: Words, result: ItemResult, value: str, *, most: int | None = None) -> Markup:
    """Write one value: its bar first, so that bars stand under each other."""
    its = result.distribution
    word = beginning(value_word(_, result.item, value), most or 80)
    n = None if its is None else its.cells[value]
    share = None if its is None else its.share(value)
    if n is None or share is None:
        return _.html("{bar} not shown · {word}", bar=EMPTY * SIGNS, word=word)
    return _.html("{bar} {n} ({share}%) · {word}", bar=bar(share), n=n, share=share, word=word)


def bar(share: int) -> str:
    """Draw a share of a hundred; what is not nothing has one sign at least."""
    full = max((SIGNS * share + 50) // 100, 1 if share else 0)
    return FULL * full + EMPTY * (SIGNS - full)


def mean(_: Words, its: Distribution) -> Markup | None:
    """Write the mean of a scale as a whole number; None where it is not shown."""
    return None if its.mean is None else _.html("On average about {n} of 5", n=its.mean)


def unanswered(_: Words, its: Distribution) -> Markup | None:
    """Say how many passed an item over; None where nobody did."""
    if its.unanswered is None:
        return _.html("Not answered: not shown")
    return _.html("Not answered: {n}", n=its.unanswered) if its.unanswered else None


def compared(_: Words, n: int, its: Compared, *, most: int | None = None) -> Markup:
    """Write an item before and after, side by side, and who moved."""
    question = its.after.item.question.in_(_.locale)
    parts: list[Markup | None] = [
        bold(f"{_.plain('{n}', n=n)}. {beginning(question, most or 400)}")
    ]
    for label, each in (
        (_.html("<i>Before</i>"), its.before),
        (_.html("<i>After</i>"), its.after),
    ):
        parts += [label, *rows(_, each, most=most)]
    if its.change is None:
        parts.append(_.html("How many went up or down: not shown"))
    else:
        parts.append(
            _.html(
                "Went up: {up} · the same: {same} · went down: {down}",
                up=its.change["up"],
                same=its.change["same"],
                down=its.change["down"],
            )
        )
    return lines(*parts)


def _written(_: Words, result: ItemResult) -> Markup | None:
    item = result.item
    if item.kind is not ItemKind.TEXT and item.follow_up is None:
        return None
    asked = (
        Markup("<i>{}</i>").format(beginning(item.follow_up.in_(_.locale), 200))
        if item.follow_up
        else None
    )
    if result.texts:
        said = _.html("Written answers: {n}", n=result.texts)
    else:
        said = _.html("Written answers: not shown")
    return lines(asked, said)
