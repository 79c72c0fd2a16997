"""Writing with vLLM: an engine in the trainer's process and on its device, which is given its weights."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.models.vllm import vllm_engine
from emocfg.core import EmoCfgError, seed

from ..data.encoding import Encoder
from ..data.vision import Patches, Pixels
from ..model.shapes import TEMPORAL
from ..model.weights import weights_of
from .beams import Beam, Beams
from .session import GREEDY, Draw, Piece, Prompt

NEVER = -100.0
"""The bias of what is not drawn: vLLM's lowest."""
VIDEOS = 2
"""Clips of a prompt: an identity pair has two."""


class VllmWriter:
    """A :class:`.session.Writer` over vLLM 0.32.

    Ids are submitted, never text, so that what is continued is what was drawn; what beams share is computed once
    (prefix caching). The log-probs are of vLLM's own kernels, after suppression and temperature: how far they are from
    the trainer's is to be watched. Those of greedy tokens are at temperature 1.

    Args:
        path: a checkpoint's folder; its weights count until :meth:`load`.
        encoder: of the checkpoint.
        patches: of the checkpoint; clips are taken in the sizes that they accept.
        engine: vLLM's own arguments, such as ``dtype``, ``max_model_len``, ``gpu_memory_utilization``.

    Raises:
        EmoCfgError: E701 if vLLM is not installed.
    """

    def __init__(self, path: Path, encoder: Encoder, patches: Patches, engine: Mapping[str, Any] | None = None) -> None:
        # weights are handed over as they are, which another process could not be given
        os.environ.setdefault("VLLM_ENABLE_V1_MULTIPROCESSING", "0")
        make = vllm_engine(where="the writer vllm")
        from .vllm_positions import register

        register()
        self._encoder, self._path = encoder, path
        self._engine = make(
            model=str(path),
            limit_mm_per_prompt={"video": VIDEOS, "image": 0},
            mm_processor_kwargs={"size": patches.size},
            logprobs_mode="processed_logprobs",
            enable_prefix_caching=True,
            seed=0,
            **(engine or {}),
        )

    def load(self, model: Any) -> None:
        """Write with the weights of the trainer's model from now on; what was computed with others is forgotten.

        Args:
            model: a model of transformers of the checkpoint's shape, or one that peft has wrapped.
        """
        self._engine.collective_rpc("reload_weights", kwargs={"weights_iterator": weights_of(model)})
        self._engine.llm_engine.reset_encoder_cache()
        self._engine.reset_prefix_cache()

    def start(self, prompts: Sequence[Prompt]) -> Beams:
        """See :meth:`.session.Writer.start`."""
        clips = [{"video": [video_of(clip) for clip in prompt.clips]} if prompt.clips else {} for prompt in prompts]
        return Beams(len(prompts), lambda beams, draw: self._write(prompts, clips, beams, draw), self._encoder.ends)

    def _write(
        self, prompts: Sequence[Prompt], clips: Sequence[dict[str, Any]], beams: Sequence[Beam], draw: Draw
    ) -> list[list[Piece]]:
        from vllm import SamplingParams

        asked, greedy = [prompts[beam.prompt].tokens + beam.tokens for beam in beams], draw.temperature == GREEDY
        requests = [
            {"prompt_token_ids": self._short(tokens), "multi_modal_data": clips[beam.prompt]}
            for tokens, beam in zip(asked, beams, strict=True)
        ]
        sampling = [
            SamplingParams(
                n=1 if greedy else draw.n,  # vLLM refuses to write the likeliest continuation several times
                temperature=draw.temperature,
                seed=seed("beam", draw.seed, place) >> 2,  # below 2**62: vLLM adds the number of the continuation
                max_tokens=draw.limit,
                stop=[draw.stop] if draw.stop else None,
                include_stop_str_in_output=True,
                stop_token_ids=list(self._encoder.ends),
                logprobs=0,
                logit_bias=dict.fromkeys(self._encoder.visual, NEVER),
            )
            for place in range(len(beams))
        ]
        outputs = self._engine.generate(requests, sampling, use_tqdm=False)
        for tokens, output in zip(asked, outputs, strict=True):
            self._check(tokens, output.prompt_token_ids)
        return [[self._piece(one) for one in output.outputs] * (draw.n if greedy else 1) for output in outputs]

    def _piece(self, output: Any) -> Piece:
        tokens = tuple(output.token_ids)
        logps = tuple(known[token].logprob for token, known in zip(tokens, output.logprobs, strict=True))
        return Piece(tokens, logps, self._encoder.text(tokens), closed=output.finish_reason == "stop")

    def _short(self, tokens: Sequence[int]) -> list[int]:
        """One placeholder per video, as vLLM wants it; it makes as many of it as the video has tokens."""
        video = self._encoder.video
        return [
            token for token, before in zip(tokens, (None, *tokens), strict=False) if (token, before) != (video, video)
        ]

    def _check(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        if list(ours) != list(theirs):
            video = self._encoder.video
            raise EmoCfgError(
                "E202",
                f"vLLM reads other tokens than the trainer: {theirs.count(video)} visual ones, not {ours.count(video)}",
                where=str(self._path),
                fix="give the writer the processor of this checkpoint, and the same frames",
            )


def video_of(clip: Pixels) -> tuple[Any, dict[str, Any]]:
    """A clip as vLLM takes it: frames that its processor leaves as they are, and what is known of their times."""
    frames, fps = clip.frames(), TEMPORAL / clip.seconds
    known = {
        "total_num_frames": len(frames),
        "fps": fps,
        "duration": len(frames) / fps,
        "frames_indices": list(range(len(frames))),
        "video_backend": "pyav",
        "do_sample_frames": False,
    }
    return frames, known
