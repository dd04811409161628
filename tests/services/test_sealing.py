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


def test_answers_open_with_their_key_for_their_survey() -> None:
    sealed = Seal(KEY).close_response("workshop", "ចម្លើយ".encode(), room=100)

    assert Seal(KEY).open_response("workshop", sealed) == "ចម្លើយ".encode()
    assert Seal(KEY).open_response("feedback:panel", sealed) is None
    assert Seal(OTHER).open_response("workshop", sealed) is None
    assert Seal(KEY).open_response("workshop", sealed[:-1] + bytes([sealed[-1] ^ 1])) is None
    assert Seal(KEY).open_response("workshop", b"") is None


def test_answers_have_one_length_whatever_they_say() -> None:
    seal = Seal(KEY)
    contents = [b"", b"a", b"\0\0", b"b" * 100]
    sealed = [seal.close_response("workshop", each, room=100) for each in contents]

    assert {len(each) for each in sealed} == {160}
    assert [seal.open_response("workshop", each) for each in sealed] == contents
    with pytest.raises(ValueError, match="do not fit"):
        seal.close_response("workshop", b"c" * 101, room=100)


def test_who_takes_part_drafts_and_the_poster_have_nothing_in_common() -> None:
    stand_ins = [
        stand_in(survey, person)
        for seal in (Seal(KEY), Seal(OTHER))
        for stand_in in (seal.participant, seal.drafter, seal.voter)
        for survey in ("workshop", "feedback:panel")
        for person in PEOPLE
    ]
    posters = [seal.poster("e") for seal in (Seal(KEY), Seal(OTHER))]

    assert len({*stand_ins, *posters}) == 38
