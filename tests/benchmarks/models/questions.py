"""Questions as the harness makes them, on clips of noise."""

from pathlib import Path

import numpy as np

from benchmarks.model import Request
from emocfg.media import Frames

FPS = 25.0


def clip(number: int, *, frames: int = 4, height: int = 112, width: int = 112) -> Frames:
    """A clip of noise, five frames of which were left out between two that were taken."""
    draws = np.random.default_rng(number)
    noise = draws.integers(0, 40, (frames, height, width, 3)) + draws.integers(0, 215, (1, 1, 1, 3))
    indices = tuple(range(0, frames * 5, 5))
    return Frames(noise.astype(np.uint8), indices, tuple(i / FPS for i in indices), frames * 5, FPS)


def question(name: str, prompt: str, *clips: Frames) -> Request:
    return Request(
        name, "emotion_single", prompt, prompt, (), tuple(Path(f"{name}-{i}.mp4") for i in range(len(clips))), clips
    )


MANY = (
    question("short", "Which emotion?", clip(1)),
    question(
        "long",
        "Which of these emotions does the person show, happiness or sadness?",
        clip(2, frames=8, height=224, width=420),
    ),
    question("pair", "Same person?", clip(3), clip(4, frames=6, height=98, width=130)),
    question("blind", "Which emotion?"),
    question("still", "Which emotion?", clip(5, frames=1)),
    question("other clip", "Which emotion?", clip(6)),
)
"""Of every shape: other lengths, sizes and numbers of frames, two clips, none, a clip of one frame."""
