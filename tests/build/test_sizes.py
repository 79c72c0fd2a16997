"""Test sets of stated sizes: the sizes are met, every label and person has its turn, and the order does not matter."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.build.sizes import Candidate, candidates, quotas, read_sizes, sample_test
from emocfg.core import EmoCfgError
from emocfg.schema import Validation
from tests.check.folders import row, write_dataset

ROWS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["joy", "fear", "rage"]), st.integers(0, 5)), max_size=80
).map(
    lambda parts: [
        Candidate(f"c{n}#t", "emotion_single", source, label, f"i{who}") for n, (source, label, who) in enumerate(parts)
    ]
)


@given(ROWS, st.integers(0, 100), st.integers(0, 3))
def test_the_size_is_met_and_every_stratum_has_its_part(rows: list[Candidate], size: int, seed: int) -> None:
    taken = sample_test(rows, {"emotion_single": size}, seed)
    assert len(taken) == min(size, len(rows)) and taken <= {row.id for row in rows}
    strata = Counter((row.source, row.label) for row in rows)
    found = Counter((row.source, row.label) for row in rows if row.id in taken)
    if size >= len(strata):
        assert found.keys() == strata.keys()
        for stratum, count in strata.items():
            exact = size * count / len(rows) if rows else 0
            assert found[stratum] <= count and abs(found[stratum] - min(exact, count)) <= len(strata)


@given(ROWS, st.integers(0, 60), st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Candidate], size: int, draws: random.Random) -> None:
    mixed = rows[:]
    draws.shuffle(mixed)
    assert sample_test(mixed, {"emotion_single": size}, 0) == sample_test(rows, {"emotion_single": size}, 0)


@given(
    st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(1, 40)), st.integers(0, 99)
)
def test_quotas_fit(counts: dict[tuple[str, str], int], size: int) -> None:
    found = quotas(counts, size)
    assert sum(found.values()) == min(size, sum(counts.values()))
    assert all(0 <= found[name] <= count for name, count in counts.items())


def test_everybody_comes_before_anybody_comes_twice() -> None:
    rows = [
        Candidate(f"{who}/{n}", "head_pose", "MEAD", "front", f"i{who}") for who in range(10) for n in range(20 - who)
    ]
    people = Counter(who.split("/")[0] for who in sample_test(rows, {"head_pose": 25}, 0))
    assert len(people) == 10 and set(people.values()) == {2, 3}


def test_a_larger_set_holds_the_smaller_one_of_one_stratum() -> None:
    rows = [Candidate(f"{n}", "qa", "MELD", "", f"i{n % 7}") for n in range(100)]
    assert sample_test(rows, {"qa": 20}, 0) < sample_test(rows, {"qa": 40}, 0)
    assert sample_test(rows, {"qa": 20}, 0) != sample_test(rows, {"qa": 20}, 1)


def test_tasks_without_a_size_give_nothing() -> None:
    rows = [Candidate("1", "qa", "a", "", "i"), Candidate("2", "identity", "a", "", "i")]
    assert sample_test(rows, {"qa": 5, "identity": 0, "sentiment": 9}, 0) == {"1"}


def test_rows_of_a_file_that_may_be_taken(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("sizes")
    rows = [
        row("MELD/0", "rationale", split="test", rationale="x", validation=Validation("pass")),
        row("MELD/1", "rationale", split="test", rationale="x"),
        row("MELD/2", "sentiment", split="test", labels=("neutral",), options=("neutral", "negative")),
        row("MELD/3", "sentiment", split="test", labels=("neutral",), validation=Validation("fail")),
        row("MELD/4", "open_attribute", split="test", scheme="open/eyes", suffix="eyes"),
        row("MELD/5", "emotion_multi", split="test", labels=("anger", "fear")),
    ]
    write_dataset(root, rows)
    found = {c.id: c for c in candidates(sorted(root.glob("*/test-*.parquet")))}
    assert set(found) == {"MELD/0#rationale", "MELD/2#sentiment", "MELD/4#open_attribute.eyes", "MELD/5#emotion_multi"}
    assert found["MELD/2#sentiment"].label == "neutral" and found["MELD/5#emotion_multi"].label == ""
    assert found["MELD/4#open_attribute.eyes"].key == "open_attribute.eyes"


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ({"identiti": 5}, "E201"),
        ({"open_attribute": {"ears": 5}}, "E201"),
        ({"open_attribute": 300}, "E202"),
        ({"identity": -1}, "E202"),
        ({"identity": True}, "E202"),
        ({"identity": {"x": 1}}, "E202"),
    ],
)
def test_bad_sizes_are_told(table: dict[str, object], code: str) -> None:
    with pytest.raises(EmoCfgError, match=code):
        read_sizes(table, where="plan.toml")
