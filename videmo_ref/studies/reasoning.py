"""Does choosing among candidates help? Every method and number of candidates, on the clips of a dataset.

::

    python -m videmo_ref.studies.reasoning --model CHECKPOINT --data EMO-CFG --out DIR

DIR/reasoning.md has the table, DIR/reasoning.json its numbers, DIR/journal what each clip got; a study that was killed
goes on. A gain of reasoning is one over ``greedy`` by a method that is told nothing.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks.clips import Clips
from benchmarks.data import Dataset, open_dataset
from benchmarks.models.hf import HfModel, Options
from benchmarks.run import Run
from emocfg.core import EmoCfgError, Journal, atomic, canonical, exclusive, read_journal, say, seed, track
from emocfg.media import FramePolicy, MediaError, parse_frames

from ..data.trees import PROMPT, View
from ..data.vision import Pixels
from ..reasoning.answering import tree_prompt
from ..reasoning.methods import METHODS, ORACLE, Method, oracle
from ..reasoning.model import Policy, policy_of
from ..reasoning.search import Plan
from ..rewards.aligned import AlignedReward, Parts
from .command import finish
from .reasoning_clips import Clip, Settings, choose
from .reasoning_report import SAMPLE, Told, figures, markdown

JOURNAL = "trees"
"""The name of the journal."""


def run(model: str, options: Options, data: Dataset, out: Path, settings: Settings) -> dict[str, Any]:
    """Measure, and write the report into ``out``; gives its numbers.

    Raises:
        EmoCfgError: E102 if no clip can be seen, E103 if the folder holds another study, E104 if another process works
            on it; else as :class:`benchmarks.models.hf.HfModel`.
    """
    direct = HfModel(model, options, settings.frames)
    about = {**direct.describe(), "name": f"videmo:{direct.checkpoint.name}", "tree_prompt": PROMPT}
    measured = {"model": about, "dataset": data.digest, "split": settings.split, "study": settings.describe()}
    folder = Run(out)
    folder.check(measured)
    with exclusive(out / "lock"):
        folder.claim(measured)
        told = measure(policy_of(direct, options, settings.frames), data, settings, folder.journal(JOURNAL))
        if not told:
            raise EmoCfgError("E102", "no clip can be seen", where=f"--data {data.root}", fix="bring its videos back")
        result = {"measured": measured, "figures": figures(told)}
        atomic.write_text(out / "reasoning.json", canonical.dumps(result) + "\n")
        atomic.write_text(out / "reasoning.md", markdown(result))
    return result


def measure(policy: Policy, data: Dataset, settings: Settings, journal: Path) -> list[Told]:
    """What every cell got on every clip; what the journal holds is not asked again. A broken clip is left out."""
    clips, cells = choose(data, settings), settings.cells()
    groups = [clips[start : start + settings.batch] for start in range(0, len(clips), settings.batch)]
    known = {(line["method"], line["n"], line["group"]): line["clips"] for line in read_journal(journal)}
    with closing(Clips(data.root)) as decoder, Journal(journal) as log:
        for place, group in enumerate(track(groups, "groups of clips", len(groups))):
            todo = [cell for cell in cells if (cell.method, cell.n, place) not in known]
            seen = dict(_seen(policy, decoder, group, settings.frames)) if todo else {}
            for cell in todo:
                plan = replace(settings.plan, n=cell.n, seed=seed("videmo/study", settings.plan.seed, place))
                found = _written(policy, [clip for clip in group if clip.id in seen], seen, cell.method, plan)
                log.append({"method": cell.method, "n": cell.n, "group": place, "clips": found})
                known[cell.method, cell.n, place] = found
    who = {clip.id: clip.identity for clip in clips}
    return [
        Told(cell, name, who[name], Parts(**parts))
        for cell in cells
        for place in range(len(groups))
        for name, parts in known[cell.method, cell.n, place].items()
    ]


def _written(
    policy: Policy, clips: Sequence[Clip], seen: Mapping[str, Pixels], name: str, plan: Plan
) -> dict[str, dict[str, Any]]:
    """What the trees that a method writes earn against the true ones, by clip."""
    if not clips:
        return {}
    method = _method(name, clips)
    traces = method(policy.writer, [tree_prompt(policy.encoder, seen[clip.id]) for clip in clips], plan)
    metric = AlignedReward()
    return {clip.id: asdict(metric.score(trace.text, clip.tree)) for clip, trace in zip(clips, traces, strict=True)}


def _method(name: str, clips: Sequence[Clip]) -> Method:
    if name == ORACLE:
        return oracle([clip.tree for clip in clips])
    return METHODS["likelihood" if name == SAMPLE else name]


def _seen(policy: Policy, decoder: Clips, clips: Sequence[Clip], frames: FramePolicy) -> Iterator[tuple[str, Pixels]]:
    for clip in clips:
        try:
            yield clip.id, policy.patches.of(decoder.frames(clip.video, frames))
        except MediaError as problem:
            say(f"left out: {clip.id}: {problem.what}")


def main(words: Sequence[str] | None = None) -> int:
    """Run the study that the command line names; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m videmo_ref.studies.reasoning", description=__doc__)
    parser.add_argument("--model", required=True, help="a checkpoint's folder, or owner/name on the Hub")
    parser.add_argument("--data", required=True, type=Path, help="a dataset folder made by `emocfg build`")
    parser.add_argument("--out", required=True, type=Path, help="the study's folder")
    parser.add_argument("--split", default="test")
    parser.add_argument("--clips", type=int, default=600, help="drawn at random; 0 for all")
    parser.add_argument("--numbers", default="2,4,8", help="of candidates")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--limit", type=int, default=256, help="tokens of a level at most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batch", type=int, default=16, help="clips at once")
    parser.add_argument("--slots", default="", help="attributes that the policy writes, separated by commas; all")
    parser.add_argument("--no-spans", action="store_true", help="the policy writes no times")
    parser.add_argument("--no-strengths", action="store_true", help="the policy writes no strengths of action units")
    parser.add_argument(
        "--frames", default="fps=2", help="as of `emocfg eval`: fps=2,max=16,pixels=100352, or uniform=8"
    )
    parser.add_argument("--min-pixels", type=int, default=0, help="smaller frames are scaled up to this area")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--dtype", default="auto")
    own = parser.parse_args(words)
    options = Options(own.limit, 1, own.device, own.dtype, min_pixels=own.min_pixels)
    return finish(lambda: markdown(run(own.model, options, open_dataset(own.data), own.out, _settings(own))))


def _settings(own: argparse.Namespace) -> Settings:
    return Settings(
        split=own.split,
        clips=own.clips,
        numbers=tuple(int(number) for number in own.numbers.split(",")),
        plan=Plan(1, own.temperature, own.limit, own.seed),
        batch=own.batch,
        view=View(tuple(filter(None, own.slots.split(","))), spans=not own.no_spans, strengths=not own.no_strengths),
        frames=parse_frames(own.frames, where="--frames"),
    )


if __name__ == "__main__":
    sys.exit(main())
