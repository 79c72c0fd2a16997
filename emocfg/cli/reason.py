"""``emocfg reason``: what a checkpoint makes of one clip, level by level, with every candidate and choice."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emocfg.core.errors import EmoCfgError

from .common import Json, emit, require_torch
from .frames import DEFAULT

_LEVELS = ("attribute", "expression", "emotion")

if TYPE_CHECKING:
    from benchmarks.models.hf import HfModel, Options
    from emocfg.media import FramePolicy, Frames
    from emocfg.schema import Sample
    from videmo_ref.reasoning.answering import Query
    from videmo_ref.reasoning.methods import Method
    from videmo_ref.reasoning.search import Plan
    from videmo_ref.reasoning.trace import Reply, Trace


def reason(
    video: Annotated[Path | None, typer.Argument(help="A clip; or name a row with --data and --sample.")] = None,
    *,
    model: Annotated[str, typer.Option("--model", help="videmo:PATH, a checkpoint of `emocfg train` or VidEmo's.")],
    model_args: Annotated[str, typer.Option("--model-args", help="key=value,key=value, as of hf: in eval.")] = "",
    question: Annotated[str, typer.Option("--question", help="What to answer from the tree.")] = "",
    options: Annotated[str, typer.Option("--options", help="Answers to choose from, separated by commas.")] = "",
    n: Annotated[int, typer.Option("--n", min=1, help="Candidates of a level.")] = 8,
    scorer: Annotated[
        str, typer.Option("--scorer", help="mbr, likelihood, greedy, self_consistency; oracle with --sample.")
    ] = "mbr",
    temperature: Annotated[float, typer.Option("--temperature", min=0.01, help="Of sampling.")] = 1.0,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of sampling.")] = 0,
    data: Annotated[Path | None, typer.Option("--data", help="A dataset folder made by `emocfg build`.")] = None,
    sample: Annotated[str, typer.Option("--sample", help="The id of a row: its clip, its question, its truth.")] = "",
    frames: Annotated[str, typer.Option("--frames", help="What the model sees; or uniform=8.")] = DEFAULT,
    as_json: Json = False,
) -> None:
    """Write the affective tree of a clip, then the answer and the rationale that rest on it.

    Example: emocfg reason clip.mp4 --model videmo:runs/rl/policy --question "How does she feel?"
    Example: emocfg reason --data emo-cfg --sample ID --model videmo:runs/rl/policy --n 8 --scorer mbr
    """
    require_torch("emocfg reason")
    from benchmarks.models.hf import HfModel, Options
    from benchmarks.models.options import read_options
    from emocfg.media import parse_frames
    from emocfg.schema.features import to_row
    from videmo_ref.reasoning.search import Plan

    from .models import parse_arguments

    kind, _, path = model.partition(":")
    if kind != "videmo" or not path:
        raise EmoCfgError("E201", f"{model!r} writes no trees", where="--model", fix="videmo:PATH")
    row = _row(video, data, sample)
    method, queries = _method(scorer, row), _queries(question, options, row)
    policy = parse_frames(frames, where="--frames")
    loading = read_options(Options, parse_arguments(model_args))
    direct = HfModel(path, loading, policy)
    seen = _frames(data, row.videos[0], policy) if row else _frames(None, str(video), policy)
    plan = Plan(n, temperature, loading.max_new_tokens, seed)
    trace, replies = _reasoned(direct, loading, policy, seen, method, queries, plan)
    result = {
        "model": f"videmo:{direct.checkpoint.name}",
        "clip": row.clip_id if row else str(video),
        **{"scorer": scorer, "n": n, "temperature": temperature, "seed": seed},
        "tree": trace.text,
        "closed": [step.level for step in trace.steps if step.chosen.closed],
        "trace": to_row(trace),
        **{name: {"prompt": queries[name].prompt, **to_row(reply)} for name, reply in replies.items()},
        "truth": _compared(trace, row),
    }
    emit(result, _story(result, trace, replies), as_json=as_json)


def _reasoned(
    direct: "HfModel",
    loading: "Options",
    policy: "FramePolicy",
    seen: "Frames",
    method: "Method",
    queries: "dict[str, Query]",
    plan: "Plan",
) -> "tuple[Trace, dict[str, Reply]]":
    """How the tree of a clip came about, and the answers behind it by the names of their questions."""
    from videmo_ref.reasoning.answering import reply, tree_prompt
    from videmo_ref.reasoning.model import plan_for, policy_of

    loaded = policy_of(direct, loading, policy)
    clip = loaded.patches.of(seen)
    own = plan_for(clip, plan)
    (trace,) = method(loaded.writer, [tree_prompt(loaded.encoder, clip)], own)
    replies = reply(loaded.writer, loaded.encoder, clip, trace, list(queries.values()), own)
    return trace, dict(zip(queries, replies, strict=True))


def _row(video: Path | None, data: Path | None, sample_id: str) -> "Sample | None":
    """The row that is named, if one is."""
    named = (video is not None, data is not None, bool(sample_id))
    if named not in ((True, False, False), (False, True, True)):
        raise EmoCfgError(
            "E202", "which clip is not clear", where="VIDEO", fix="name a video, or --data DIR and --sample ID"
        )
    if data is None:
        return None
    from benchmarks.data import open_dataset

    row = open_dataset(data).find(sample_id)
    if len(row.videos) != 1:
        what = f"the row is about {len(row.videos)} clips, and a tree is of one"
        raise EmoCfgError("E202", what, where=f"--sample {sample_id}", fix="name a row about one clip")
    return row


def _method(scorer: str, row: "Sample | None") -> "Method":
    from emocfg.core import unknown_name
    from emocfg.schema import parse_tree
    from videmo_ref.reasoning.methods import METHODS, ORACLE, oracle

    if scorer == ORACLE and row is not None:
        return oracle([parse_tree(row.tree, where=row.id)])
    if scorer == ORACLE:
        raise EmoCfgError(
            "E202", "the oracle needs the true tree", where="--scorer oracle", fix="name --data DIR and --sample ID"
        )
    if scorer not in METHODS:
        raise unknown_name("scorer", scorer, [*METHODS, ORACLE], where="--scorer")
    return METHODS[scorer]


def _frames(root: Path | None, video: str, policy: "FramePolicy") -> "Frames":
    """The frames of a clip of a dataset, or of any other; decoded where a bad file does no harm."""
    from contextlib import closing

    from benchmarks.clips import Clips

    path = Path(video)
    with closing(Clips(root or path.parent)) as clips:
        return clips.frames(video if root else path.name, policy)


def _queries(question: str, options: str, row: "Sample | None") -> "dict[str, Query]":
    """What is asked after the tree: the question, if there is one, and always the rationale."""
    from benchmarks.specs import SPECS
    from emocfg.build.compose.questions import QUESTIONS
    from emocfg.schema import TASKS, user_text
    from videmo_ref.data.lessons import question_of
    from videmo_ref.reasoning.answering import Query

    labels = tuple(label.strip() for label in options.split(",") if label.strip())
    if labels and not question:
        raise EmoCfgError("E202", "options without a question", where="--options", fix="add --question")
    queries = {}
    if question:
        text = user_text(question, labels)
        closed = f"{text}\n{SPECS['emotion_single'].instruction}"
        queries["answer"] = Query(closed, labels, "single") if labels else Query(text)
    elif row:
        queries["answer"] = Query(question_of(row).prompt, row.options, TASKS[row.task].kind)
    why = QUESTIONS["rationale"][0].format(who="the person")
    return {**queries, "rationale": Query(f"{why}\n{SPECS['rationale'].instruction}")}


def _compared(trace: "Trace", row: "Sample | None") -> dict[str, Any] | None:
    """How well the tree agrees with that of the row, and the row's own answer."""
    from emocfg.schema import parse_tree
    from videmo_ref.rewards.aligned import AlignedReward

    if row is None or not row.tree:
        return None
    parts = AlignedReward().score(trace.text, parse_tree(row.tree, where=row.id))
    return {"sample": row.id, "answer": row.answer, "tree": row.tree, "aligned": asdict(parts)}


def _story(result: dict[str, Any], trace: "Trace", answers: "dict[str, Reply]") -> str:
    parts = [f"Affective tree of {result['clip']}, {result['model']}, {result['scorer']}"]
    for step in trace.steps:
        chosen, score = step.chosen, "" if step.chosen.score is None else f", score {step.chosen.score:.3f}"
        open_ = "" if chosen.closed else ", not closed by its tag"
        place = f"candidate {step.kept + 1} of {len(step.candidates)}"
        parts += [
            f"  {step.level}: {place}{score}, mean log-prob {chosen.logp:.3f}{open_}",
            *_lines(chosen.text, "    "),
        ]
    if not result["closed"]:
        parts.append("  no level is closed by its tag: this is text and no tree, and the answers stand without it")
    for name, reply in answers.items():
        votes = f" (candidate {reply.kept + 1} of {len(reply.candidates)})" if len(reply.candidates) > 1 else ""
        parts += ["", f"{name.capitalize()}{votes}", *_lines(reply.text, "  ")]
    if truth := result["truth"]:
        aligned = truth["aligned"]
        levels = [f"{name} {aligned[name]:.3f}" for name in _LEVELS if aligned[name] is not None]
        parts += ["", f"Truth of {truth['sample']}", *_lines(truth["tree"], "  "), f"  answer: {truth['answer']}"]
        parts.append(f"  aligned score {aligned['total']:.3f}: {', '.join(levels)}")
    return "\n".join(parts)


def _lines(text: str, indent: str) -> list[str]:
    """What a model wrote, without what a terminal would obey."""
    shown = ["".join(c if c.isprintable() else "\ufffd" for c in line) for line in text.splitlines()]
    return [f"{indent}{line}" for line in shown or ["(nothing)"]]
