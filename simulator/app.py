"""The application: the Bot API, the control API and the page, on one port."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from simulator.bot_api import BotApi, Drop, answer
from simulator.control import Control, Outage
from simulator.control_groups import GroupControl
from simulator.control_people import PeopleControl
from simulator.errors import ControlError, Refusal
from simulator.world import World

STATIC = Path(__file__).parent / "static"


def _impossible(request: Request, problem: Exception) -> Response:
    del request
    if isinstance(problem, ControlError):
        return answer({"error": problem.message}, status=problem.code)
    return answer({"error": str(problem)}, status=400)


async def _page(request: Request) -> Response:
    del request
    return FileResponse(STATIC / "index.html", headers={"cache-control": "no-cache"})


def create_app(world: World, *, zone: str, drop: Drop, outage: Outage) -> Starlette:
    """Put the endpoints together.

    `drop` closes a request's connection without a reply, `outage` the bot's door.
    """
    bot_api = BotApi(world, drop=drop)
    return Starlette(
        routes=[
            Route("/bot{token}/{method}", bot_api.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", bot_api.download),
            Route("/control/files/{file_id}", bot_api.shown),
            *PeopleControl(world).routes(),
            *GroupControl(world).routes(),
            *Control(world, zone=zone, outage=outage).routes(),
            Route("/", _page),
            Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        ],
        exception_handlers={
            ControlError: _impossible,
            Refusal: _impossible,
            ValueError: _impossible,
        },
    )
