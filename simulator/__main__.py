"""The simulator by itself: `python -m simulator --port 8081`."""

import argparse
import asyncio
import sys

from simulator.server import TOKEN, Simulator


async def serve(*, port: int, token: str) -> None:
    """Serve until interrupted."""
    async with Simulator(port=port, token=token) as simulator:
        sys.stdout.write(f"page and Bot API: {simulator.url}  token: {simulator.token}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    given = parser.parse_args()
    try:
        asyncio.run(serve(port=given.port, token=given.token))
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
