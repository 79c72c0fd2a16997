"""From observations to a tree: what is missing stays unknown, what the owner counts becomes a label by a named rule."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from emocfg.build.trees.merge import Merged, merge
from emocfg.build.trees.nodes import KINDS
from emocfg.core import EmoCfgError
from emocfg.schema import NONE, AffectiveTree, Clip, Emotion, Observation, Person, Span, Subject, parse_tree, to_text
from emocfg.sources import Annotated, open_source

CLIP = Clip("X/1", "X", "1.mp4", "X/1", (Subject("p1", "X/1"),), "", (), "CC0-1.0")


def seen(aspect: str, native: str, scheme: str, missing: str = "", value: float | None = None) -> Observation:
    return Observation("X/1", "p1", aspect, native, scheme, value=value, missing=missing, origin="file:2")


def merged(*observations: Observation) -> tuple[Merged, Person]:
    found = merge(CLIP, observations)
    assert parse_tree(to_text(found.tree), where="X/1") == found.tree
    assert all(conflict.kind in KINDS for conflict in found.conflicts)
    return found, found.tree.persons[0]


@pytest.mark.parametrize("missing", ["invalid", "not_annotated", "ambiguous"])
def test_a_cell_without_a_value_is_unknown_and_not_absent(missing: str) -> None:
    _, person = merged(seen("unit", "AU4", "facs"), seen("unit", "14or23", "facs", missing))
    assert person.units is None
    _, person = merged(seen("emotion", "A:D", "crema-d/vote", missing), seen("sentiment", "", "mosi/score", missing))
    assert (person.emotions, person.sentiment, person.valence) == (None, None, None)


def test_none_is_known_to_be_absent() -> None:
    found, person = merged(seen("unit", NONE, "facs"), seen("action", NONE, "action-35"))
    assert (person.units, person.actions) == ((), ())
    assert {(n.node, n.value) for n in found.nodes} == {("p1.expr", NONE), ("p1.attr.action", NONE)}


@pytest.mark.parametrize(
    ("scheme", "native", "sentiment", "valence", "space"),
    [
        ("mosi/score", "-1.8", "negative", -1.8, "sentiment-7"),
        ("mosei/score", "0.0", "neutral", 0.0, "sentiment-7"),
        ("ch-sims/score", "0.1", "neutral", 0.3, "sentiment-5"),
        ("ch-sims/score", "-1.0", "negative", -3.0, "sentiment-5"),
    ],
)
def test_scores_become_labels(scheme: str, native: str, sentiment: str, valence: float, space: str) -> None:
    found, person = merged(seen("sentiment", native, scheme))
    assert (person.sentiment, person.valence, found.spaces["sentiment_fine"]) == (sentiment, valence, space)


def test_the_class_of_a_micro_expression_may_name_an_emotion() -> None:
    found, person = merged(seen("micro", "sadness", "casme2/emotion"))
    assert person.micro == "negative" and person.emotions and person.emotions[0].label == "sadness"
    assert found.spaces == {"micro": "micro-3", "emotion": "emotion-7"} and not found.conflicts
    _, person = merged(seen("micro", "tense", "casme/emotion"))
    assert (person.micro, person.emotions) == (None, None)


def test_forty_looks_are_kept_and_fill_the_slots_they_decide() -> None:
    found, person = merged(*(seen("appearance", label, "appearance-40") for label in ("male", "goatee", "blurry")))
    assert person.looks == ("blurry", "male", "goatee")
    assert person.attributes["gender"] == "male" and person.attributes["beard"] == "goatee"
    assert found.tree.scene == {"camera": "out_of_focus"} and "hair_color" not in person.attributes
    _, person = merged(seen("appearance", NONE, "appearance-40"))
    assert person.looks == () and person.attributes["gender"] == "female" and "beard" not in person.attributes


def test_a_relation_is_of_the_scene() -> None:
    relation = Observation("X/1", "", "relation", "Tense", "erato/relation", origin="Tense/1")
    found = merged(relation)[0]
    assert found.tree.relation == "tense"
    assert [(n.node, n.value, n.parents) for n in found.nodes] == [("scene.relation", "tense", ("X/Tense/1",))]


def test_each_emotion_has_its_own_time_and_neutral_no_intensity() -> None:
    spans = {"neutral": (0.0, 0.28), "happy": (0.6, 4.1)}
    found, person = merged(
        *(replace(seen("emotion", n, "celebv-hq/emotion"), start=a, end=b) for n, (a, b) in spans.items()),
        seen("intensity", "level_3", "mead/level"),
    )
    assert person.emotions == (
        Emotion("neutral", None, Span(0.0, 0.28)),
        Emotion("happiness", "high", Span(0.6, 4.1)),
    )
    values = {n.node: n.value for n in found.nodes}
    assert values["p1.emo.happiness"] == "from 0.60 to 4.10 s" and values["p1.emo.intensity"] == "high"


def test_segments_stay_in_their_order() -> None:
    times = [("neutral", 0.0, 1.0), ("happy", 1.0, 2.0), ("neutral", 2.0, 3.0)]
    _, person = merged(*(replace(seen("emotion", n, "celebv-hq/emotion"), start=a, end=b) for n, a, b in times))
    assert [felt.label for felt in person.emotions or ()] == ["neutral", "happiness", "neutral"]


def test_facts_stay_beside_the_tree_and_unknown_aspects_are_refused() -> None:
    _, person = merged(seen("text", "Dogs are sitting by the door", "ravdess/statement"), seen("apex", "59", "frame"))
    assert person == Person("p1")
    with pytest.raises(EmoCfgError, match=r"E201[\s\S]*did you mean 'emotion'"):
        merged(seen("emotoin", "happy", "x/y"))


def node_names(tree: AffectiveTree) -> Iterator[str]:
    """The names of all nodes of a tree, by other code than the merger's."""
    yield from (f"scene.{slot}" for slot in tree.scene)
    if tree.relation:
        yield "scene.relation"
    yield from (f"say.{number}" for number in range(len(tree.dialogue)))
    for person in tree.persons:
        key = person.key
        yield from (f"{key}.attr.{slot}" for slot in person.attributes)
        yield from (f"{key}.attr.action.{event.name}" for event in person.actions or ())
        yield from (f"{key}.expr.AU{unit.code}{unit.side}" for unit in person.units or ())
        yield from (f"{key}.emo.{felt.label}" for felt in person.emotions or ())
        yield from (f"{key}.emo.intensity" for felt in person.emotions or () if felt.intensity)
        parts: dict[str, object] = {"attr.looks": person.looks, "attr.head_pose": person.head_pose}
        parts |= {"emo.micro": person.micro, "emo.sentiment": person.sentiment, "emo.valence": person.valence}
        yield from (f"{key}.{name}" for name, value in parts.items() if value is not None)
        lists = {"attr.action": person.actions, "expr": person.units}
        yield from (f"{key}.{name}" for name, held in lists.items() if held == ())


def test_every_node_of_every_mini_tree_says_what_it_stands_on() -> None:
    for annotated in open_source("mini", options={"identities": 2}).scan():
        if isinstance(annotated, Annotated):
            found = merge(annotated.clip, annotated.observations)
            assert not found.conflicts
            assert sorted(set(node_names(found.tree))) == sorted(node.node for node in found.nodes)
            for node in found.nodes:
                assert node.parents == (("mini/script, seed 0",) if node.schemes else (annotated.clip.clip_id,))
                assert bool(node.schemes) != node.node.startswith("say.") and node.value
