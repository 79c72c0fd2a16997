"""The text classifier: it reads what is there, invents nothing, and never learns from the group it judges."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emocfg.check.blind import Judged, Masked, Model, cross_fit, fit, las
from emocfg.check.blind.classifier import assign_folds
from emocfg.check.blind.items import visible
from emocfg.core import EmoCfgError, rng

from .texts import CUES, LABELS, make, with_words


@pytest.fixture(scope="module")
def items() -> list[Masked]:
    return make(240)


@pytest.fixture(scope="module")
def judged(items: list[Masked]) -> Judged:
    return cross_fit(items)


@pytest.fixture(scope="module")
def model(items: list[Masked]) -> Model:
    return fit(items)


def share(judged: Judged) -> float:
    return sum(p.recovered for p in judged.predictions.values()) / len(judged.predictions)


def mean_gain(judged: Judged) -> float:
    return sum(p.gain for p in judged.predictions.values()) / len(judged.predictions)


def test_labels_are_read_from_cues_and_not_from_questions(items: list[Masked], judged: Judged) -> None:
    found = judged.predictions
    assert found.keys() == {item.id for item in items}
    assert not judged.skipped
    assert share(judged) > 0.95
    assert sum(p.recovered_by_question for p in found.values()) / len(found) < 0.45
    assert sum(p.gain > 0 for p in found.values()) > 0.95 * len(found)


def test_gain_is_the_difference_of_the_logarithms(judged: Judged) -> None:
    assert all(abs(p.gain - (p.log_p_text - p.log_p_question)) < 2e-4 for p in judged.predictions.values())


def test_a_text_without_information_gains_nothing() -> None:
    judged = cross_fit(make(240, cues=False))
    assert abs(mean_gain(judged)) < 0.1
    assert share(judged) < 0.45


def test_order_does_not_matter(items: list[Masked], judged: Judged) -> None:
    shuffled = list(items)
    rng("shuffle").shuffle(shuffled)
    assert cross_fit(shuffled) == judged


def test_another_seed_gives_other_folds(items: list[Masked]) -> None:
    assert assign_folds(items, 5, 0) != assign_folds(items, 5, 1)


def test_no_group_teaches_its_own_judge() -> None:
    """Each group has one label and a word of its own: memorised when fitted to it, useless across groups."""
    items = [replace(item, labels=(LABELS[n // 8 % 4],)) for n, item in enumerate(make(240, per_group=8, cues=False))]
    tagged = with_words(items, [f"tag{item.group}" for item in items])
    assert share(fit(tagged).judge(tagged)) > 0.95
    assert share(cross_fit(tagged)) < 0.45


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 8), st.sampled_from(LABELS)), min_size=1, max_size=40),
    st.integers(2, 6),
    st.integers(0, 3),
)
def test_folds_keep_groups_whole_and_spread_rare_labels(rows: list[tuple[int, str]], folds: int, seed: int) -> None:
    items = [Masked(f"c{i}", f"g{g}", "", "", (label,), "emotion-8", False) for i, (g, label) in enumerate(rows)]
    placed = assign_folds(items, folds, seed)
    groups = {item.group for item in items}
    assert placed.keys() == groups
    assert set(placed.values()) == set(range(min(folds, len(groups))))
    assert assign_folds(items[::-1], folds, seed) == placed
    support = {label: sum(item.labels == (label,) for item in items) for label in LABELS}
    rarest = min((label for label in LABELS if support[label]), key=lambda label: (support[label], label))
    holders = {item.group for item in items if item.labels == (rarest,)}
    assert len({placed[group] for group in holders}) == min(len(holders), folds, len(groups))


def test_a_planted_leak_shows_as_leaking() -> None:
    """Half of the texts keep their label: only those are read, and the leak-adjusted figure says so."""
    plain = [replace(item, leaking=n % 2 == 0) for n, item in enumerate(make(240, cues=False))]
    kept = with_words(plain, [f"feeling {i.labels[0]}" if i.leaking else "feeling something" for i in plain])
    found = las(kept, cross_fit(kept).predictions)
    assert found["leaking"] is not None
    assert found["non_leaking"] is not None
    assert found["leaking"] > 0.5
    assert abs(found["non_leaking"]) < 0.2
    assert found["mean"] == pytest.approx((found["leaking"] + found["non_leaking"]) / 2, abs=1e-4)


def test_what_stands_around_a_mask_tells_nothing() -> None:
    assert visible("An [EMO] man, the [EMO] of a [EMO].").split() == ["man,", "of", "."]
    texts = {"anger": "this is an [EMO]", "fear": "this is a [EMO]"}
    items = [replace(item, text=texts[item.labels[0]]) for item in make(80, labels=("anger", "fear"))]
    assert share(cross_fit(items)) < 0.7


def test_several_labels_are_read_as_sets() -> None:
    judged = cross_fit(make(300, several=True))
    pairs = [p for p in judged.predictions.values() if len(p.read) == 2]
    assert share(judged) > 0.85
    assert len(pairs) > 60
    assert mean_gain(judged) > 0.5


def test_a_model_reads_new_texts(model: Model) -> None:
    texts = [f"{CUES[label][0]} {CUES[label][1]} word1" for label in LABELS]
    assert model.read(texts, "emotion-8") == [(label,) for label in LABELS]
    assert model.read(["", "quux frobnicate"], "emotion-8") == [(), ()]
    with pytest.raises(EmoCfgError, match="E201"):
        model.read(["word1"], "micro-3")


def test_a_word_of_one_text_alone_is_not_learned(items: list[Masked]) -> None:
    once, twice = with_words(items[:2], ["lonely", "shared"]), with_words(items[2:3], ["shared"])
    model = fit([*once, *twice, *items[3:]])
    assert model.read(["lonely"], "emotion-8") == [()]
    assert model.read(["shared"], "emotion-8") != [()]


def test_a_model_judges_other_groups(model: Model) -> None:
    new = [replace(item, id=f"new {item.id}", group=f"new {item.group}") for item in make(40)]
    judged = model.judge([*new, replace(new[0], id="x", space="micro-3", labels=("positive",))])
    assert share(judged) > 0.95
    assert judged.skipped == {"x": "no rationale of micro-3 to learn from"}


def test_a_text_without_known_words_is_not_recovered(items: list[Masked]) -> None:
    judged = cross_fit([*items, replace(items[0], id="empty", text="", group="other")])
    empty = judged.predictions["empty"]
    assert empty.read == ()
    assert not empty.recovered
    assert abs(empty.gain) < 0.5


def test_all_texts_empty() -> None:
    judged = cross_fit([replace(item, text="", question="") for item in make(40)])
    assert all(p.read == () and p.gain == 0 for p in judged.predictions.values())


def test_what_cannot_be_learned_is_skipped_with_a_reason() -> None:
    items = make(40)
    one_group = cross_fit([replace(item, group="g") for item in items])
    one_label = cross_fit([replace(item, labels=("anger",)) for item in items])
    rare = cross_fit([*items, replace(items[0], id="rare", group="rare", labels=("contempt",))])
    lone = cross_fit([replace(item, group=item.labels[0]) for item in make(20, labels=("anger", "fear"))])
    assert set(one_group.skipped.values()) == {"fewer than 2 groups in emotion-8"}
    assert set(one_label.skipped.values()) == {"only one label in emotion-8"}
    assert rare.skipped == {"rare": "no other group has contempt in emotion-8"}
    assert len(rare.predictions) == 40
    assert set(lone.skipped.values()) == {"only one label in emotion-8 outside its fold"}
    assert cross_fit([]) == Judged()


def test_fewer_groups_than_folds() -> None:
    judged = cross_fit(make(40, per_group=20), folds=5)
    assert len(judged.predictions) == 40


def test_bad_input_is_an_error() -> None:
    items = make(4)
    with pytest.raises(EmoCfgError, match="E304"):
        cross_fit([*items, items[0]])
    with pytest.raises(EmoCfgError, match="E202"):
        cross_fit(items, folds=1)
