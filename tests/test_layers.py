"""Who may import whom: the layers, and that every write goes through a service."""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]

# Of ours and of Telegram's library; a name without a package lies in bot.
MAY_IMPORT = {
    # who may import whom
    "bot.__main__": "commands settings services storage views",
    "bot.commands": "commands app settings clock logs callbacks services storage views",
    "bot.app": "bot storage telegram",
    "bot.demo": "bot storage simulator",
    "bot.handlers": "handlers views services storage i18n context shared callbacks logs telegram",
    "bot.jobs": (
        "jobs_purge outbox services views storage i18n context shared keyboards ratelimit telegram"
    ),
    "bot.rendering": "rendering services views storage i18n shared",
    "bot.outbox": (
        "outbox rendering services views storage i18n shared keyboards logs ratelimit transport"
        " telegram"
    ),
    "bot.context": "sending shared services storage views.screen callbacks keyboards telegram",
    "bot.opening": "services storage clock settings shared",
    "bot.sending": "shared storage views.screen keyboards transport telegram",
    "bot.shared": "services storage views.screen backoff clock telegram",
    "bot.keyboards": "views.screen telegram",
    "bot.polling": "logs ratelimit telegram",
    "bot.persistence": "storage shared telegram",
    "bot.views": "views i18n callbacks storage.models storage.places",
    "bot.callbacks": "callbacks digest storage.models",
    "bot.services": "services digest storage i18n.normalise i18n.clusters i18n.marked",
    "bot.i18n": "i18n storage.models",
    "bot.updates": "telegram",
    "bot.ratelimit": "ratelimit transport_errors telegram",
    "bot.transport": "transport_errors transport_route telegram",
    "bot.transport_errors": "telegram",
    "bot.transport_route": "telegram",
    "bot.settings": "",
    "bot.backoff": "",
    "bot.digest": "",
    "bot.clock": "",
    "bot.logs": "",
    "storage": "storage",
    "simulator": "simulator",
}

# The demo's libraries are an optional extra: its import waits inside the command that needs it.
EXCEPTION = ("bot.__main__", "bot.demo")

THIRD_PARTY = {
    # who may import which packages of others; whoever is not named may import any
    "bot.services": {"rapidfuzz", "nacl", "openpyxl"},
    "bot.callbacks": set(),
    "storage": {"aiosqlite"},
}

PACKAGES = ("bot", "storage", "simulator")


class Import(NamedTuple):
    """An import, written in full, and whether it stands inside a function."""

    name: str
    inside: bool


def parsed(module: str) -> ast.Module:
    return ast.parse((ROOT / module.replace(".", "/")).with_suffix(".py").read_text("utf-8"))


def imports(module: str) -> Iterator[Import]:
    """Give every import, those inside functions and those for type checking included."""
    tree = parsed(module)
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, functions)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(name.name, id(node) in inside) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import would have no module of its own to look up: write it in full.
            package = "." * node.level + (node.module or "")
            yield from (Import(f"{package}.{it.name}", id(node) in inside) for it in node.names)


MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.stat().st_size
]


def within(name: str, parent: str) -> bool:
    # A layer that outgrew its file has others beside it: bot.callbacks, bot.callbacks_editing.
    return name == parent or name.startswith((f"{parent}.", f"{parent}_"))


def row(module: str, table: Iterable[str]) -> str | None:
    """Return the longest name in the table that is the module or holds it."""
    return max((name for name in table if within(module, name)), key=len, default=None)


def full(name: str) -> str:
    return name if name.partition(".")[0] in {*PACKAGES, "telegram"} else f"bot.{name}"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_what_its_layer_may(module: str) -> None:
    layer = row(module, MAY_IMPORT)
    assert layer is not None, "put the module into the table"
    may = [full(name) for name in MAY_IMPORT[layer].split()]
    wrong = [
        each.name
        for each in imports(module)
        if each.name.partition(".")[0] in {*PACKAGES, "telegram", ""}
        and not any(within(each.name, name) for name in may)
        and not (each.inside and (module, each.name) == EXCEPTION)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", [name for name in MODULES if row(name, THIRD_PARTY)])
def test_a_module_imports_what_others_it_may(module: str) -> None:
    may = THIRD_PARTY[row(module, THIRD_PARTY) or ""]
    known = {*sys.stdlib_module_names, *PACKAGES, *may}
    assert [each.name for each in imports(module) if each.name.partition(".")[0] not in known] == []


def test_every_row_of_the_table_has_a_module() -> None:
    empty = [name for name in MAY_IMPORT if not any(within(module, name) for module in MODULES)]
    assert empty == []


def test_only_services_write() -> None:
    """Reads may skip a level, writes always go through a service."""
    writers = {
        row(module, ["bot.services", "storage"]) or module
        for module in MODULES
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Attribute) and node.attr == "transaction"
    }
    assert writers == {"bot.services"}
