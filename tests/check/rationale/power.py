"""How well the rationale validator works: the share of planted faults that it catches, and of clean texts refused.

    python -m tests.check.rationale.power --data DIR [--half held] [--n 200] [--seed 0] [--free] [--json] [--show 3]

DIR is a mini dataset; only the people of its test split are used. Writer and corruptions share no word list with the
validator. Plans and wordings come in halves: what went wrong can be shown (``--show``) of the halves ``dev`` and
``more`` and of ``free_dev.jsonl``, never of what is held out, which nobody is to look at while changing rules.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from scipy.stats import binomtest

from emocfg.build.parquet import read_samples
from emocfg.check.blind import Masked, Model, accept, fit, vote_by_classifier, vote_by_rules
from emocfg.check.rationale import blind_item, check_rationale
from emocfg.core import ExitStatus, rng
from emocfg.schema import parse_tree

from .cases import Case, cases_of
from .corruptions import KINDS
from .hand import Half, Hand
from .heldout import write
from .plans import render

CAUGHT, REFUSED = 0.97, 0.01
"""What is asked of the validator: at least this share of faults, at most this share of clean texts."""

HERE = Path(__file__).resolve().parent
FREE = ("dev", "held", "blind")
"""Files of freely written rationales; ``blind`` is by a writer who had not seen the validator, and was looked at after
its first figure was taken."""

ROUNDS = 6
"""Times the cases are gone through, with other words, where one round gives too few corrupted texts."""

Judge = Callable[[Case, str], str]
"""Says which level refuses a text; "" if none does."""


@dataclass(frozen=True, slots=True)
class Share:
    """One line of the table.

    Attributes:
        name: the kind of fault, or which clean texts.
        n: how many texts.
        refused: how many of them were refused: caught where they are corrupted.
        levels: level to how often it was the first to refuse.
        fair: (caught, made) where the clean twin passes: the others may be caught for another reason than the fault.
        passed_texts: some that passed.
        refused_texts: some that were refused, with the level.
    """

    name: str
    n: int
    refused: int
    levels: dict[str, int]
    fair: tuple[int, int] | None = None
    passed_texts: tuple[str, ...] = field(default=(), repr=False)
    refused_texts: tuple[str, ...] = field(default=(), repr=False)

    @property
    def share(self) -> float:
        """Refused of all; 0 of none."""
        return self.refused / self.n if self.n else 0.0

    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of the share (Wilson 1927)."""
        if not self.n:
            return 0.0, 1.0
        found = binomtest(self.refused, self.n).proportion_ci(method="wilson")
        return float(found.low), float(found.high)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything measured on one set of texts: per kind of fault, and on clean and hard texts."""

    name: str
    corrupted: tuple[Share, ...]
    clean: tuple[Share, ...]
    hard: tuple[Share, ...] = ()

    def falls_short(self) -> list[str]:
        """The lines that miss what is asked; a line without any text proves nothing and misses it as well."""
        short = [line.name for line in self.corrupted if not line.n or line.share < CAUGHT]
        return short + [line.name for line in self.clean if not line.n or line.share > REFUSED]


Text = tuple[Case, str]


def counted(name: str, texts: Sequence[Text], levels: Sequence[str], twins: Sequence[str] | None = None) -> Share:
    """Count some texts by the level that refused each, and faults apart whose twins were refused by none."""
    count = Counter(level for level in levels if level)
    fair = None if twins is None else [bool(level) for level, twin in zip(levels, twins, strict=True) if not twin]
    both = list(zip(texts, levels, strict=True))
    return Share(
        name,
        len(texts),
        sum(count.values()),
        dict(count.most_common()),
        None if fair is None else (sum(fair), len(fair)),
        tuple(text for (_, text), level in both if not level),
        tuple(f"[{level}] {text}" for (_, text), level in both if level),
    )


def judged(texts: Sequence[Text], judge: Judge) -> list[str]:
    """The level that refuses each text; a text that there is nothing of passes."""
    return [judge(case, text) if text else "" for case, text in texts]


def clean_texts(cases: Sequence[Case], seed: int, half: Half) -> list[Text]:
    """One clean rationale per case."""
    return [(case, render(write(case, Hand(rng("power", seed, "clean", case.name), half)))) for case in cases]


def corrupted_texts(kind: str, cases: Sequence[Case], n: int, seed: int, half: Half) -> tuple[list[Text], list[Text]]:
    """Up to ``n`` texts with one kind of fault, and as many clean twins; "" where nothing of the clean text is left."""
    faulty: list[Text] = []
    twins: list[Text] = []
    for case, turn in _turns(kind, cases, seed):
        if len(faulty) == n:
            break
        made = KINDS[kind](case, cases, Hand(rng("power", seed, kind, turn), half))
        if made:
            faulty.append((case, made.text))
            twins.append((case, made.twin))
    return faulty, twins


def _turns(kind: str, cases: Sequence[Case], seed: int) -> Iterator[tuple[Case, str]]:
    order = list(cases)
    for turn in range(ROUNDS):
        rng("power", seed, kind, turn).shuffle(order)
        yield from ((case, f"{turn} {case.name}") for case in order)


def measure(cases: Sequence[Case], judge: Judge, *, n: int, seed: int, half: Half) -> Report:
    """The table of the written rationales; hard cases are judged apart and never corrupted."""
    usual = [case for case in cases if not case.hard]

    def clean(name: str, some: Sequence[Case]) -> Share:
        texts = clean_texts(some, seed, half)
        return counted(name, texts, judged(texts, judge))

    lines: list[Share] = []
    twins: list[tuple[Text, str]] = []
    for kind in KINDS:
        faulty, unspoilt = corrupted_texts(kind, usual, n, seed, half)
        passed = judged(unspoilt, judge)
        lines.append(counted(kind, faulty, [judge(case, text) for case, text in faulty], passed))
        twins += [(text, level) for text, level in zip(unspoilt, passed, strict=True) if text[1]]
    reasons = sorted({reason for case in cases for reason in case.hard})
    hard = tuple(clean(f"hard: {reason}", [case for case in cases if reason in case.hard]) for reason in reasons)
    of_twins = counted("clean twins of the faulty", [text for text, _ in twins], [level for _, level in twins])
    return Report(f"written {half}", tuple(lines), (clean("clean", usual), of_twins), hard)


def measure_free(path: Path, judge: Judge) -> Report:
    """The table of the freely worded rationales of one file; those without a kind are clean."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts: dict[str, list[Text]] = {}
    for row in rows:
        tree = parse_tree(row["tree"], where=f"{path.name}: {row['id']}")
        case = Case(row["id"], row["subject"], tuple(row["labels"]), tree, row["tree"], row["seconds"], ())
        texts.setdefault(row["kind"], []).append((case, row["text"]))
    lines = [counted(kind, some, [judge(case, text) for case, text in some]) for kind, some in sorted(texts.items())]
    faults = tuple(line for line in lines if line.name)
    return Report(path.stem, faults, tuple(replace(line, name="clean") for line in lines if not line.name))


def validator(classifier: Model | None) -> Judge:
    """The project's own validator as a judge: levels (a) to (d), then (e), the committee that does not see the label.

    Args:
        classifier: fitted to other people's rationales; None leaves the committee to the rules.
    """

    def judge(case: Case, text: str) -> str:
        found = check_rationale(text, case.tree, case.subject, case.labels, seconds=case.seconds)
        failed = [check.name for check in found.checks if check.verdict == "fail"]
        if failed:
            return failed[0].partition("/")[0]
        space = "micro-3" if any(person.micro for person in case.tree.persons) else "emotion-8"
        votes = [vote_by_rules(found.shown, case.labels, space)]
        if classifier is not None:
            item = Masked(case.name, case.name, "", found.masked.text, case.labels, f"mini/{space}", leaking=False)
            votes.append(vote_by_classifier(classifier.judge([item]).predictions.get(case.name)))
        return "blind" if accept(votes).verdict == "fail" else ""

    return judge


def trained_classifier(data: Path) -> Model | None:
    """The text classifier of the blind level, fitted to the templates' rationales of the train split; None if none."""
    rows = (row for path in sorted(data.glob("rationale/train-*.parquet")) for row in read_samples(path))
    items = [blind_item(row) for row in rows]
    return fit(items) if items else None


def table(report: Report) -> str:
    """The report as text, one line per kind."""
    head = f"  {'kind':<28} {'n':>5} {'refused':>8} {'share':>7}  95 % interval    where the twin passes"
    lines = [report.name, f"{head}   first level"]
    for line in (*report.corrupted, *report.clean, *report.hard):
        interval = "{:.1%} to {:.1%}".format(*line.interval())
        fair = f"{line.fair[0]} of {line.fair[1]}" if line.fair else ""
        levels = ", ".join(f"{name} {count}" for name, count in line.levels.items())
        lines.append(
            f"  {line.name:<28} {line.n:>5} {line.refused:>8} {line.share:>7.1%}  {interval:<17} {fair:<23} {levels}"
        )
    n, caught = (sum(getattr(line, name) for line in report.corrupted) for name in ("n", "refused"))
    lines.append(
        f"  all kinds: {caught} of {n} caught; short of what is asked: {', '.join(report.falls_short()) or 'none'}"
    )
    return "\n".join(lines)


def examples(report: Report, count: int) -> str:
    """Some faults missed and some clean texts refused."""
    lines = []
    for line in report.corrupted:
        lines += [f"missed {line.name}: {text}" for text in line.passed_texts[:count]]
    for line in (*report.clean, *report.hard):
        lines += [f"refused {line.name}: {text}" for text in line.refused_texts[:count]]
    return "\n".join(line.replace("\n", " / ") for line in lines)


def as_json(report: Report) -> dict[str, Any]:
    """The figures without the texts."""

    def plain(line: Share) -> dict[str, Any]:
        figures = {key: value for key, value in asdict(line).items() if not key.endswith("_texts")}
        return figures | {"share": line.share, "interval": line.interval()}

    parts = {name: [plain(line) for line in getattr(report, name)] for name in ("corrupted", "clean", "hard")}
    return {"name": report.name, **parts, "falls_short": report.falls_short()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit 3 if the written rationales miss what is asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.check.rationale.power", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a mini dataset")
    parser.add_argument("--n", type=int, default=200, help="corrupted rationales per kind, at most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--half", choices=get_args(Half), default="held", help="which plans and wordings")
    parser.add_argument("--free", action="store_true", help="the freely worded rationales as well")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="examples of what went wrong, per line")
    chosen = parser.parse_args(arguments)
    cases = cases_of(chosen.data)
    if not cases:
        parser.error(f"{chosen.data} has no annotated face in its test split")
    judge = validator(trained_classifier(chosen.data))
    reports = [measure(cases, judge, n=chosen.n, seed=chosen.seed, half=chosen.half)]
    if chosen.free:
        reports += [measure_free(HERE / f"free_{half}.jsonl", validator(None)) for half in FREE]
    if chosen.json:
        sys.stdout.write(json.dumps([as_json(report) for report in reports], indent=2) + "\n")
    else:
        sys.stdout.write("\n\n".join(table(report) for report in reports) + "\n")
        shown = [
            examples(report, chosen.show)
            for report in reports
            if ("dev" in report.name or report.name == "written more") and chosen.show
        ]
        sys.stdout.write("".join(f"\n{text}\n" for text in shown if text))
    return int(ExitStatus.CHECK_FAILED if reports[0].falls_short() else ExitStatus.OK)


if __name__ == "__main__":
    raise SystemExit(main())
