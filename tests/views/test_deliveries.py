"""What has piled up for somebody, in one message."""

from markupsafe import Markup

from bot.callbacks import Open, Place
from bot.views import pages
from bot.views.deliveries import BETWEEN, MOST_ROWS, merged
from bot.views.screen import Attachment, Button, Screen
from storage.models import MediaKind

AGENDA, HELP = Button("Agenda", Open(Place.AGENDA)), Button("Help", Open(Place.HELP))


def screen(text: str, *rows: tuple[Button, ...]) -> Screen:
    return Screen(Markup(text), rows)  # noqa: S704 -- a text of this file


def test_one_stays_as_it_is() -> None:
    one = screen("<b>One</b>", (AGENDA,))
    assert merged([one]) == (one, 1)


def test_texts_stand_below_each_other_and_no_button_twice() -> None:
    parts = [screen("<b>One</b>", (AGENDA,)), screen("Two", (AGENDA, HELP)), screen("3", (HELP,))]
    assert merged(parts) == (
        Screen(Markup("<b>One</b>") + BETWEEN + "Two" + BETWEEN + "3", ((AGENDA,), (HELP,))),
        3,
    )


def test_what_is_to_stay_is_not_put_at_risk_by_the_others_buttons() -> None:
    parts = [screen("One", (AGENDA,)), screen("Two")]
    assert merged(parts) == (Screen(Markup("One") + BETWEEN + "Two"), 2)


def test_there_are_never_too_many_rows() -> None:
    parts = [screen(str(n), (Button(str(n), Open(Place.HOME)),)) for n in range(12)]
    together, fit = merged(parts)
    assert (len(together.rows), fit) == (MOST_ROWS, 12)


def test_as_many_as_fit_come_first() -> None:
    parts = [screen(f"<b>{letter * 2000}</b>") for letter in "abc"]
    together, fit = merged(parts)
    assert (pages.length(together.text), fit) == (4000 + pages.length(BETWEEN), 2)
    assert merged(parts[2:]) == (parts[2], 1)

    exactly = "b" * (pages.LIMIT - 2000 - pages.length(BETWEEN))
    assert merged([parts[0], screen(exactly)])[1] == 2
    assert merged([parts[0], screen(exactly + "b")])[1] == 1


def test_a_photo_stays_alone_wherever_it_stands() -> None:
    photo = Screen(Markup("Look"), attachment=Attachment(MediaKind.PHOTO, "id"))
    one, two = screen("One"), screen("Two")
    assert merged([photo, one]) == (photo, 1)
    assert merged([one, two, photo]) == (Screen(Markup("One") + BETWEEN + "Two"), 2)
