"""What only the key undoes: seals of one length, hashes that cannot be joined."""

import pytest

from bot.services.sealing import Seal

KEY, OTHER = bytes(range(32)), bytes(32)
ONE, TWO = "A" * 22, "B" * 22
PEOPLE = [1, 7318529640, 2**52 - 1]


def test_a_seal_opens_with_its_key_for_its_question() -> None:
    for person in PEOPLE:
        sealed = Seal(KEY).close(ONE, person)

        assert Seal(KEY).open(ONE, sealed) == person
        assert Seal(KEY).open(TWO, sealed) is None
        assert Seal(OTHER).open(ONE, sealed) is None


def test_seals_have_one_length_and_are_never_alike() -> None:
    seal = Seal(KEY)
    sealed = [seal.close(each, person) for each in (ONE, TWO, "") for person in PEOPLE * 2]

    assert {len(each) for each in sealed} == {64}
    assert len(set(sealed)) == len(sealed)


@pytest.mark.parametrize("at", [0, 23, 24, 40, 63])
def test_a_seal_that_was_tampered_with_opens_no_more(at: int) -> None:
    seal = Seal(KEY)
    sealed = bytearray(seal.close(ONE, 1))
    sealed[at] ^= 1

    assert seal.open(ONE, bytes(sealed)) is None


@pytest.mark.parametrize("sealed", [b"", b"x", bytes(24), bytes(40), bytes(64)])
def test_what_is_no_seal_opens_for_nobody(sealed: bytes) -> None:
    assert Seal(KEY).open(ONE, sealed) is None


def test_hashes_differ_for_each_question_person_purpose_and_key() -> None:
    stand_ins = [
        stand_in(question_id, person)
        for seal in (Seal(KEY), Seal(OTHER))
        for stand_in in (seal.voter, seal.reporter)
        for question_id in (ONE, TWO)
        for person in PEOPLE
    ]

    assert len(set(stand_ins)) == len(stand_ins) == 24
    assert {len(each) for each in stand_ins} == {32}


def test_they_are_the_same_every_time() -> None:
    assert Seal(KEY).voter(ONE, 1) == Seal(KEY).voter(ONE, 1)
    assert Seal(KEY).reporter(ONE, 1) == Seal(KEY).reporter(ONE, 1)


def test_a_key_is_32_bytes_and_shows_nowhere() -> None:
    assert KEY.hex() not in repr(Seal(KEY)) + repr(vars(Seal(KEY)))
    assert str(KEY) not in repr(vars(Seal(KEY)))
