from simulator.entities import detect, trim


def test_links_mentions_and_commands_are_found_outside_code() -> None:
    text = "/ask at https://example.org/x. or @ccc_kh me@example.org /no"
    code = [{"offset": 57, "length": 3, "type": "code"}]
    found = [
        (entity["type"], text[entity["offset"] : entity["offset"] + entity["length"]])
        for entity in detect(text, code)
    ]
    assert found == [
        ("bot_command", "/ask"),
        ("url", "https://example.org/x"),
        ("mention", "@ccc_kh"),
        ("email", "me@example.org"),
        ("code", "/no"),
    ]


def test_trimming_moves_entities() -> None:
    entities = [
        {"offset": 0, "length": 4, "type": "bold"},
        {"offset": 4, "length": 2, "type": "italic"},
    ]
    assert trim(" \nab  ", entities) == ("ab", [{"offset": 0, "length": 2, "type": "bold"}])
