"""The whole bot as `python -m bot run` starts it, freed only of its pace.

At the pace that Telegram allows, the pace would be all there is to see.
"""

from functools import partial
from unittest.mock import patch

from bot import app
from bot.__main__ import main
from bot.ratelimit import TwoLanes

if __name__ == "__main__":
    with patch.object(app, "TwoLanes", partial(TwoLanes, per_second=1_000_000)):
        main()
