"""Charts of the results as small pictures, readable on a phone; what is withheld has no length."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from markupsafe import escape
from PIL import Image, ImageDraw

from bot.i18n.catalogue import Words, words
from bot.views.charts_text import can_draw, font, wrap
from bot.views.question_parts import beginning
from bot.views.results_parts import reversed_if_scale
from bot.views.screen import File
from bot.views.survey_words import value_word
from storage.models import Agenda, Compared, ItemResult, Locale, Results, SectionResult

WIDTH, HIGHEST, MARGIN = 1000, 1250, 40
"""Pixels. A higher picture is made smaller by Telegram."""
INNER = WIDTH - 2 * MARGIN
TITLE, BODY = 40, 34
BAR, GAP = 34, 18
COLOURS = 16
WHITE, BLACK, GREY = (255, 255, 255), (32, 33, 36), (110, 114, 120)
TRACK, HATCH = (232, 234, 237), (150, 154, 160)
BLUE, LIGHT = (26, 95, 180), (122, 170, 226)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its share in percent and its number; `share` None: withheld."""

    label: str
    share: int | None
    number: str
    colour: tuple[int, int, int] = BLUE


@dataclass(frozen=True, slots=True)
class Chart:
    """A question and its bars, and a line below them."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""


def section(found: SectionResult, locale: Locale) -> Iterator[File]:
    """Draw a section's items, as many to a picture as can be read; nothing where none can be."""
    _ = words(locale)
    charts = [item(_, each) for each in found.items if each.has_numbers]
    yield from _pictures(charts, found.section.title.in_(locale))


def compared(its: Results, locale: Locale) -> Iterator[File]:
    """Draw before and after as pairs of bars."""
    _ = words(locale)
    charts = [pair(_, each) for each in its.compared if each.before.has_numbers]
    yield from _pictures(charts, _.plain("Before and after"))


def ratings(its: Results, agenda: Agenda, locale: Locale) -> Iterator[File]:
    """Draw how sessions were rated: of each the share that said good or very good."""
    _ = words(locale)
    charts = []
    for each in its.ratings:
        if not each.result.has_numbers:
            continue
        found = agenda.session(each.session_id)
        title = found.title.in_(locale) if found else each.session_id
        charts.append(item(_, each.result, title=title))
    yield from _pictures(charts, _.plain("How the sessions were rated"))


def item(_: Words, result: ItemResult, *, title: str | None = None) -> Chart:
    """Return the chart of an item."""
    return Chart(
        title or result.item.question.in_(_.locale),
        tuple(_bar(_, result, value) for value in reversed_if_scale(result)),
        _note(_, result),
    )


def pair(_: Words, its: Compared) -> Chart:
    """Return the chart of an item before and after: each value a pair of bars."""
    bars = []
    for value in reversed_if_scale(its.after):
        word = value_word(_, its.after.item, value)
        for label, result, colour in (
            (_.plain("{value} · before", value=word), its.before, LIGHT),
            (_.plain("{value} · after", value=word), its.after, BLUE),
        ):
            bars.append(_bar(_, result, value, label=label, colour=colour))
    people = sorted({its.before.respondents, its.after.respondents})
    counted = " / ".join(_.plain("Answers counted: {n}", n=n) for n in people)
    return Chart(its.after.item.question.in_(_.locale), tuple(bars), counted)


def _bar(
    _: Words,
    result: ItemResult,
    value: str,
    *,
    label: str | None = None,
    colour: tuple[int, int, int] = BLUE,
) -> Bar:
    its = result.distribution
    label = label or value_word(_, result.item, value)
    n, share = (None, None) if its is None else (its.cells[value], its.share(value))
    if n is None or share is None:
        return Bar(label, None, _.plain("not shown"))
    return Bar(label, share, _.plain("{n} ({share}%)", n=n, share=share), colour)


def _note(_: Words, result: ItemResult) -> str:
    """Say how many answered, and the mean where it is shown."""
    counted = _.plain("Answers counted: {n}", n=result.respondents)
    its = result.distribution
    if its is None or its.mean is None:
        return counted
    return f"{counted} · " + _.plain("On average about {n} of 5", n=its.mean)


def _pictures(charts: Sequence[Chart], caption: str) -> Iterator[File]:
    """Draw charts, several to a picture where they fit below each other."""
    if not can_draw():
        return
    groups: list[list[Chart]] = []
    used = 0
    for chart in charts:
        high = _height(chart)
        if groups and used + high <= HIGHEST:
            groups[-1].append(chart)
            used += high
        else:
            groups.append([chart])
            used = 2 * MARGIN + high
    for n, group in enumerate(groups, 1):
        yield File(f"chart-{n}.png", draw(group), escape(beginning(caption, 200)))


def draw(charts: Iterable[Chart]) -> bytes:
    """Draw charts below each other as a PNG of few colours."""
    charts = list(charts)
    picture = Image.new("RGB", (WIDTH, 2 * MARGIN + sum(map(_height, charts))), WHITE)
    pen, top = ImageDraw.Draw(picture), MARGIN
    for chart in charts:
        top = _draw(pen, chart, top)
    content = BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _title(chart: Chart) -> list[str]:
    return wrap(chart.title, font(TITLE, bold=True), width=INNER, most=3)


def _height(chart: Chart) -> int:
    """Return how many pixels high a chart is, the space below it included."""
    bars = len(chart.bars) * (_line(BODY) + BAR + GAP)
    return len(_title(chart)) * _line(TITLE) + bars + bool(chart.note) * _line(BODY) + 2 * GAP


def _line(size: int) -> int:
    """Return the height of a line: Khmer stands two signs deep and two high."""
    return size * 3 // 2


def _draw(pen: ImageDraw.ImageDraw, chart: Chart, top: int) -> int:
    for line in _title(chart):
        pen.text((MARGIN, top), line, font=font(TITLE, bold=True), fill=BLACK)
        top += _line(TITLE)
    for bar in chart.bars:
        body = font(BODY)
        number = int(body.getlength(bar.number))
        label, *_rest = wrap(bar.label, body, width=INNER - number - GAP, most=1) or [""]
        pen.text((MARGIN, top), label, font=body, fill=BLACK)
        fill = GREY if bar.share is None else BLACK
        pen.text((WIDTH - MARGIN - number, top), bar.number, font=body, fill=fill)
        top += _line(BODY)
        _draw_bar(pen, bar, top)
        top += BAR + GAP
    if chart.note:
        pen.text((MARGIN, top), chart.note, font=font(BODY), fill=GREY)
        top += _line(BODY)
    return top + 2 * GAP


def _draw_bar(pen: ImageDraw.ImageDraw, bar: Bar, top: int) -> None:
    """Draw a bar on its track; one that is withheld hatches the whole track, whatever it is."""
    right = WIDTH - MARGIN
    pen.rectangle((MARGIN, top, right, top + BAR), fill=TRACK)
    if bar.share is None:
        for left in range(MARGIN, right - BAR, 24):
            pen.line((left, top + BAR, left + BAR, top), fill=HATCH, width=3)
    elif bar.share:
        long = max(INNER * bar.share // 100, 6)
        pen.rectangle((MARGIN, top, MARGIN + long, top + BAR), fill=bar.colour)
