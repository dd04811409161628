"""The poster at the door: whoever is registered opens its code and is checked in."""

from io import BytesIO

from markupsafe import Markup

from bot.callbacks_check_in import OpenDesk
from bot.i18n.catalogue import Words, words
from bot.views.paper import page
from bot.views.screen import Button, File, lines
from bot.views.ticket import qr
from storage.models import Agenda, Locale


def picture(code: str, *, bot_username: str, locale: Locale) -> File:
    """Draw the code alone, for a slide or a poster of one's own."""
    said = words(locale).html(
        "The code for checking in by oneself. It works from an hour before the first session of a"
        " day to the end of its last one."
    )
    return File("poster.png", qr(_link(code, bot_username)), said)


def to_print(agenda: Agenda, code: str, *, bot_username: str, locale: Locale) -> File:
    """Write the poster as a page to print."""
    import segno  # noqa: PLC0415 -- the start need not wait for it

    drawing = BytesIO()
    segno.make_qr(_link(code, bot_username), error="m").save(
        drawing, kind="svg", border=4, xmldecl=False, svgns=True, scale=8, omitsize=True
    )
    parts = [_part(agenda, each) for each in (Locale.KM, Locale.EN)]
    svg = Markup(drawing.getvalue().decode())  # noqa: S704 -- segno draws nothing but squares
    body = Markup("<main>{}<div>{}</div>{}</main>").format(parts[0], svg, parts[1])
    _ = words(locale)
    return File(
        "poster.html",
        page(_.plain("Poster"), body, locale, style=_STYLE).encode(),
        lines(_.html("The poster to print. Open it in a browser and print it on A4.")),
        _below(_),
    )


def _part(agenda: Agenda, locale: Locale) -> Markup:
    _ = words(locale)
    return Markup('<section lang="{}"><h1>{}</h1><h2>{}</h2><p>{}</p></section>').format(
        locale,
        agenda.event.title.in_(locale),
        _.plain("Check in here"),
        Markup("<br>").join(
            (
                _.html("Open the camera of your phone and point it at this code."),
                _.html("Tap the link, then tap “Start” in Telegram."),
            )
        ),
    )


def _link(code: str, bot_username: str) -> str:
    return f"https://t.me/{bot_username}?start=checkin_{code}"


def _below(_: Words) -> tuple[tuple[Button, ...], ...]:
    return ((Button(_.plain("Check-in desk"), OpenDesk()),),)


_STYLE = """
@page { size: A4 portrait; margin: 14mm }
main { text-align: center; max-width: 180mm; margin: 0 auto; break-inside: avoid }
h1 { font-size: 18pt; line-height: 1.6; margin: 0 }
h2 { font-size: 30pt; line-height: 1.5; margin: 3mm 0 0 }
p { font-size: 15pt; line-height: 1.7; margin: 1mm 0 }
svg { width: 100mm; height: 100mm }
"""
