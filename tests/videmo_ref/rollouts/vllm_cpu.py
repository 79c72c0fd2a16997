"""The proof that vLLM writes what the trainer's policy would, on a machine without a GPU; by hand, in minutes.

``python -m tests.videmo_ref.rollouts.vllm_cpu FOLDER`` makes in FOLDER, from nothing, the environment of
``tests.benchmarks.models.vllm_cpu``, and in it lets two writers, over transformers and over vLLM, continue the same
prompts of a tiny random policy, level by level: greedily, where they must write the same, and sampling, where the
log-probs that vLLM records must be those of the trainer's packed trees. Then once more after vLLM was given the weights
of another policy. It needs 4 GB of disk and the package registry.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.models.vllm_cpu import ENVIRONMENT, ROOT, make_environment, tell

NEAR = 1e-2
"""How far a log-prob may be from the trainer's."""
SIDE = 56
TEMPERATURE = 0.8
STOPS = ("e", "a", "")
"""Letters of many tokens, which a random policy writes soon; then the end of the turn."""
LONG = 8
"""How often a question is repeated: vLLM keeps prefixes in blocks, on CPUs of 128 tokens."""
ENGINE = {"dtype": "float32", "max_model_len": 2048, "max_num_seqs": 16, "enforce_eager": True}
TEXTS = (
    "Which emotion does the person show?\nOptions:\n(A) happiness\n(B) sadness\nAnswer with one of the options.",
    "Are the persons of both clips the same?",
    "<expr>\np1: AU1; AU4; AU12\n</expr>\n<emo>\np1: happiness*high; sadness*low\n</emo>",
)


class Pair:
    """Both writers over one checkpoint, and the trainer's policy.

    Args:
        folder: where the checkpoint is made.
    """

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import AutoModelForImageTextToText, AutoProcessor

        from emocfg.media import FramePolicy
        from videmo_ref.data.encoding import Encoder
        from videmo_ref.data.vision import Patches
        from videmo_ref.model.scratch import make_checkpoint, make_tokenizer
        from videmo_ref.model.shapes import SHAPES
        from videmo_ref.rollouts.vllm import VllmWriter

        path = make_checkpoint(
            folder / "policy", SHAPES["tiny"], make_tokenizer(TEXTS, 420), (28 * 28, 8 * SIDE**2), seed=0
        )
        self.processor = AutoProcessor.from_pretrained(path)
        self.encoder = Encoder(self.processor)
        self.patches = Patches(self.processor, FramePolicy("uniform", 8, max_pixels=2 * SIDE**2))
        self.model: Any = AutoModelForImageTextToText.from_pretrained(path, dtype=torch.float32)
        self.vllm = VllmWriter(path, self.encoder, self.patches, ENGINE)

    def prompts(self) -> list[Any]:
        """One clip that is longer in time than in space, two clips of different sizes, and text alone."""
        from videmo_ref.rollouts.session import Prompt

        asked = (
            (self._clip(0, 8, SIDE, SIDE),),
            (self._clip(1, 2, 2 * SIDE, SIDE), self._clip(2, 5, SIDE, 2 * SIDE)),
            (),
        )
        return [
            Prompt(self.encoder.root(clips) + self.encoder.asked(text * LONG), clips)
            for clips, text in zip(asked, TEXTS, strict=True)
        ]

    def _clip(self, seed: int, count: int, height: int, width: int) -> Any:
        import numpy as np

        from emocfg.media import Frames

        images = np.random.default_rng(seed).integers(0, 256, (count, height, width, 3), dtype=np.uint8)
        indices = tuple(range(0, 4 * count, 4))
        return self.patches.of(Frames(images, indices, tuple(i / 8.0 for i in indices), 4 * count, 8.0))

    def differ(self, name: str, before: list[Any]) -> list[Any]:
        """Compare the writers, say how they differ, and exit if they do; gives what was written greedily."""
        from tests.videmo_ref.rollouts.trees import own_levels, scored
        from videmo_ref.model.policy import Policy
        from videmo_ref.rollouts.hf import HfWriter
        from videmo_ref.rollouts.session import GREEDY, Draw

        prompts, greedy = self.prompts(), []
        for writer in (HfWriter(self.model, self.encoder, self.patches), self.vllm):
            session = writer.start(prompts)
            greedy.append(
                [
                    (piece.tokens, piece.text, piece.closed)
                    for stop in STOPS
                    for piece in session.extend(Draw(2, stop, 16, GREEDY))
                ]
            )
        session = self.vllm.start(prompts)
        levels = [
            session.extend(Draw(n, stop, 16, TEMPERATURE, seed=1)) for n, stop in zip((4, 2, 2), STOPS, strict=True)
        ]
        policy, gaps = Policy(self.model, self.encoder.visual), []
        for place, prompt in enumerate(prompts):
            mine = own_levels(levels, place, len(prompts))
            recorded, trained = scored(policy, self.encoder, self.patches, prompt, mine, TEMPERATURE)
            gaps.append((recorded - trained).abs().max().item())
        alike = sum(one == other for one, other in zip(*greedy, strict=True))
        closed = [sum(piece.closed for piece in level) for level in levels]
        tokens = [sum(len(one[0]) for one in greedy[0]), sum(len(piece.tokens) for level in levels for piece in level)]
        tell(f"{name}: {alike} of {len(greedy[0])} greedy pieces alike, of {tokens[0]} tokens")
        tell(f"  sampled {tokens[1]} tokens; pieces closed per level: {closed}")
        tell(f"  largest gap of a log-prob, per prompt: {', '.join(f'{gap:.1e}' for gap in gaps)}")
        siblings = [len({piece.tokens for piece in own_levels(levels, place, 3)[0]}) for place in range(3)]
        if alike < len(greedy[0]) or max(gaps) > NEAR or min(siblings) < 2 or not all(closed) or greedy[1] == before:
            sys.exit(f"{name}: vLLM does not write what the trainer's policy would")
        return greedy[1]


def prove(folder: Path) -> None:
    """What must hold, in the environment that has vLLM."""
    from videmo_ref.model.scratch import make_config, make_model
    from videmo_ref.model.shapes import SHAPES

    pair = Pair(folder)
    first = pair.differ("the checkpoint's weights", [])
    other = make_model(make_config(SHAPES["tiny"], pair.processor.tokenizer), seed=1)
    pair.model.load_state_dict(other.state_dict())
    pair.vllm.load(pair.model)
    pair.differ("another policy's weights", first)


def main() -> None:
    """Run the proof; exit 1 if it fails."""
    parser = argparse.ArgumentParser(description="prove the vLLM writer on CPU")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--inside", action="store_true", help="this is the environment that has vLLM")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    if arguments.inside:
        prove(folder)
        return
    folder.mkdir(parents=True, exist_ok=True)
    python = make_environment(folder / "venv")
    command = [str(python), "-m", "tests.videmo_ref.rollouts.vllm_cpu", str(folder), "--inside"]
    sys.exit(subprocess.run(command, env=ENVIRONMENT | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, check=False).returncode)


if __name__ == "__main__":
    main()
