"""``hf:PATH``: a checkpoint of any video-text model in transformers, greedy and in batches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emocfg.core import EmoCfgError
from emocfg.media import FramePolicy

from .. import torchvision_hook  # noqa: F401 - video processors need torchvision, also beside CPU torch
from ..model import MAX_NEW_TOKENS, Answer, Request, Sight
from .checkpoint import Checkpoint, find_checkpoint, versions
from .video import accepted_size, turns, videos


@dataclass(frozen=True, slots=True)
class Options:
    """What ``--model-args`` may say.

    Attributes:
        max_new_tokens: the longest answer.
        batch_size: samples at once; it is no part of the fingerprint, because it must not change answers.
        device: ``cuda``, ``cuda:1``, ``cpu``, or ``auto`` to spread the layers over all GPUs (accelerate does it).
        dtype: of the weights, such as ``bfloat16``; ``auto`` as the checkpoint says.
        revision: of a name on the Hub.
        min_pixels: smaller frames are scaled up to this area; none by default. The preprocessing of Qwen2.5-VL's
            authors (qwen-vl-utils, which ms-swift and so VidEmo's inference build on) does so with 100352.
        repetition_penalty: on tokens that occurred; 1 for none.
    """

    max_new_tokens: int = MAX_NEW_TOKENS
    batch_size: int = 8
    device: str = "cuda"
    dtype: str = "auto"
    revision: str = ""
    min_pixels: int = 0
    repetition_penalty: float = 1.0


class HfModel:
    """Answers by the likeliest next token; the checkpoint's own sampling settings are left aside.

    Nothing is loaded before the first question. Code that lies in a checkpoint is not run, and weights are read from
    safetensors files only.

    Args:
        path: a folder, or ``owner/name`` on the Hub.
        options: how to load and ask.
        policy: how frames are made.

    Raises:
        EmoCfgError: as :func:`.checkpoint.find_checkpoint`.
    """

    sees: Sight = "frames"

    def __init__(self, path: str, options: Options, policy: FramePolicy) -> None:
        self.checkpoint, self._options, self._policy = find_checkpoint(path, options.revision), options, policy
        self._loaded: tuple[Any, Any] | None = None

    @property
    def batch(self) -> int:
        """``batch_size``."""
        return self._options.batch_size

    @property
    def name(self) -> str:
        """``hf:`` and the checkpoint's name."""
        return f"hf:{self.checkpoint.name}"

    def describe(self) -> Mapping[str, Any]:
        """The weights, the versions of the libraries, and what shapes an answer."""
        return {
            "kind": "hf",
            "checkpoint": self.checkpoint.digest,
            "versions": versions("transformers", "torch"),
            "device": self._options.device.partition(":")[0],
            "dtype": self._options.dtype,
            "max_new_tokens": self._options.max_new_tokens,
            "min_pixels": self._options.min_pixels,
            "repetition_penalty": self._options.repetition_penalty,
        }

    def answer(self, requests: Sequence[Request]) -> Sequence[Answer]:
        """The model's answers, in batches.

        Raises:
            EmoCfgError: E701 if a package is missing, or the device; E202 if the checkpoint cannot be loaded.
        """
        size = self._options.batch_size
        return [text for start in range(0, len(requests), size) for text in self._batch(requests[start : start + size])]

    def _batch(self, requests: Sequence[Request]) -> list[str]:
        processor, model = self.ready()
        import torch
        from transformers.video_utils import VideoMetadata

        texts = [
            processor.apply_chat_template(turns(request), tokenize=False, add_generation_prompt=True)
            for request in requests
        ]
        clips = videos(requests)
        seen: dict[str, Any] = {}
        if clips:
            seen["videos"] = [pixels for pixels, _ in clips]
            seen["video_metadata"] = [VideoMetadata(**known) for _, known in clips]
            seen["do_sample_frames"] = False
        inputs = processor(text=texts, padding=True, return_tensors="pt", **seen).to(model.device)
        with torch.inference_mode():
            tokens = model.generate(
                **inputs,
                max_new_tokens=self._options.max_new_tokens,
                repetition_penalty=self._options.repetition_penalty,
                do_sample=False,
                num_beams=1,
                temperature=None,
                top_p=None,
                top_k=None,
            )
        written: list[str] = processor.batch_decode(
            tokens[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return written

    def ready(self) -> tuple[Any, Any]:
        """(processor, model), loaded at the first call; errors as :meth:`answer`."""
        if self._loaded is None:
            self._loaded = _load(self.checkpoint, self._options, self._policy)
        return self._loaded


def _load(checkpoint: Checkpoint, options: Options, policy: FramePolicy) -> tuple[Any, Any]:
    try:
        import torch
        from transformers import AutoModelForImageTextToText
        from transformers.utils import logging
    except ImportError as problem:
        raise EmoCfgError(
            "E701",
            f"transformers cannot be imported: {problem}",
            where="--model hf:",
            fix="pip install 'emocfg[models]'",
        ) from problem
    if options.device.startswith(("cuda", "auto")) and not torch.cuda.is_available():
        raise EmoCfgError(
            "E701", "torch finds no GPU", where=f"device={options.device}", fix="--model-args device=cpu, or mend CUDA"
        )
    logging.disable_progress_bar()  # of files that are read: what is asked has a line of its own
    processor = load_processor(checkpoint)
    if size := accepted_size(processor.video_processor, policy, options.min_pixels):
        processor.video_processor.size = size
        processor.video_processor.cap_pixels_per_frame = False
    processor.tokenizer.padding_side = "left"
    try:
        model = AutoModelForImageTextToText.from_pretrained(
            checkpoint.place,
            revision=checkpoint.revision,
            dtype=options.dtype,
            device_map="auto" if options.device == "auto" else None,
            use_safetensors=True,
        )
        model = model if options.device == "auto" else model.to(options.device)
    except Exception as problem:
        raise unusable(checkpoint, problem) from problem
    return processor, model.eval()


def load_processor(checkpoint: Checkpoint) -> Any:  # noqa: ANN401 - each architecture has a class of its own
    """The checkpoint's processor: chat template, tokenizer, video preprocessing.

    Raises:
        EmoCfgError: E202 if it cannot be loaded, or does not take videos.
    """
    from transformers import AutoProcessor

    try:
        processor = AutoProcessor.from_pretrained(checkpoint.place, revision=checkpoint.revision)
    except Exception as problem:
        raise unusable(checkpoint, problem) from problem
    if getattr(processor, "video_processor", None) is None:
        raise EmoCfgError(
            "E202", "the checkpoint takes no videos", where=checkpoint.name, fix="serve it, and ask it with openai:"
        )
    return processor


def unusable(checkpoint: Checkpoint, problem: Exception) -> EmoCfgError:
    """The error for a checkpoint that a library cannot load."""
    why = (str(problem).splitlines() or [""])[0][:300]
    return EmoCfgError(
        "E202",
        f"the checkpoint cannot be loaded: {type(problem).__name__}: {why}",
        where=checkpoint.name,
        fix="check that the folder is whole, and that the installed versions know this architecture",
    )
