"""From observations to a tree: what is missing stays unknown, what the owner counts becomes a label by a named rule."""

from dataclasses import replace

import pytest

from emocfg.build.trees import Merged, merge
from emocfg.core import EmoCfgError
from emocfg.schema import NONE, Clip, Emotion, Observation, Person, Span, Subject, parse_tree, to_text

CLIP = Clip("X/1", "X", "1.mp4", "X/1", (Subject("p1", "X/1"),), "", (), "CC0-1.0")


def seen(aspect: str, native: str, scheme: str, missing: str = "", value: float | None = None) -> Observation:
    return Observation("X/1", "p1", aspect, native, scheme, value=value, missing=missing, origin="file:2")


def merged(*observations: Observation) -> tuple[Merged, Person]:
    found = merge(CLIP, observations)
    assert parse_tree(to_text(found.tree), where="X/1") == found.tree
    return found, found.tree.persons[0]


@pytest.mark.parametrize("missing", ["invalid", "not_annotated", "ambiguous"])
def test_a_cell_without_a_value_is_unknown_and_not_absent(missing: str) -> None:
    _, person = merged(seen("unit", "AU4", "facs"), seen("unit", "14or23", "facs", missing))
    assert person.units is None
    _, person = merged(seen("emotion", "A:D", "crema-d/vote", missing), seen("sentiment", "", "mosi/score", missing))
    assert (person.emotions, person.sentiment, person.valence) == (None, None, None)


def test_none_is_known_to_be_absent() -> None:
    _, person = merged(seen("unit", NONE, "facs"), seen("action", NONE, "action-35"))
    assert (person.units, person.actions) == ((), ())


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
    assert found.spaces == {"micro": "micro-3", "emotion": "emotion-7"}
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
    assert merged(relation)[0].tree.relation == "tense"


def test_each_emotion_has_its_own_time_and_neutral_no_intensity() -> None:
    spans = {"neutral": (0.0, 0.28), "happy": (0.6, 4.1)}
    _, person = merged(
        *(replace(seen("emotion", n, "celebv-hq/emotion"), start=a, end=b) for n, (a, b) in spans.items()),
        seen("intensity", "level_3", "mead/level"),
    )
    assert person.emotions == (
        Emotion("neutral", None, Span(0.0, 0.28)),
        Emotion("happiness", "high", Span(0.6, 4.1)),
    )


def test_facts_stay_beside_the_tree_and_unknown_aspects_are_refused() -> None:
    _, person = merged(seen("text", "Dogs are sitting by the door", "ravdess/statement"), seen("apex", "59", "frame"))
    assert person == Person("p1")
    with pytest.raises(EmoCfgError, match=r"E201[\s\S]*did you mean 'emotion'"):
        merged(seen("emotoin", "happy", "x/y"))
