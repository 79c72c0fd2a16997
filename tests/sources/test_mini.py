"""The mini corpus: balanced, deterministic, with every truth of every task, and text that gives nothing away."""

from collections import Counter

import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.schema import HEADLINE_TASKS, SPACES, parse_tree, to_text
from emocfg.sources import Annotated, open_source
from emocfg.sources.mini.scripts import PROTOTYPES


@pytest.fixture(scope="module")
def clips() -> list[Annotated]:
    return [entry for entry in open_source("mini").scan() if isinstance(entry, Annotated)]


def test_it_is_large_enough(clips: list[Annotated]) -> None:
    people = {s.identity for a in clips for s in a.clip.subjects} - {"mini/unknown"}
    assert len(people) >= 40
    assert len(clips) == open_source("mini").expect().counts["clips"] >= 1200


def test_every_task_has_its_truth(clips: list[Annotated]) -> None:
    assert set(HEADLINE_TASKS) | {"open_attribute"} <= {task for a in clips for task in a.clip.tasks}


def test_every_unit_of_the_benchmark_occurs(clips: list[Annotated]) -> None:
    units = Counter(o.native for a in clips for o in a.observations if o.aspect == "unit")
    assert set(SPACES["au-12"].labels) <= {name for name, count in units.items() if count >= 30}


def test_emotions_are_balanced_over_portraits(clips: list[Annotated]) -> None:
    counts = Counter(o.native for a in clips if "/p" in a.clip.clip_id for o in a.observations if o.aspect == "emotion")
    assert set(counts) == set(SPACES["emotion-8"].labels)
    assert max(counts.values()) - min(counts.values()) <= 5


def test_hard_cases_are_there_and_marked(clips: list[Annotated]) -> None:
    hard = Counter(note for a in clips for note in a.clip.notes)
    for reason in ("missing_unit", "extra_unit", "compound", "occluded"):
        assert hard[f"hard: {reason}"] >= 30


def test_without_hard_cases_the_prototype_units_are_shown(clips: list[Annotated]) -> None:
    for annotated in clips:
        if "/m" in annotated.clip.clip_id:
            emotion = next(o.native for o in annotated.observations if o.aspect == "emotion")
            units = {int(o.native[2:]) for o in annotated.observations if o.aspect == "unit"}
            assert set(PROTOTYPES[emotion][0]) == units


def test_micro_expressions_are_brief(clips: list[Annotated]) -> None:
    spans = [
        (o.end or 0) - (o.start or 0)
        for a in clips
        if "/m" in a.clip.clip_id
        for o in a.observations
        if o.aspect == "unit"
    ]
    assert spans and all(0.1 <= span <= 0.5 for span in spans)


def test_dialogue_lines_do_not_depend_on_the_emotion(clips: list[Annotated]) -> None:
    lines = Counter(
        (a.clip.dialogue[-1].text, next(o.native for o in a.observations if o.aspect == "emotion"))
        for a in clips
        if a.clip.dialogue
    )
    texts, emotions = {text for text, _ in lines}, {emotion for _, emotion in lines}
    assert len(texts) >= 12 and len(emotions) == 8
    assert all(len({emotion for text, emotion in lines if text == line}) >= 4 for line in texts)


def test_trees_are_whole_and_canonical(clips: list[Annotated]) -> None:
    for annotated in clips[::7]:
        tree = merge(annotated.clip, annotated.observations).tree
        assert parse_tree(to_text(tree), where="x") == tree
        assert all(person.units is not None and person.emotions for person in tree.persons)


def test_scanning_twice_gives_the_same_and_another_seed_gives_others(clips: list[Annotated]) -> None:
    again = [entry for entry in open_source("mini").scan() if isinstance(entry, Annotated)]
    assert again == clips
    other = [entry for entry in open_source("mini", options={"seed": 1}).scan() if isinstance(entry, Annotated)]
    assert [a.clip.clip_id for a in other] == [a.clip.clip_id for a in clips]
    assert [a.observations for a in other] != [a.observations for a in clips]


@pytest.mark.parametrize(
    "options", [{"identities": 3}, {"identities": 0}, {"identities": "4"}, {"people": 4}, {"seed": True}]
)
def test_bad_options_are_told(options: dict[str, object]) -> None:
    with pytest.raises(EmoCfgError, match="E20"):
        open_source("mini", options=options)
