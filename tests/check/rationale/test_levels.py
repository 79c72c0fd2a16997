"""Every level of the rationale checks on one small tree: what it lets through and what it stops."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.check.rationale import check_rationale, masked
from emocfg.check.rationale.times import sentences, times
from emocfg.schema import parse_tree, tokens
from tests.schema.strategies import trees

ALONE = parse_tree(
    """<attr>
scene: background=park; lighting=dim; camera=steady
p1: gender=female; age=young; hair_color=brown; hair_length=long; glasses=none; hat=hat; head_pose=front; \
action=nod@0.20-0.60; action=smile@0.90-1.60
</attr>
<expr>
p1: AU6*0.90@0.95-1.60; AU12*0.95@0.90-1.60
</expr>
<emo>
p1: happiness*high@0.90-1.60
</emo>""",
    where="test",
)
PAIR = parse_tree(
    """<attr>
scene: background=office
p1(left): gender=male; hat=hat
p2(right): gender=female; glasses=eyeglasses; hat=none
</attr>
<expr>
p1: AU4; AU7; AU23
p2: AU1; AU4; AU15
</expr>
<emo>
p1: anger*high
p2: sadness
</emo>""",
    where="test",
)
TALK = parse_tree(
    """<say>
Ann: "I lost the keys again."
Ben: "They are on the table."
</say>
<attr>
p1:
</attr>
<expr>
</expr>
<emo>
p1: neutral
</emo>""",
    where="test",
)
GOOD = "A young woman in a hat nods in a park. Then her lip corners rise and the cheeks lift. She is happy."


def failed(text: str, tree: str = "alone", subject: str = "p1", label: str = "happiness") -> set[str]:
    chosen = {"alone": ALONE, "pair": PAIR, "talk": TALK}[tree]
    checks = check_rationale(text, chosen, subject, (label,), seconds=2.0).checks
    return {check.name for check in checks if check.verdict == "fail"}


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "The lady with long brown hair wears no glasses. AU6 and AU12 from 0.9 to 1.6 s: strong happiness.",
        "She nods before she smiles, and the brows are not lowered; this woman is happy, not surprised.",
        "Seen from the front, a woman: her mouth curves up at about 1.0 s, cheeks pushed up. Perhaps tense, but happy.",
        "If it were fear, the brows of the woman would be raised; instead the corners of her mouth climb. Happiness.",
    ],
)
def test_true_rationales_pass(text: str) -> None:
    assert failed(text) == set()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", "form/D5"),
        ("Happy happy joy.", "form/D5"),
        ("She smiles with lifted cheeks. " * 4 + "Happiness.", "form/D5"),
        ("A woman with brown hair and black hair in a hat; her lip corners rise and so she is happy.", "form/D1"),
        ("The woman wears a hat and sits in a park, so happiness is what one sees here.", "leak/D3"),
        ("The woman is happy; she feels joy and everything about this lady says happiness.", "leak/D3"),
        (GOOD.replace("happy", "angry"), "label"),
        (GOOD.replace("She is happy.", "What it means stays open."), "label"),
        (GOOD.replace("happy", "happy and surprised"), "label"),
        (GOOD.replace("the cheeks lift", "the brows are knitted"), "grounding/D2"),
        (GOOD.replace("lip corners rise", "lip corners do not rise"), "grounding/D2"),
        (GOOD.replace("hat", "mask and glasses"), "grounding/D2"),
        (GOOD.replace("park", "park with two other people"), "grounding/D2"),
        (GOOD.replace("She is happy", "She is faintly happy"), "grounding/D2"),
        (GOOD.replace("Then", "Only then, at 0.2 s,"), "grounding/D6"),
        (GOOD.replace("lift.", "lift from 3.1 to 3.9 s."), "grounding/D6"),
        ("A young woman in a hat smiles, cheeks lifted, and nods after that. She is happy.", "grounding/D6"),
    ],
)
def test_faults_are_found_at_their_level(text: str, level: str) -> None:
    assert level in failed(text)


def test_in_a_scene_of_two_each_claim_is_held_against_its_person() -> None:
    text = "The man on the left wears a hat; his brows are lowered and his lips tight. Unlike the woman he is angry."
    assert failed(text, "pair", "p1", "anger") == set()
    swapped = "The man on the left has raised inner brows and lowered lip corners, and this makes the man angry."
    assert "grounding/D2" in failed(swapped, "pair", "p1", "anger")
    other = (
        "She, with glasses, pulls the mouth corners down. The man beside her in a hat has lowered brows. She is sad."
    )
    assert failed(other, "pair", "p2", "sadness") == set()


def test_spoken_words_are_evidence_and_claims_about_the_picture_stay_unknown() -> None:
    said = 'Ann complains "I lost the keys again" and gets the plain answer "They are on the table": Ben is neutral.'
    assert failed(said, "talk", label="neutral") == set()
    checked = check_rationale(f"{said} His brows are lowered.", TALK, "p1", ("neutral",))
    support = {item.node: item.support for item in checked.evidence}
    assert support["p1.expr.AU4"] == "unknown"
    assert support["say.0"] == support["say.1"] == "supported"
    invented = said.replace("on the table", "in the river")
    assert "grounding/D2" in failed(invented, "talk", label="neutral")


def test_every_name_of_an_emotion_is_masked() -> None:
    hidden = masked("Startled? No: the furious man shows rage, not fear. Anger.")
    assert hidden.text == "[EMO] ? no : the [EMO] man shows [EMO] , not [EMO] . [EMO] ."
    assert (hidden.names, hidden.leaks) == (5, 4)


def test_times_are_read_in_many_forms() -> None:
    text = (
        "From 0.4 to 1.2 s, between 0.5 and 0.9 seconds, 0.3-0.7s, starting at 1.1 s, gone by 1.8s; it lasts for 2 s."
    )
    found = [
        (when.point, when.start, when.end) for when in times(tokens(text.replace("s,", " s,").replace("8s", "8 s")))
    ]
    assert found[0] == ("span", 0.4, 1.2)
    assert found[1] == ("within", 0.5, 0.9)
    assert ("onset", 1.1, 1.1) in found
    assert ("offset", 1.8, 1.8) in found
    assert all(when[1] != 2.0 for when in found)


@given(st.text(max_size=300), trees())
def test_no_text_breaks_the_checks(text: str, tree: object) -> None:
    checked = check_rationale(text, tree, "p1", ("happiness",), seconds=2.0)  # type: ignore[arg-type]
    assert {check.verdict for check in checked.checks} <= {"pass", "fail", "skipped"}
    assert checked.verdict in ("pass", "fail")


@given(st.lists(st.sampled_from("a b 0.5 s . ; , to from before".split()), max_size=30))
def test_sentences_cover_all_words_but_their_stops(words: list[str]) -> None:
    inside = [i for sentence in sentences(words) for i in sentence]
    assert inside == [i for i, word in enumerate(words) if word not in ".;"]
