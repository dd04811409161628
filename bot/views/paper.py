"""A page to print: one file, with nothing that would have to be fetched."""

from markupsafe import Markup

from storage.models import Locale

FONTS = '"Noto Sans Khmer", "Khmer OS Battambang", sans-serif'
_BODY = f"* {{ box-sizing: border-box }}\nbody {{ font-family: {FONTS}; margin: 0; color: #000 }}\n"


def page(title: str, body: Markup, locale: Locale, *, style: str) -> str:
    """Return the page. `style`: CSS of ours."""
    head = Markup(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n<title>{}</title>\n'
    ).format(locale, title)
    css = Markup("<style>\n{}</style>\n").format(Markup(_BODY + style))  # noqa: S704 -- ours alone
    return str(head + css + Markup("</head>\n<body>\n{}\n</body>\n</html>\n").format(body))
