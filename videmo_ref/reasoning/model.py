"""``videmo:PATH``: a checkpoint of the flagship, which answers directly or from a tree that it writes first."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.model import Answer, Request, Sight
from benchmarks.models.hf import HfModel
from benchmarks.models.hf import Options as HfOptions
from emocfg.core import EmoCfgError, Kept, seed, unknown_name
from emocfg.media import FramePolicy
from emocfg.schema import TASKS

from ..data.encoding import Encoder
from ..data.trees import PROMPT
from ..data.vision import Patches, Pixels
from ..rollouts.hf import HfWriter
from ..rollouts.session import Writer
from .answering import Query, reply, tree_prompt
from .methods import METHODS, ORACLE
from .search import Plan
from .trace import Trace

ARCHITECTURE = "qwen2_5_vl"
"""What :mod:`videmo_ref.rollouts` can decode, under transformers' name for it."""

_WHERE = "--model-args"
_KEPT = 4096
"""Trees that are kept for further questions about their clips."""


@dataclass(frozen=True, slots=True)
class Options(HfOptions):
    """What ``--model-args`` may say, beside what it may of ``hf:``.

    Attributes:
        scorer: how the tree is chosen that an answer rests on, a name of :data:`.methods.METHODS`; "" to answer
            directly with the likeliest tokens, as in the paper's tables.
        n: candidates of a level.
        temperature: of sampling.
        seed: of sampling.
    """

    scorer: str = ""
    n: int = 8
    temperature: float = 1.0
    seed: int = 0

    @property
    def plan(self) -> Plan:
        """How much is tried."""
        return Plan(self.n, self.temperature, self.max_new_tokens, self.seed)


@dataclass(frozen=True, slots=True)
class Policy:
    """A loaded checkpoint.

    Attributes:
        writer: lets it write.
        encoder: makes its prompts.
        patches: makes its pixels.
    """

    writer: Writer
    encoder: Encoder
    patches: Patches


class VidemoModel:
    """Answers of the likeliest tokens, as :class:`benchmarks.models.hf.HfModel` gives them; or from a tree.

    A tree is of one clip, and questions about the same clip share it. Questions about two clips, or about none, are
    answered directly.

    Args:
        path: a folder, or ``owner/name`` on the Hub.
        options: how to load and ask.
        frames: how frames are made.

    Raises:
        EmoCfgError: E201 for an unknown scorer, E202 for one that is told the truth, or options without effect; else as
            :func:`benchmarks.models.checkpoint.find_checkpoint`.
    """

    sees: Sight = "frames"

    def __init__(self, path: str, options: Options, frames: FramePolicy) -> None:
        _check(options)
        self._options, self._frames, self._direct = options, frames, HfModel(path, options, frames)
        self._policy: Policy | None = None
        self._traces: Kept[str, Trace] = Kept(_KEPT)

    @property
    def batch(self) -> int:
        """``batch_size``."""
        return self._direct.batch

    @property
    def name(self) -> str:
        """``videmo:``, the checkpoint's name, and how it reasons, if it does."""
        how = f" ({self._options.scorer}, n={self._options.n})" if self._options.scorer else ""
        return f"videmo:{self._direct.checkpoint.name}{how}"

    def describe(self) -> Mapping[str, Any]:
        """What :class:`benchmarks.models.hf.HfModel` says, and how trees are asked for and chosen."""
        options, about = self._options, {**self._direct.describe(), "kind": "videmo", "scorer": self._options.scorer}
        if options.scorer:
            about |= {"n": options.n, "temperature": options.temperature, "seed": options.seed, "tree_prompt": PROMPT}
        return about

    def answer(self, requests: Sequence[Request]) -> Sequence[Answer]:
        """The model's answers; errors as of :class:`benchmarks.models.hf.HfModel`."""
        if not self._options.scorer:
            return self._direct.answer(requests)
        answers: dict[int, Answer] = {}
        direct = [place for place, request in enumerate(requests) if len(request.frames) != 1]
        answers.update(zip(direct, self._direct.answer([requests[place] for place in direct]), strict=True))
        for place in set(range(len(requests))) - answers.keys():
            answers[place] = self._reasoned(requests[place])
        return [answers[place] for place in range(len(requests))]

    def _ready(self) -> Policy:
        """The checkpoint, loaded at the first call."""
        if self._policy is None:
            self._policy = policy_of(self._direct, self._options, self._frames)
        return self._policy

    def _reasoned(self, request: Request) -> str:
        """The answer from a tree. Draws depend on what the clip shows, not on what else is asked at the same time."""
        policy = self._ready()
        clip = policy.patches.of(request.frames[0])
        plan = plan_for(clip, self._options.plan)

        def written() -> Trace:
            (found,) = METHODS[self._options.scorer](policy.writer, [tree_prompt(policy.encoder, clip)], plan)
            return found

        trace = self._traces.get(clip_key(clip), written)
        query = Query(request.prompt, request.options, TASKS[request.task].kind)
        (found,) = reply(policy.writer, policy.encoder, clip, trace, [query], plan)
        return found.text


def policy_of(direct: HfModel, options: HfOptions, frames: FramePolicy) -> Policy:
    """The checkpoint of a model, loaded.

    Raises:
        EmoCfgError: E202 for a repetition penalty, or a model that is no Qwen2.5-VL; else as
            :meth:`benchmarks.models.hf.HfModel.answer`.
    """
    _check_penalty(options)
    processor, model = direct.ready()
    if model.config.model_type != ARCHITECTURE:
        raise EmoCfgError(
            "E202",
            f"a model of type {model.config.model_type} cannot be let write trees",
            where=direct.checkpoint.name,
            fix="name a Qwen2.5-VL, as VidEmo's are; others answer directly with hf:",
        )
    encoder, patches = Encoder(processor), Patches(processor, frames, options.min_pixels)
    return Policy(HfWriter(model, encoder, patches), encoder, patches)


def plan_for(clip: Pixels, plan: Plan) -> Plan:
    """The plan with a seed of the clip's own: equal clips have equal draws, in an evaluation and alone."""
    return replace(plan, seed=seed("videmo/clip", plan.seed, clip_key(clip)))


def clip_key(clip: Pixels) -> str:
    """What stands for a clip in seeds: a digest of all that the model sees of it."""
    return hashlib.sha256(clip.patches.tobytes() + repr((clip.grid, clip.seconds)).encode()).hexdigest()


def _check(options: Options) -> None:
    if options.scorer == ORACLE:
        raise EmoCfgError(
            "E202",
            "the oracle is told the true tree: what it picks is no score of a model",
            where=f"{_WHERE} scorer={ORACLE}",
            fix="look at one sample with `emocfg reason --data DIR --sample ID --scorer oracle`",
        )
    if options.scorer and options.scorer not in METHODS:
        raise unknown_name("scorer", options.scorer, list(METHODS), where=_WHERE)
    if not options.scorer and options.plan != replace(Options(), max_new_tokens=options.max_new_tokens).plan:
        raise EmoCfgError(
            "E202",
            "n, temperature and seed say nothing where no tree is written first",
            where=_WHERE,
            fix=f"name a scorer: {', '.join(METHODS)}",
        )
    if options.scorer:
        _check_penalty(options)


def _check_penalty(options: HfOptions) -> None:
    if options.repetition_penalty != 1:
        raise EmoCfgError(
            "E202", "trees are written without a repetition penalty", where=_WHERE, fix="leave repetition_penalty away"
        )
