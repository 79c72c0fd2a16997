"""The search keeps what its scorer likes best, goes on from there alone, and notes everything."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from emocfg.core import canonical
from emocfg.schema import LEVELS, parse_tree, read_levels
from emocfg.schema.features import from_row, to_row
from videmo_ref.data.trees import level_texts
from videmo_ref.reasoning.methods import METHODS, oracle
from videmo_ref.reasoning.scorers import Agreement, Likelihood, Oracle
from videmo_ref.reasoning.search import Plan, greedy, sample_chains, search
from videmo_ref.reasoning.trace import Trace
from videmo_ref.rewards.aligned import AlignedReward
from videmo_ref.rollouts.session import GREEDY, Draw, Piece, Prompt

from .scripted import Script, Scripted, said

PROMPT = Prompt((1,), ())
TRUTH = (
    "<attr>\np1: gender=female; age=young; hair_color=black\n</attr>\n"
    "<expr>\np1: AU6; AU12\n</expr>\n<emo>\np1: happiness*high\n</emo>"
)
RIGHT = tuple(level_texts(parse_tree(TRUTH, where="test")).values())
WRONG = (
    "<attr>\np1: gender=male; age=elderly; hair_color=gray\n</attr>\n",
    "<expr>\np1: AU4; AU15\n</expr>\n",
    "<emo>\np1: sadness*low\n</emo>",
)
MIXED = (
    "<attr>\np1: gender=female; age=elderly\n</attr>\n",
    "<expr>\np1: AU6\n</expr>\n",
    "<emo>\np1: happiness*low\n</emo>",
)


def level(draw: Draw) -> int:
    return ["</attr>", "</expr>", "</emo>"].index(draw.stop)


def writes(*candidates: Sequence[Piece]) -> Script:
    """The same candidates at each level whatever came before; candidates[k] are those of level k."""
    return lambda _, __, draw: candidates[level(draw)]


def pieces(*texts: str, logps: Sequence[float] = (), closed: bool = True) -> list[Piece]:
    return [said(text, logps[k] if logps else -1.0, closed=closed) for k, text in enumerate(texts)]


def columns(*trees: Sequence[str]) -> list[list[Piece]]:
    """Whole trees as the candidates of each level."""
    return [pieces(*texts) for texts in zip(*trees, strict=True)]


def test_likelihood_keeps_the_surest() -> None:
    sure = [pieces(WRONG[k], RIGHT[k], MIXED[k], logps=(-0.9, -0.2, -0.5)) for k in range(3)]
    (trace,) = METHODS["likelihood"](Scripted(writes(*sure)), [PROMPT], Plan(3))
    assert trace.text == TRUTH
    assert trace.levels == RIGHT
    assert [step.kept for step in trace.steps] == [1, 1, 1]
    assert [candidate.score for candidate in trace.steps[0].candidates] == pytest.approx([-0.9, -0.2, -0.5])


def test_mbr_keeps_what_the_others_agree_with() -> None:
    (trace,) = METHODS["mbr"](Scripted(writes(*columns(WRONG, RIGHT, MIXED, RIGHT))), [PROMPT], Plan(4))
    assert trace.text == TRUTH


def test_the_oracle_keeps_the_true_one_against_all_others() -> None:
    truths = [parse_tree(TRUTH, where="test"), parse_tree("".join(WRONG), where="test")]
    writer = Scripted(writes(*columns(WRONG, WRONG, RIGHT, WRONG)))
    traces = oracle(truths)(writer, [PROMPT, PROMPT], Plan(4))
    assert [trace.text for trace in traces] == [TRUTH, "".join(WRONG)]


def test_no_method_of_the_table_can_be_told_the_truth() -> None:
    truth = parse_tree(TRUTH, where="test")
    for scorer in (Likelihood(), Agreement()):
        assert not any(truth == getattr(scorer, name, None) for name in dir(scorer))
    with pytest.raises(TypeError):
        Likelihood(truth)  # type: ignore[call-arg]
    assert "oracle" not in METHODS


def test_mbr_is_the_brute_force_mean_over_all_others() -> None:
    metric, draws = AlignedReward(), random.Random(0)
    before = RIGHT[0]
    texts = [draws.choice((RIGHT, WRONG, MIXED))[1] for _ in range(5)] + ["<expr>\np1: AU"]
    scores = Agreement(metric).score("expression", before, pieces(*texts))
    for i, text in enumerate(texts):
        gains = []
        for j, other in enumerate(texts):
            if j != i:
                truth = read_levels(before + other).tree
                gains.append(metric.score(before + text, truth).expression or 0.0)
        assert scores[i] == pytest.approx(sum(gains) / 5)
    assert scores[-1] == 0
    assert Agreement().score("expression", before, pieces(RIGHT[1])) == [0.0]


def test_nothing_goes_on_from_a_candidate_that_was_not_kept() -> None:
    sure = [pieces(WRONG[k], RIGHT[k], logps=(-0.9, -0.2)) for k in range(3)]
    writer = Scripted(writes(*sure))
    search(writer, [PROMPT, PROMPT], [Likelihood()] * 2, Plan(2))
    assert writer.continued == ["", "", RIGHT[0], RIGHT[0], RIGHT[0] + RIGHT[1], RIGHT[0] + RIGHT[1]]


def test_each_prompt_has_its_own_choice() -> None:
    def script(place: int, _: str, draw: Draw) -> list[Piece]:
        return pieces(WRONG[level(draw)], RIGHT[level(draw)], logps=(-1, -2) if place == 0 else (-2, -1))

    traces = METHODS["likelihood"](Scripted(script), [PROMPT, PROMPT], Plan(2))
    assert [trace.text for trace in traces] == ["".join(WRONG), TRUTH]


def test_an_open_candidate_is_kept_only_where_all_are() -> None:
    half = said("<attr>\np1: gender=fem", -0.01, closed=False)
    ended = said("Sorry.", -0.01)  # the turn ended, and no tag was written
    (trace,) = METHODS["likelihood"](
        Scripted(writes([half, ended, said(RIGHT[0])], pieces(*[RIGHT[1]] * 3), pieces(*[RIGHT[2]] * 3))),
        [PROMPT],
        Plan(3),
    )
    assert trace.text == TRUTH


def test_a_tree_ends_where_no_candidate_is_closed_and_the_others_go_on() -> None:
    def script(place: int, _: str, draw: Draw) -> list[Piece]:
        text = RIGHT[level(draw)]
        return [said(text[:-9], closed=False)] * 2 if place == 0 and level(draw) == 1 else pieces(text, text)

    writer = Scripted(script)
    broken, whole = METHODS["mbr"](writer, [PROMPT, PROMPT], Plan(2))
    assert broken.levels == RIGHT[:1]
    assert len(broken.steps) == 2
    assert broken.text.startswith(RIGHT[0] + "<expr>")
    assert whole.levels == RIGHT
    assert RIGHT[0] + RIGHT[1][:-9] not in writer.continued


def test_greedy_takes_one_candidate_at_temperature_zero() -> None:
    writer = Scripted(writes(*columns(RIGHT)))
    (trace,) = greedy(writer, [PROMPT], Plan(8, temperature=1.0, limit=77))
    assert trace.text == TRUTH
    assert [(draw.n, draw.temperature, draw.limit) for draw in writer.draws] == [(1, GREEDY, 77)] * 3


def test_levels_draw_apart_and_alike_for_one_seed() -> None:
    plan = Plan(1, 0.7, 50, seed=3)
    assert plan.draw("attribute", 1) == plan.draw("attribute", 1)
    seeds = {plan.draw(what, 1).seed for what in (*LEVELS, "answer")} | {
        replace(plan, seed=4).draw("attribute", 1).seed
    }
    assert len(seeds) == 5
    assert plan.draw("answer", 1).stop == ""


def chains(*trees: Sequence[str]) -> Script:
    """The k-th candidate of the first level goes on as the k-th tree."""

    def script(_: int, before: str, draw: Draw) -> list[Piece]:
        if level(draw) == 0:
            return pieces(*(tree[0] for tree in trees))
        (own,) = {tree for tree in map(tuple, trees) if "".join(tree).startswith(before) and before}
        return pieces(own[level(draw)])

    return script


def test_whole_chains_are_never_cut_and_their_medoid_is_kept() -> None:
    writer = Scripted(chains(WRONG, MIXED, RIGHT))
    (trace,) = sample_chains(writer, [PROMPT], Plan(3))
    assert trace.chains == (WRONG, MIXED, RIGHT)
    assert [draw.n for draw in writer.draws] == [3, 1, 1]
    assert trace.text == "".join(MIXED)  # between the two others, and so most like both
    assert [candidate.score for candidate in trace.steps[0].candidates] == [None] * 3
    scores = [candidate.score or 0 for candidate in trace.steps[2].candidates]
    assert scores.index(max(scores)) == 1


def test_a_chain_that_breaks_counts_as_far_as_it_is_closed() -> None:
    def script(_: int, before: str, draw: Draw) -> list[Piece]:
        if level(draw) == 0:
            return [said(RIGHT[0]), said("<attr>", closed=False)]
        return [said(RIGHT[level(draw)])]

    (trace,) = sample_chains(Scripted(script), [PROMPT], Plan(2))
    assert trace.chains == (RIGHT, ())
    assert trace.levels == RIGHT


@pytest.mark.parametrize("name", METHODS)
def test_a_trace_is_json_and_comes_back(name: str) -> None:
    writer = Scripted(lambda _, __, draw: pieces(*[RIGHT[level(draw)]] * draw.n))
    (trace,) = METHODS[name](writer, [PROMPT], Plan(2))
    assert from_row(Trace, canonical.loads(canonical.dumps(to_row(trace)), where="trace")) == trace


def test_the_oracle_scores_by_level() -> None:
    truth = parse_tree(TRUTH, where="test")
    scores = Oracle(truth).score("emotion", RIGHT[0] + RIGHT[1], pieces(RIGHT[2], WRONG[2], "<emo>"))
    assert scores[0] == 1.0
    assert scores[0] > scores[1] >= scores[2] == 0.0
