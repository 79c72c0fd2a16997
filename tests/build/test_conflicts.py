"""Annotation lines that contradict each other: nothing is picked, both sides are told; what agrees becomes one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.build.trees.merge import Merged, merge
from emocfg.build.trees.nodes import Side
from emocfg.schema import NONE, ActionUnit, Emotion, Event, Observation, Person, Span
from tests.build.test_trees import CLIP, merged, seen

SPANS = {"start": 0.5, "end": 1.5}


def at(o: Observation, line: int, **more: float | str) -> Observation:
    return replace(o, origin=f"other:{line}", **more)  # type: ignore[arg-type]


def kinds(found: Merged) -> list[tuple[str, str]]:
    return [(conflict.node, conflict.kind) for conflict in found.conflicts]


def values(found: Merged) -> list[set[str]]:
    return [{side.value for side in conflict.sides} for conflict in found.conflicts]


@pytest.mark.parametrize(
    ("aspect", "first", "second", "node"),
    [
        ("head_pose", ("front", "pose-7"), ("top", "pose-7"), "p1.attr.head_pose"),
        ("hat", ("hat", "a"), ("none", "b"), "p1.attr.hat"),
        ("sentiment", ("negative", "meld/sentiment"), ("1.5", "mosi/score"), "p1.emo.sentiment"),
        ("micro", ("negative", "micro-3"), ("surprise", "cas-me-2/emotion"), "p1.emo.micro"),
    ],
)
def test_two_values_of_one_node_are_a_conflict(
    aspect: str, first: tuple[str, str], second: tuple[str, str], node: str
) -> None:
    one, other = seen(aspect, *first), at(seen(aspect, *second), 7)
    found, person = merged(one, other)
    (conflict,) = found.conflicts
    assert (conflict.node, conflict.kind) == (node, "differs")
    assert [(s.native, s.scheme, s.origin) for s in conflict.sides] == [(*first, "X/file:2"), (*second, "X/other:7")]
    assert node not in {n.node for n in found.nodes}
    assert person == Person("p1")
    alone, person = merged(one)
    assert not alone.conflicts and person != Person("p1")


def test_an_intensity_is_of_an_emotion() -> None:
    levels = [seen("intensity", "low", "intensity-3"), seen("intensity", "strong", "ravdess/intensity")]
    found, person = merged(seen("emotion", "anger", "emotion-8"), *levels)
    assert kinds(found) == [("p1.emo.intensity", "differs")] and person.emotions == (Emotion("anger"),)
    found, person = merged(seen("emotion", "anger", "emotion-8"), levels[0])
    assert not found.conflicts and person.emotions == (Emotion("anger", "low"),)
    found, person = merged(seen("emotion", "neutral", "emotion-8"), levels[0])
    assert {node.node for node in found.nodes} == {"p1.emo.neutral"} and person.emotions == (Emotion("neutral"),)


def test_scene_slots_and_relations_conflict_too() -> None:
    def of_scene(aspect: str, native: str, scheme: str) -> Observation:
        return replace(seen(aspect, native, scheme), subject="")

    found, _ = merged(of_scene("lighting", "dim", "a"), of_scene("lighting", "bright", "b"))
    assert kinds(found) == [("scene.lighting", "differs")] and found.tree.scene == {}
    found, _ = merged(of_scene("relation", "Mild", "erato/relation"), of_scene("relation", "tense", "relation-5"))
    assert kinds(found) == [("scene.relation", "differs")] and found.tree.relation is None


def test_a_slot_against_a_look_leaves_both_unknown_but_no_other_slot() -> None:
    looks = [seen("appearance", label, "appearance-40") for label in ("male", "wearing_hat")]
    found, person = merged(*looks, seen("hat", "none", "own/hat"))
    assert kinds(found) == [("p1.attr.hat", "differs")] and values(found) == [{"hat", "none"}]
    assert person.looks is None and "hat" not in person.attributes and person.attributes["gender"] == "male"
    found, person = merged(*looks, seen("necktie", "necktie", "own/necktie"))
    assert found.conflicts[0].sides[0] == Side("none", NONE, "appearance-40", "X/file:2")
    found, person = merged(*looks, seen("hat", "hat", "own/hat"))
    assert not found.conflicts and person.looks == ("male", "wearing_hat")


def test_scores_that_differ_leave_the_number_unknown_and_their_common_sign_known() -> None:
    found, person = merged(seen("sentiment", "1.5", "mosi/score"), at(seen("sentiment", "2.0", "mosei/score"), 7))
    assert kinds(found) == [("p1.emo.valence", "differs")] and (person.sentiment, person.valence) == ("positive", None)


@pytest.mark.parametrize(
    ("first", "second", "labels", "space"),
    [
        (("Neutral", "dfew/emotion"), ("neutral", "mafw/emotion"), ["neutral"], "emotion-11"),
        (("angry", "mead/emotion"), ("Angry", "dfew/emotion"), ["anger"], "emotion-8"),
        (("ANG", "crema-d/emotion"), ("angry", "mer2023/emotion"), ["anger"], "emotion-6-crema"),
        (("Angry", "dfew/emotion"), ("anger", "mafw/emotion"), ["anger"], "emotion-11"),
        (("worried", "mer2023/emotion"), ("anxiety", "mafw/emotion"), ["anxiety"], "emotion-11"),
    ],
)
def test_schemes_that_agree_become_the_finer_one(
    first: tuple[str, str], second: tuple[str, str], labels: list[str], space: str
) -> None:
    found, person = merged(seen("emotion", *first), at(seen("emotion", *second), 7))
    assert not found.conflicts
    assert [felt.label for felt in person.emotions or ()] == labels and found.spaces["emotion"] == space
    (node,) = found.nodes
    assert set(node.parents) == {"X/file:2", "X/other:7"} and set(node.schemes) == {first[1], second[1]}


def test_a_compound_says_all_that_a_single_label_says() -> None:
    compound = [seen("emotion", label, "mafw/emotion") for label in ("anger", "disgust")]
    found, person = merged(seen("emotion", "Angry", "dfew/emotion"), *compound)
    assert not found.conflicts and [felt.label for felt in person.emotions or ()] == ["anger", "disgust"]
    parents = {node.node: node.schemes for node in found.nodes}
    assert set(parents["p1.emo.anger"]) == {"dfew/emotion", "mafw/emotion"}
    assert parents["p1.emo.disgust"] == ("mafw/emotion",)


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        ([("Angry", "dfew/emotion"), ("sadness", "mafw/emotion")], "differs"),
        (
            [("Angry", "dfew/emotion"), ("Sad", "dfew/emotion"), ("sadness", "mafw/emotion"), ("fear", "mafw/emotion")],
            "differs",
        ),
        ([("Fear", "dfew/emotion"), ("anxiety", "mafw/emotion")], "incomparable"),
        ([("Angry", "dfew/emotion"), ("contempt", "mead/emotion")], "incomparable"),
        ([("worried", "mer2023/emotion"), ("helplessness", "mafw/emotion")], "differs"),
        ([("worried", "mer2023/emotion"), ("contempt", "mead/emotion")], "incomparable"),
        (
            [
                ("Angry", "dfew/emotion"),
                ("Sad", "dfew/emotion"),
                ("sadness", "mafw/emotion"),
                ("anxiety", "mafw/emotion"),
            ],
            "incomparable",
        ),
    ],
)
def test_schemes_that_do_not_agree_leave_the_emotion_unknown(labels: list[tuple[str, str]], kind: str) -> None:
    found, person = merged(*(seen("emotion", *label) for label in labels), seen("intensity", "high", "intensity-3"))
    assert kinds(found) == [("p1.emo", kind)] and person.emotions is None
    assert [(side.native, side.scheme) for side in found.conflicts[0].sides] == labels


def test_a_label_without_an_image_says_nothing_against_another() -> None:
    found, person = merged(seen("emotion", "calm", "ravdess/emotion"), seen("emotion", "Angry", "dfew/emotion"))
    assert not found.conflicts and [felt.label for felt in person.emotions or ()] == ["anger"]


def test_times_are_taken_over_where_one_scheme_has_them_and_dropped_where_they_differ() -> None:
    plain = seen("emotion", "anger", "mafw/emotion")
    timed = at(seen("emotion", "Angry", "dfew/emotion"), 7, **SPANS)
    found, person = merged(plain, timed)
    assert not found.conflicts and person.emotions == (Emotion("anger", None, Span(0.5, 1.5)),)
    found, person = merged(replace(plain, start=0.0, end=1.0), timed)
    assert kinds(found) == [("p1.emo.anger", "differs")] and person.emotions == (Emotion("anger"),)
    assert values(found) == [{"from 0.00 to 1.00 s", "from 0.50 to 1.50 s"}]


@pytest.mark.parametrize("absent", [[NONE], ["AU4"]])
def test_a_unit_that_one_scheme_sees_and_another_does_not(absent: list[str]) -> None:
    mine = [seen("unit", native, "facs") for native in ("AU4", "AU12")]
    theirs = [at(seen("unit", native, "au-12"), 7) for native in absent]
    found, person = merged(*mine, *theirs)
    disputed = ["p1.expr.AU4", "p1.expr.AU12"] if absent == [NONE] else ["p1.expr.AU12"]
    assert kinds(found) == [(node, "presence") for node in disputed] and person.units is None
    assert values(found)[-1] == {"present", "absent"}
    assert {(side.scheme, side.native) for side in found.conflicts[-1].sides} == {("facs", "AU12"), ("au-12", NONE)}


def test_a_scheme_does_not_speak_of_what_it_does_not_code() -> None:
    found, person = merged(seen("unit", "AU14", "facs"), at(seen("unit", NONE, "au-12"), 7))
    assert not found.conflicts and person.units == (ActionUnit(14),)


def test_an_open_cell_neither_completes_a_list_nor_contradicts_one() -> None:
    whole = [seen("unit", native, "facs") for native in ("AU4", "AU12")]
    cell = [at(seen("unit", "AU4", "other/facs"), 7), at(seen("unit", "14or23", "other/facs", "ambiguous"), 7)]
    found, person = merged(*whole, *cell)
    assert not found.conflicts and person.units == (ActionUnit(4), ActionUnit(12))
    found, person = merged(*whole, at(seen("unit", "AU9", "other/facs"), 7), cell[1])
    assert kinds(found) == [("p1.expr.AU9", "presence")] and person.units is None


def test_one_scheme_may_contradict_itself() -> None:
    found, person = merged(seen("action", "smile", "action-35"), seen("action", NONE, "action-35"))
    assert kinds(found) == [("p1.attr.action.smile", "presence")] and person.actions is None


def test_how_and_when_a_unit_holds_is_one_answer_or_none() -> None:
    timed = replace(seen("unit", "AU12", "facs", value=0.8), **SPANS)  # type: ignore[arg-type]
    found, person = merged(timed, at(seen("unit", "AU12", "au-12"), 7))
    assert not found.conflicts and person.units == (ActionUnit(12, "", 0.8, Span(0.5, 1.5)),)
    found, person = merged(timed, at(replace(timed, scheme="au-12"), 7, start=0.0))
    assert kinds(found) == [("p1.expr.AU12", "differs")] and person.units == (ActionUnit(12),)
    sided = [replace(seen("unit", "AU14", "facs"), side=side) for side in "LR"]
    found, person = merged(*sided)
    assert not found.conflicts and person.units == (ActionUnit(14, "L"), ActionUnit(14, "R"))
    assert [node.node for node in found.nodes] == ["p1.expr.AU14L", "p1.expr.AU14R"]


@pytest.mark.parametrize(
    ("labels", "inconsistent"),
    [
        ([("emotion", "joy", "meld/emotion"), ("sentiment", "negative", "meld/sentiment")], ["p1.emo.sentiment"]),
        ([("emotion", "joy", "meld/emotion"), ("sentiment", "positive", "meld/sentiment")], []),
        ([("emotion", "surprise", "meld/emotion"), ("sentiment", "negative", "meld/sentiment")], []),
        ([("emotion", "anxiety", "mafw/emotion"), ("sentiment", "positive", "meld/sentiment")], []),
        ([("emotion", "happy", "mead/emotion"), ("micro", "negative", "micro-3")], ["p1.emo.micro"]),
    ],
)
def test_aspects_that_do_not_go_together_are_kept_and_told(
    labels: list[tuple[str, str, str]], inconsistent: list[str]
) -> None:
    found, person = merged(*(seen(*label) for label in labels))
    assert kinds(found) == [(node, "inconsistent") for node in inconsistent]
    assert person.emotions is not None and (person.sentiment or person.micro)
    for conflict in found.conflicts:
        assert len(conflict.sides) == 2


def test_a_number_of_the_other_sign_is_told() -> None:
    found, person = merged(seen("sentiment", "negative", "sentiment-3", value=2.0))
    assert kinds(found) == [("p1.emo.valence", "inconsistent")] and (person.sentiment, person.valence) == (
        "negative",
        2.0,
    )


OBSERVATIONS = st.lists(
    st.sampled_from(
        (
            *(("unit", f"AU{code}", "facs") for code in (4, 12, 14)),
            ("unit", "AU4", "au-12"),
            ("action", "smile", "action-35"),
            ("hat", "hat", "a"),
            ("hat", "none", "b"),
            ("emotion", "Angry", "dfew/emotion"),
            ("emotion", "anger", "mafw/emotion"),
            ("emotion", "contempt", "mead/emotion"),
            ("sentiment", "negative", "meld/sentiment"),
            ("appearance", "wearing_hat", "appearance-40"),
            ("head_pose", "front", "pose-7"),
        )
    ),
    max_size=6,
)


@given(OBSERVATIONS, st.randoms(use_true_random=False))
def test_order_and_repetition_change_no_value(rows: list[tuple[str, str, str]], order: object) -> None:
    observations = [at(seen(*row), line) for line, row in enumerate(rows)]
    again = [at(o, 100 + line) for line, o in enumerate(observations)]
    shuffled = [*observations, *again]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (merge(CLIP, part) for part in (observations, shuffled))
    (one,), (other,) = first.tree.persons, second.tree.persons
    assert (one.attributes, one.looks, one.head_pose, one.sentiment) == (
        *(other.attributes, other.looks, other.head_pose, other.sentiment),
    )
    assert {*(one.units or ())} == {*(other.units or ())} and (one.units is None) == (other.units is None)
    assert {*(one.emotions or ())} == {*(other.emotions or ())} and one.actions == other.actions
    assert sorted(kinds(first)) == sorted(kinds(second))
    assert {(n.node, n.value) for n in first.nodes} == {(n.node, n.value) for n in second.nodes}


def test_events_are_kept_with_their_times() -> None:
    events = [replace(seen("action", "nod", "action-35"), start=s, end=s + 1.0) for s in (0.0, 2.0)]
    found, person = merged(*events)
    assert person.actions == (Event("nod", Span(0.0, 1.0)), Event("nod", Span(2.0, 3.0)))
    assert [(n.node, n.value) for n in found.nodes] == [
        ("p1.attr.action.nod", "from 0.00 to 1.00 s; from 2.00 to 3.00 s")
    ]
