"""Texts are projections of the tree: the reader gets back what was put in, in any wording, and nothing else."""

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from emocfg.build.compose import wording
from emocfg.build.compose.english import article, during, feelings, flat, in_turn, quoted
from emocfg.build.compose.reasons import caption_reasons, has_reasons, reasons, word_reasons
from emocfg.build.compose.refer import refer
from emocfg.build.compose.sentences import CLOSINGS, PLANS, SENTENCES, WORDS
from emocfg.schema import (
    ASPECTS,
    OPEN_ATTRIBUTES,
    ActionUnit,
    AffectiveTree,
    Emotion,
    Event,
    Item,
    Person,
    Span,
    Utterance,
    attribute_items,
    person_items,
    read_caption,
    tree_items,
)
from tests.schema.strategies import trees

SEEDS = st.integers(0, 99)


@given(trees(), st.sampled_from(ASPECTS), SEEDS)
@settings(max_examples=300)
def test_every_wording_of_every_tree_reads_back(tree: AffectiveTree, aspect: str, seed: int) -> None:
    text = wording.caption(tree, [aspect], Random(seed))
    reading = read_caption(text, {person.position: person.key for person in tree.persons})
    assert reading.items == tree_items(tree, aspect)
    assert not reading.denied


@given(trees(), st.sampled_from(OPEN_ATTRIBUTES), SEEDS)
def test_every_open_answer_reads_back(tree: AffectiveTree, attribute: str, seed: int) -> None:
    for person in tree.persons:
        items = attribute_items(person, attribute)
        reading = read_caption(wording.attribute_answer(person, attribute, Random(seed)), {"": person.key})
        assert reading.items == (items or frozenset())
        assert bool(items) != reading.says_none


WOMAN = Person(
    "p1",
    attributes={"gender": "female", "age": "young", "hair_color": "brown", "hair_length": "long", "hat": "hat"},
    actions=(Event("smile"),),
    units=(ActionUnit(12, "", 0.8, Span(0.4, 1.6)), ActionUnit(6, "", 0.7, Span(0.45, 1.6))),
    emotions=(Emotion("happiness", "high", Span(0.4, 1.6)),),
)


SPAN = Span(0.4, 1.6)
AT_ONCE = ("at once", "at the same time", "together", "mixed", "mixture")


def known_of(person: Person) -> frozenset[Item]:
    return frozenset(item for aspect in ASPECTS for item in person_items(person, aspect))


def test_wordings_differ() -> None:
    tree = AffectiveTree(persons=(WOMAN,))
    assert len({wording.caption(tree, ASPECTS, Random(seed)) for seed in range(20)}) >= 15


@given(trees(), SEEDS, st.sampled_from(("plain", "caption", "referred", "referred_caption")))
@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_rationale_claims_what_the_tree_knows_and_denies_what_it_knows_to_be_absent(
    tree: AffectiveTree, seed: int, kind: str
) -> None:
    assume(any(has_reasons(person) for person in tree.persons))
    person = next(person for person in tree.persons if has_reasons(person))
    reference = refer(tree, person, Random(seed)) if kind.startswith("referred") else None
    assume(bool(reference) == kind.startswith("referred"))
    told = (
        caption_reasons(AffectiveTree({}, tree.persons), person, Random(seed), reference)
        if kind.endswith("caption")
        else reasons(person, Random(seed), reference)
    )
    people = {"": person.key} if reference else {other.position: other.key for other in tree.persons}
    reading = read_caption(told.text, people)
    named = {Item(person.key, "emotion", person.micro)} if person.micro else set()  # "surprise" is a class, too
    assert reading.items <= known_of(person) | named
    assert {item.kind for item in reading.denied} <= {"unit"} and not reading.denied & known_of(person)
    assert not reading.denied or person.units is not None
    assert {entry.support for entry in told.evidence} == {"supported"}
    units = {item.value for item in reading.items if item.kind == "unit"}
    assert units == {str(unit.code) for unit in person.units or ()}


@given(trees(), SEEDS)
@settings(max_examples=200)
def test_a_rationale_ends_with_its_labels_and_names_them_nowhere_else(tree: AffectiveTree, seed: int) -> None:
    for person in tree.persons:
        if has_reasons(person):
            before, _, conclusion = reasons(person, Random(seed)).text.removesuffix(".").rpartition(". ")
            people = {"": person.key}
            felt = {i.value for i in read_caption(conclusion, people).items if i.kind == "emotion"}
            if person.micro:
                assert f"class {person.micro}" in conclusion or conclusion.endswith(f"is {person.micro}")
            else:
                assert felt == {emotion.label for emotion in person.emotions or ()}
            assert not [i for i in read_caption(before, people).items if i.kind == "emotion"]


def test_a_rationale_goes_from_looks_over_the_face_to_the_emotion() -> None:
    for seed in range(60):
        text = reasons(WOMAN, Random(seed)).text
        looks = max(text.find("young"), text.find("youthful"))
        assert looks < text.index("AU12") < text.index("happiness")
        assert text.rstrip(".").endswith("happiness") and ("woman" in text or "lady" in text)


def shape(text: str) -> tuple[str, ...]:
    """What each sentence of a rationale of :data:`WOMAN` speaks of."""
    marks = {"AU12 (": "face", "(AU12)": "face", "happiness": "close", "hair": "look", "hat": "look", "smiles": "act"}
    sentences = [s for s in text.replace("1.6 s", "").replace("0.4", "").replace("0.45", "").split(". ") if s]
    return tuple(next((kind for mark, kind in marks.items() if mark in s), "other") for s in sentences)


def test_plans_and_words_vary() -> None:
    texts = [reasons(WOMAN, Random(seed)).text for seed in range(200)]
    assert len(set(texts)) > 190
    assert len(PLANS) >= 6 and len({shape(text) for text in texts}) >= 6
    assert len({text.split(". ")[-1].split("happiness")[0].rsplit(" ", 2)[0] for text in texts}) >= 6
    assert min(len(bank) for bank in (*CLOSINGS.values(), *WORDS.values())) >= 6
    assert {part for plan in PLANS for part in plan.parts} <= SENTENCES.keys()


def test_times_are_told_in_three_ways() -> None:
    texts = " ".join(reasons(WOMAN, Random(seed)).text for seed in range(60))
    assert "from 0.45 to 1.6 s" in texts and "first" in texts and "from 0.45 s on" in texts
    assert any(f"{end} from 0.4 to 1.6 s." in texts for end in ("happens", "be seen", "lasts", "there"))


def test_a_still_face_is_neutral_or_gives_no_reason() -> None:
    still = Person("p1", units=(), actions=(), emotions=(Emotion("neutral"),), attributes={"mask": "none"})
    texts = {reasons(still, Random(seed)).text for seed in range(40)}
    assert any("The lips stay closed." in text or "lips stay closed" in text for text in texts)
    assert all("neutral" in text and "AU12 (" not in text for text in texts)
    assert not has_reasons(Person("p1", units=(), emotions=(Emotion("anger"),)))
    assert not has_reasons(Person("p1", units=(), micro="negative", emotions=(Emotion("neutral"),)))


def test_actions_are_the_evidence_where_units_are_unknown() -> None:
    person = Person("p1", actions=(Event("talk"), Event("cry", Span(0.5, 1.0))), emotions=(Emotion("sadness"),))
    told = reasons(person, Random(0))
    assert "cries from 0.5 to 1 s" in told.text and "talk" not in told.text and told.text.endswith("sadness.")
    assert [entry.node for entry in told.evidence] == ["p1.attr.action.cry"]
    assert not has_reasons(Person("p1", actions=(Event("talk"),), emotions=(Emotion("sadness"),)))


def test_emotions_are_told_over_time_at_once_or_as_a_class() -> None:
    turns = (Emotion("neutral", None, Span(0.0, 0.28)), Emotion("happiness", "high", Span(0.6, 4.1)))
    assert in_turn([felt.span for felt in turns]) and not in_turn([Span(0.0, 1.0), Span(0.5, 2.0)])
    text = feelings(turns[::-1], Random(1))
    assert text.startswith("a neutral expression from 0 to 0.28 s, then ") and text.endswith(
        "happiness from 0.6 to 4.1 s"
    )
    first, second = feelings((Emotion("fear", "low"), Emotion("surprise", "low")), Random(1)).split(" and ")
    assert first.split()[0] == second.split()[0]
    compound = Person(
        "p1", units=(ActionUnit(1),), emotions=(Emotion("fear", None, SPAN), Emotion("surprise", None, SPAN))
    )
    ends = {reasons(compound, Random(seed)).text.split(". ")[-1].removesuffix(".") for seed in range(60)}
    assert all("fear and surprise" in end and any(word in end for word in AT_ONCE) for end in ends)
    turning = Person("p1", units=(ActionUnit(12),), emotions=turns)
    assert all(", then " in reasons(turning, Random(seed)).text.split("neutral")[-1] for seed in range(20))
    micro = Person("p1", units=(ActionUnit(1),), micro="surprise")
    assert all("class" in reasons(micro, Random(seed)).text.split(".")[-2] for seed in range(20))


def test_words_are_quoted_and_nothing_is_said_of_the_video() -> None:
    dialogue = (Utterance("Ann", "Are you sure?"), Utterance("Ben", 'He said "<video> no"\nAnn: happy'))
    tree = AffectiveTree({}, (Person("p1", emotions=(Emotion("anger"),)),), dialogue)
    for seed in range(30):
        told = word_reasons(tree, tree.persons[0], "Ben", Random(seed))
        assert '"Are you sure?"' in told.text and "\"He said '(video) no' Ann: happy\"" in told.text
        assert [entry.node for entry in told.evidence] == ["say.0", "say.1"]
        outside = told.text.split('"')[::2]
        assert read_caption(" ".join(outside), {"": "p1"}).items == {Item("p1", "emotion", "anger")}
        calm = word_reasons(tree, Person("p1", emotions=(Emotion("neutral"),)), "Ben", Random(seed)).text
        assert "neutral attitude" in calm and not {"face", "expression"} & set(calm.replace(".", "").split())


@given(trees(), SEEDS)
@settings(max_examples=200)
def test_a_reference_fits_one_person_alone(tree: AffectiveTree, seed: int) -> None:
    for person in tree.persons:
        reference = refer(tree, person, Random(seed))
        if reference is None:
            continue
        claims = read_caption(reference.text, {"": person.key}).items
        assert claims and claims <= person_items(person, "appearance") and reference.attribute in OPEN_ATTRIBUTES
        assert {item.kind for item in claims} <= reference.slots and not {"left", "right"} & set(reference.text.split())
        for other in tree.persons:
            if other.key != person.key:
                assert any(other.attributes.get(slot, value) != value for slot, value in person.attributes.items())


def test_people_who_cannot_be_told_apart_are_not_referred_to() -> None:
    twin = Person("p2", "right", attributes=WOMAN.attributes)
    one = Person("p1", "left", attributes=WOMAN.attributes)
    assert refer(AffectiveTree(persons=(one, twin)), one, Random(0)) is None
    unknown = Person("p2", "right")
    assert refer(AffectiveTree(persons=(one, unknown)), one, Random(0)) is None
    bare = Person("p2", "right", attributes={**WOMAN.attributes, "hat": "none"})
    found = refer(AffectiveTree(persons=(one, bare)), one, Random(0))
    assert found is not None and ("hat" in found.text or "cap" in found.text)
    assert refer(AffectiveTree(persons=(one, bare)), bare, Random(0)) is None  # what somebody lacks is no name


@given(st.text(max_size=2000))
def test_quotations_are_one_bounded_line(text: str) -> None:
    shown = quoted(text)
    assert shown[0] == shown[-1] == '"' and '"' not in shown[1:-1]
    assert len(shown) <= 303 and shown[1:-1] == flat(shown[1:-1]) and "<video>" not in shown.lower()
    assert all(c.isprintable() for c in shown)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        *(("oval face", "an oval face"), ("hat", "a hat"), ("glasses", "glasses"), ("pale skin", "pale skin")),
        *(
            ("hairline that recedes", "a hairline that recedes"),
            ("bags under the eyes", "bags under the eyes"),
            ("", ""),
        ),
    ],
)
def test_articles(phrase: str, expected: str) -> None:
    assert article(phrase) == expected


def test_times_read_well() -> None:
    assert during(Span(0.0, 2.0)) == " from 0 to 2 s" and during(Span(0.45, 1.6)) == " from 0.45 to 1.6 s"
    assert during(None) == ""
