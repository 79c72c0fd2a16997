"""The vision tower of a model from scratch, taught to see before the language model reads it.

The tower of a published checkpoint was trained on images before. One of random weights learns slowly from the words of
a language model that is random itself: it finds colours and poses, and not what is small or moves. So it begins with
the claims of the clips' trees, those that hold told from those that do not by a linear layer that is then thrown away.
"""

import copy
import math
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from emocfg.core import EmoCfgError, atomic, track
from emocfg.media import MediaError

from ..data.schedule import Schedule, Visit, rounds
from ..data.truth import Truth
from ..data.vision import Pixels, Sight, tensors
from ..model.shapes import MERGE
from ..recipes.material import visits_of
from ..recipes.stages import TowerPart
from .log import Log
from .optimizer import make_optimizer, rate_of
from .sft import Skipped, check_skipped, left_out

WEIGHTS = "tower.safetensors"
QUERIES = 4
"""How many averages of a clip's tokens the linear layer sees, each weighed by its own attention."""


class Teller(nn.Module):  # type: ignore[misc] # torch has no types here
    """The tower, and a linear layer that tells what it sees.

    Args:
        tower: of a Qwen2.5-VL.
        width: of its tokens.
        labels: how many can be told.
    """

    def __init__(self, tower: nn.Module, width: int, labels: int) -> None:
        super().__init__()
        self.tower = tower
        self.look = nn.Linear(width, QUERIES)
        self.tell = nn.Linear(QUERIES * width, labels)

    def forward(self, patches: Tensor, grids: Tensor) -> Tensor:
        """(V, L) logits from the normalised patches (P, D) and grids (V, 3) of V clips."""
        tokens = self.tower(patches, grid_thw=grids).pooler_output
        clips = torch.split(tokens, (grids.prod(-1) // MERGE**2).tolist())
        seen = [(self.look(clip).softmax(0).T @ clip).flatten() for clip in clips]
        logits: Tensor = self.tell(torch.stack(seen))
        return logits


def teach_tower(
    model: Any, part: TowerPart, truth: Truth, sight: Sight, *, seed: int, allowed: float, out: Path
) -> None:
    """Train the tower of a model in place, or take it from where it was trained before.

    Args:
        model: a Qwen2.5-VL from scratch, on no device yet.
        part: how long, and how.
        truth: what is taught.
        sight: the pixels of its clips.
        seed: of the linear layer, and of the order of the clips.
        allowed: the share of the clips shown so far that may be left out, plus one.
        out: the folder of the log and, once done, of the weights.

    Raises:
        EmoCfgError: E401 if more clips than that are broken, E503 if a gradient is not finite.
    """
    from safetensors.torch import load_file, save_file

    if not (out / WEIGHTS).is_file():
        learner = copy.deepcopy(model.model.visual).requires_grad_(requires_grad=True)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            teller = Teller(learner, model.config.text_config.hidden_size, len(truth.labels))
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        with closing(Log(out / "log.jsonl", 0)) as log:
            _teach(teller.to(device).train(), part, truth, sight, seed, allowed, log)
        with atomic.replacing(out / WEIGHTS) as path:
            save_file({name: tensor.cpu() for name, tensor in learner.state_dict().items()}, path)
    model.model.visual.load_state_dict(load_file(out / WEIGHTS))


def _teach(teller: Teller, part: TowerPart, truth: Truth, sight: Sight, seed: int, allowed: float, log: Log) -> None:
    rate, optimizer = rate_of(part), make_optimizer(teller, rate_of(part))
    count = len(truth.videos)
    schedule = Schedule(tuple(rounds(range(count), visits_of(part, count, part.batch), seed, "tower")), part.batch)
    missing, before = 0, time.monotonic()
    for step in track(range(schedule.steps), "teaching the vision tower", schedule.steps):
        places, clips, skipped = _clips(truth, sight, schedule.step(step), step)
        missing += len(skipped)
        check_skipped(missing, (step + 1) * part.batch, allowed, skipped)
        for group in optimizer.param_groups:
            group["lr"] = rate.at(step, schedule.steps)
        loss = None
        if clips:
            wrong = _wrong(teller, truth, sight, places, clips)
            wrong.backward()
            _check_finite(nn.utils.clip_grad_norm_(teller.parameters(), rate.clip), step)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            loss = float(wrong.detach())
        now = time.monotonic()
        log.add(step, loss=loss, seconds=round(now - before, 3), skipped=left_out(skipped))
        before = now


def _clips(
    truth: Truth, sight: Sight, visits: Sequence[Visit], step: int
) -> tuple[list[int], list[Pixels], list[Skipped]]:
    """(places, pixels) of the clips of a step, and those that are broken: nothing takes their place."""
    whole: list[int] = []
    clips: list[Pixels] = []
    skipped: list[Skipped] = []
    for visit in visits:
        video = truth.videos[visit.lesson]
        try:
            clips.append(sight.clip(video))
            whole.append(visit.lesson)
        except MediaError as problem:
            skipped.append(Skipped(step, video, problem.brief))
    return whole, clips, skipped


def _wrong(teller: Teller, truth: Truth, sight: Sight, places: Sequence[int], clips: Sequence[Pixels]) -> Tensor:
    """The mean cross-entropy of what is known of some clips."""
    patches, grids, _ = (tensor.to(teller.look.weight.device) for tensor in tensors(clips))
    logits = teller(sight.patches.normalise(patches), grids)
    holds, known = (table[list(places)].to(logits.device) for table in (truth.holds, truth.known))
    total = binary_cross_entropy_with_logits(logits, holds, known, reduction="sum")
    return total / known.sum().clamp(min=1)


def _check_finite(gradient: Tensor, step: int) -> None:
    if not math.isfinite(float(gradient)):
        raise EmoCfgError(
            "E503",
            "the gradient of the vision tower is not finite",
            where=f"step {step}",
            fix="lower tower.learning_rate",
        )
