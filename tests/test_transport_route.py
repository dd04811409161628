import ssl

import pytest
from yarl import URL

from bot.transport_route import route


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("http", "https"):
        monkeypatch.setenv(f"{scheme}_proxy", f"http://{scheme}.proxy:3128")
    monkeypatch.setenv("no_proxy", "near.example")


@pytest.mark.parametrize(
    ("origin", "proxy"),
    [
        ("http://telegram.example:8081", URL("http://http.proxy:3128")),
        ("https://api.telegram.org", URL("http://https.proxy:3128")),
        ("https://near.example", None),
        ("http://127.0.0.1:8081", None),
        ("http://localhost:8081", None),
        ("http://[::1]:8081", None),
    ],
)
def test_the_environments_proxy_is_taken_except_towards_this_machine(
    origin: str, proxy: URL | None
) -> None:
    assert route(origin).get("proxy") == proxy


def test_certificates_are_checked() -> None:
    context = route("https://api.telegram.org")["ssl"]
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.get_ca_certs()
    assert "ssl" not in route("http://127.0.0.1:8081")
