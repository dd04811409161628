from datetime import UTC, datetime

from simulator.server import Simulator


class StoppedClock:
    """A clock that moves only when it is set."""

    def __init__(self) -> None:
        self._now = datetime(2025, 7, 3, 1, 30, tzinfo=UTC)
        self._speed = 1.0

    @property
    def speed(self) -> float:
        return self._speed

    def now(self) -> datetime:
        return self._now

    def set(self, *, now: datetime | None, speed: float | None) -> None:
        self._now = now or self._now
        self._speed = self._speed if speed is None else speed


async def test_the_state_at_first(simulator: Simulator) -> None:
    state = await simulator.control("/state", method="GET")
    assert [(person["id"], person["label"]) for person in state["people"]] == [
        (1001, "Participant"),
        (1002, "Participant"),
        (1003, "Organiser"),
        (1004, "Speaker, once invited"),
    ]
    assert state["people"][0] == {
        "is_bot": False,
        "id": 1001,
        "first_name": "Dara",
        "language_code": "en",
        "phone": "+85512000001",
        "label": "Participant",
        "blocked": False,
        "deactivated": False,
        "started": False,
        "chat_type": "private",
    }
    assert state["bot"] == {
        "id": 100200300,
        "username": "workshop_demo_bot",
        "first_name": "Workshop",
    }
    assert (state["clock"], state["faults"]) == (None, [])


async def test_the_clock_is_set_and_stamps_messages() -> None:
    async with Simulator(clock=StoppedClock()) as simulator:
        set_ = {"now": "2025-07-03T15:00:00+07:00", "speed": 60}
        clock = {"now": "2025-07-03T15:00:00+07:00", "speed": 60.0, "zone": "Asia/Phnom_Penh"}
        assert await simulator.control("/clock", set_) == {"clock": clock}
        await simulator.control("/people/1001/text", {"text": "x"})
        chat = await simulator.control("/people/1001/chat", method="GET")
        assert chat["messages"] == [
            {
                "message_id": 1,
                "date": int(datetime(2025, 7, 3, 8, tzinfo=UTC).timestamp()),
                "from": "person",
                "html": "x",
                "text": "x",
                "silent": False,
                "sender": {"id": 1001, "first_name": "Dara"},
            }
        ]


async def test_a_person_is_added(simulator: Simulator) -> None:
    sok = await simulator.person("Sok", language_code="km", phone="+85511", label="Late")
    assert sok.id == 1005
    state = await simulator.control("/state", method="GET")
    assert (state["people"][-1]["label"], state["people"][-1]["phone"]) == ("Late", "+85511")


async def test_an_empty_text_and_the_page(simulator: Simulator) -> None:
    assert simulator._session is not None
    async with simulator._session.get(simulator.url + "/") as got:
        assert (got.status, got.content_type) == (200, "text/html")
