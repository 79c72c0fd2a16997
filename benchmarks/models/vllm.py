"""``vllm:PATH``: a checkpoint in vLLM's engine, in this process."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy

from ..model import MAX_NEW_TOKENS, Answer, Request, Sight
from .checkpoint import find_checkpoint, versions
from .hf import load_processor, unusable
from .video import accepted_size, turns, videos

MAX_VIDEOS = 2
"""Clips of one question: an identity pair has two."""


@dataclass(frozen=True, slots=True)
class Options:
    """What ``--model-args`` may say; the names from ``dtype`` to ``enforce_eager`` are vLLM's own.

    Attributes:
        max_new_tokens: the longest answer.
        revision: of a name on the Hub.
        min_pixels: as for ``hf:``.
        repetition_penalty: as for ``hf:``.
        dtype: of the weights.
        max_model_len: the longest prompt with its answer, in tokens. Two clips of VidEmo's policy take 2,048 tokens.
        tensor_parallel_size: the number of GPUs.
        gpu_memory_utilization: the part of the GPU's memory to use.
        max_num_seqs: samples at once.
        enforce_eager: True to do without CUDA graphs.
    """

    max_new_tokens: int = MAX_NEW_TOKENS
    revision: str = ""
    min_pixels: int = 0
    repetition_penalty: float = 1.0
    dtype: str = "auto"
    max_model_len: int = 8192
    tensor_parallel_size: int = 1
    gpu_memory_utilization: float = 0.9
    max_num_seqs: int = 64
    enforce_eager: bool = False


class VllmModel:
    """Answers at temperature 0; the checkpoint's own sampling settings are left aside.

    Nothing is loaded before the first question. Code that lies in a checkpoint is not run.

    Args:
        path: a folder, or ``owner/name`` on the Hub.
        options: how to load and ask.
        policy: how frames are made.

    Raises:
        EmoCfgError: as :func:`.checkpoint.find_checkpoint`.
    """

    sees: Sight = "frames"
    batch = 64

    def __init__(self, path: str, options: Options, policy: FramePolicy) -> None:
        self._checkpoint, self._options, self._policy = find_checkpoint(path, options.revision), options, policy
        self._loaded: tuple[Any, Any] | None = None

    @property
    def name(self) -> str:
        """``vllm:`` and the checkpoint's name."""
        return f"vllm:{self._checkpoint.name}"

    def describe(self) -> Mapping[str, Any]:
        """The weights, the versions of the libraries, and what shapes an answer."""
        return {
            "kind": "vllm",
            "checkpoint": self._checkpoint.digest,
            "versions": versions("vllm", "transformers", "torch"),
            "dtype": self._options.dtype,
            "max_new_tokens": self._options.max_new_tokens,
            "max_model_len": self._options.max_model_len,
            "min_pixels": self._options.min_pixels,
            "repetition_penalty": self._options.repetition_penalty,
        }

    def answer(self, requests: Sequence[Request]) -> Sequence[Answer]:
        """The model's answers; the engine makes its own batches.

        Raises:
            EmoCfgError: E701 if vLLM is not installed, E202 if the checkpoint cannot be loaded.
        """
        if self._loaded is None:
            self._loaded = self._load()
        processor, engine = self._loaded
        from vllm import SamplingParams

        prompts = [_prompt(processor, request) for request in requests]
        sampling = SamplingParams(
            temperature=0.0,
            max_tokens=self._options.max_new_tokens,
            repetition_penalty=self._options.repetition_penalty,
        )
        return [output.outputs[0].text for output in engine.generate(prompts, sampling, use_tqdm=False)]

    def _load(self) -> tuple[Any, Any]:
        engine_class = vllm_engine(where="--model vllm:")
        processor, options = load_processor(self._checkpoint), self._options
        size = accepted_size(processor.video_processor, self._policy, options.min_pixels)
        try:
            engine = engine_class(
                model=self._checkpoint.place,
                revision=self._checkpoint.revision,
                dtype=options.dtype,
                max_model_len=options.max_model_len,
                tensor_parallel_size=options.tensor_parallel_size,
                gpu_memory_utilization=options.gpu_memory_utilization,
                max_num_seqs=options.max_num_seqs,
                enforce_eager=options.enforce_eager,
                limit_mm_per_prompt={"video": MAX_VIDEOS, "image": 0},
                mm_processor_kwargs={"size": size} if size else None,
                seed=0,
            )
        except Exception as problem:
            raise unusable(self._checkpoint, problem) from problem
        return processor, engine


def vllm_engine(*, where: str) -> Any:  # noqa: ANN401 - vLLM has no types without being installed
    """VLLM's class ``LLM``, told to keep off stdout, which is for results, and off the network.

    Raises:
        EmoCfgError: E701 if vLLM is not installed.
    """
    os.environ.setdefault("VLLM_LOGGING_STREAM", "ext://sys.stderr")
    os.environ.setdefault("VLLM_NO_USAGE_STATS", "1")
    try:
        from vllm import LLM
    except ImportError as problem:
        raise EmoCfgError(
            "E701", f"vllm cannot be imported: {problem}", where=where, fix="pip install 'emocfg[vllm]'"
        ) from problem
    return LLM


def _prompt(processor: Any, request: Request) -> dict[str, Any]:  # noqa: ANN401 - each architecture has a class of its own
    text = processor.apply_chat_template(turns(request), tokenize=False, add_generation_prompt=True)
    clips = [(pixels, {**known, "do_sample_frames": False}) for pixels, known in videos([request])]
    return {"prompt": text, "multi_modal_data": {"video": clips}} if clips else {"prompt": text}
