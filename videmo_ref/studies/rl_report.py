"""The report of the study of reinforcement: a table of arms, paired differences, and which claims they bear out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .paired import Difference, difference, shown

COMPARED: tuple[tuple[str, str, str], ...] = (
    ("tree", "flat", "a tree against 8 independent rollouts, equal sampled tokens"),
    ("tree", "flat_wall", "a tree against independent rollouts that take as long"),
    ("tree", "grpo", "a tree against the paper's GRPO"),
    ("flat", "grpo", "reward-to-go against the outcome"),
    ("tree", "tree_leaf", "rewards of all levels against the emotion's alone"),
    ("tree", "start", "reinforcement against what it began with"),
    ("grpo", "start", "the paper's GRPO against what it began with"),
    ("tree", "sft_noisy", "reinforcement against further careless labels"),
    ("tree", "sft_clean", "reinforcement against further true labels, which know what the rewards know"),
)
VALUES = {"greedy_score": "J, greedy", "sampled_score": "J at T = 1", "sampled_emotion": "emotion right at T = 1"}

Found = Mapping[str, Mapping[int, Mapping[str, Any]]]


def markdown(found: Found, whats: Mapping[str, str], people: Sequence[str], plan: Mapping[str, Any]) -> str:
    """The report."""
    seeds = len(found["start"])
    lines = [
        "# Trees of rollouts against independent ones",
        "",
        f"{seeds} seeds; {len(people):,} clips of {len(set(people))} people that no policy has seen. J is 0.25 "
        "attribute + 0.25 expression + 0.5 emotion, each the aligned score of its level, less the penalty. The arms of "
        "a seed begin with one policy, whose vision tower and then language model learned from careless labels, and "
        "learn from the same clips in the same order.",
        "",
        "| arm | sampled | trained | CPU s | wall s | J, greedy | J at T = 1 | emotion, greedy | emotion at T = 1 |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(name, cells) for name, cells in found.items()),
        "",
        "Tokens and seconds are of the whole training of an arm, means over seeds; those of `start` are its "
        "fine-tuning's.",
        "",
        *(f"* `{name}`: {what}" for name, what in whats.items()),
        "",
        "## Paired differences",
        "",
        "Mean over seeds and clips, 95 % interval over seeds and people (`videmo_ref/studies/paired.py`), and the "
        "seeds in which it is positive.",
        "",
        f"| | {' | '.join(VALUES.values())} |",
        f"|---|{'---|' * len(VALUES)}",
    ]
    differences = {
        (one, other): {value: difference(found[one], found[other], value, people) for value in VALUES}
        for one, other, _ in COMPARED
    }
    for one, other, what in COMPARED:
        cells = (shown(differences[one, other][value]) for value in VALUES)
        lines.append(f"| {what} (`{one}` - `{other}`) | {' | '.join(cells)} |")
    lines += ["", "## What this says", "", *(f"* {claim}" for claim in claims(differences, found, plan))]
    return "\n".join(lines) + "\n"


def _row(name: str, cells: Mapping[int, Mapping[str, Any]]) -> str:
    def mean(key: str) -> float:
        return float(np.mean([np.mean(cell[key]) for cell in cells.values()]))

    spent = [f"{mean(key):,.0f}" for key in ("sampled", "trained", "cpu", "wall")]
    keys = ("greedy_score", "sampled_score", "greedy_emotion", "sampled_emotion")
    return f"| `{name}` | {' | '.join([*spent, *(f'{mean(key):.4f}' for key in keys)])} |"


def claims(
    differences: Mapping[tuple[str, str], Mapping[str, Difference]], found: Found, plan: Mapping[str, Any]
) -> list[str]:
    """Each question, and what the intervals say to it; nothing is claimed where 0 lies in one."""
    said = [
        f"{what[0].upper()}{what[1:]}, {VALUES[value]}: {_verdict(differences[one, other][value])}."
        for one, other, what in COMPARED
        for value in ("greedy_score", "sampled_score")
    ]
    tree, flat = plan["tree_seconds"], plan["flat_seconds"]
    said.append(
        f"A step of the packed tree takes {tree:.2f} CPU seconds, one of 8 < G independent rollouts "
        f"{', '.join(f'{float(time):.2f} (G = {many})' for many, time in flat.items())}; "
        f"G = {plan['rollouts']} was taken."
    )
    return said


def _verdict(found: Difference) -> str:
    if found.sign == 0:
        return f"no difference that this study can see ({shown(found)})"
    return f"the first is {'better' if found.sign > 0 else 'worse'} ({shown(found)})"
