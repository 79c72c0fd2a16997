"""Curricula are orders of the same visits, and a visit asks the same whenever it comes."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError
from emocfg.schema import LEVELS
from videmo_ref.data.lessons import Lesson, Part, Question
from videmo_ref.data.plan import Choice, asked_of
from videmo_ref.data.schedule import ORDERS, Curriculum, Schedule, Visit, arrange, draw

levels = st.lists(st.sampled_from(LEVELS), min_size=1, max_size=40)
mixes = st.none() | st.fixed_dictionaries(dict.fromkeys(LEVELS, st.floats(0.1, 5.0)))


@given(levels, st.integers(1, 200), st.integers(0, 9), mixes, st.floats(0, 1))
def test_every_order_has_the_same_visits(
    own: list[str], count: int, seed: int, mix: dict[str, float] | None, replay: float
) -> None:
    drawn = draw(own, count, seed, mix)
    visits = sorted(visit for some in drawn.values() for visit in some)
    assert len(visits) == count
    for order in ORDERS:
        assert sorted(arrange(drawn, Curriculum(order, replay), seed)) == visits
    for level, some in drawn.items():
        assert all(own[visit.lesson] == level for visit in some)
        shown = Counter(visit.lesson for visit in some)
        assert not shown or max(shown.values()) - min(shown.values()) <= 1 or len(shown) < own.count(level)


def stages(order: str, replay: float = 0.2) -> list[str]:
    own = ["attribute"] * 50 + ["expression"] * 30 + ["emotion"] * 20
    return [own[visit.lesson] for visit in arrange(draw(own, 1000, 0), Curriculum(order, replay), 0)]


def test_strict_goes_level_by_level_and_reverse_the_other_way() -> None:
    assert stages("strict") == ["attribute"] * 500 + ["expression"] * 300 + ["emotion"] * 200
    assert stages("reverse") == ["emotion"] * 200 + ["expression"] * 300 + ["attribute"] * 500


def test_replay_keeps_a_share_of_earlier_levels_for_later() -> None:
    found = stages("replay")
    assert found[:400] == ["attribute"] * 400
    later = Counter(found[400:])
    assert later["attribute"] == 100
    assert Counter(found[-300:]) == {"emotion": 200, "expression": 60, "attribute": 40}
    assert stages("replay", replay=0.0) == stages("strict")


def test_the_beginning_of_shuffled_is_as_the_whole() -> None:
    assert Counter(stages("shuffled")[:200])["attribute"] == pytest.approx(100, abs=25)


def test_steps_cut_the_visits_once() -> None:
    visits = tuple(Visit(i, 0) for i in range(10))
    schedule = Schedule(visits, 4)
    assert schedule.steps == 3
    assert [visit for step in range(3) for visit in schedule.step(step)] == list(visits)


LESSON = Lesson(
    ("v",),
    "attribute",
    tuple(Question(f"s{i}", task, "?", (Part("x", learned=True),)) for i, task in enumerate("aabc")),
)


def test_a_visit_asks_the_same_whenever_it_comes() -> None:
    choice = Choice(questions=2)
    asked = [asked_of(LESSON, Visit(3, time), choice, 0).questions for time in range(30)]
    assert asked == [asked_of(LESSON, Visit(3, time), choice, 0).questions for time in range(30)]
    assert all(len(questions) == 2 for questions in asked)
    assert len(set(asked)) > 3


def test_tasks_are_asked_in_their_share_of_the_rounds() -> None:
    choice = Choice(common=(("a", 0.25), ("b", 0.0001), ("c", 0.5)))
    asked = [asked_of(LESSON, Visit(0, time), choice, 0).questions for time in range(4000)]
    counts = Counter(question.sample_id for questions in asked for question in questions)
    assert counts["s3"] / 4000 == pytest.approx(0.5, abs=0.04)
    assert counts["s0"] / 4000 == pytest.approx(counts["s1"] / 4000, abs=0.04) == pytest.approx(0.25, abs=0.04)
    assert counts["s2"] < 10
    assert not all(asked)


def test_a_visit_that_asks_nothing_is_not_made() -> None:
    own = ["attribute"] * 4
    seldom = {0: 1, 1: 4, 2: 2, 3: 1}  # in every so-many-th round

    def asks(visit: Visit) -> bool:
        return visit.time % seldom[visit.lesson] == 0

    visits = draw(own, 1100, 0, asks=asks)["attribute"]
    assert len(visits) == len(set(visits)) == 1100
    assert all(map(asks, visits))
    assert Counter(visit.lesson for visit in visits) == {0: 400, 1: 100, 2: 200, 3: 400}


def test_lessons_that_hardly_ever_ask_are_an_error() -> None:
    with pytest.raises(EmoCfgError, match="0 of 10,010 visits would ask anything"):
        draw(["attribute"] * 10, 5, 0, asks=lambda _: False)
