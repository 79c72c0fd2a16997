"""Do trees of rollouts learn better than independent ones? Arms, seeds, a report: whatever comes out.

::

    python -m videmo_ref.studies.rl --data EMO-CFG --out DIR [--seeds 0,1,2] [--workers 2]

EMO-CFG is rendered (``emocfg build --source mini``); with 300 people there are some 7,000 clips. A study that was
stopped goes on: what is done is in DIR/cells and DIR/policies. DIR/rl.md is the report.
"""

import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks.data import open_dataset
from emocfg.core import atomic, canonical, exclusive, say

from ..model.policy import Policy
from ..rollouts.session import GREEDY
from .arms import ARMS, Arm, Course, Sizes, Spent, fine_tune, fresh_policy, load_policy, reinforce, writer_of
from .cells import compute_all, results
from .command import PLAN, claim, finish, options
from .measuring import measure
from .rl_report import markdown
from .starting import FRAMES, Kit, checkpoint_of, learn_to_see, make_kit
from .world import World, make_world

START, WALL = "start", "flat_wall"
"""The fine-tuned policy itself, and the arm of independent rollouts that takes as long as the tree."""

TRIED = (9, 10, 11, 12, 13, 14, 16, 18, 20)
"""Numbers of independent rollouts that the time of a tree is compared with."""


def compute(folder: Path, name: str, seed: int) -> dict[str, Any]:
    """One cell: train an arm of a seed, measure it on the test crowd, greedy and as it samples."""
    plan = canonical.read(folder / PLAN)
    sizes, kit = Sizes(**plan["sizes"]), make_kit()
    world = make_world(open_dataset(Path(plan["data"])), kit.patches, FRAMES, folder)
    spent = Spent()
    path = checkpoint_of(folder, START, seed)
    if name == START:
        policy = fresh_policy(kit, seed)
        seeing = folder / "towers" / str(seed)
        learn_to_see(policy.model, kit, world, world.of("sft"), sizes.tower_steps, seed, seeing)
        course = Course(sizes.sft_steps, sizes.sft_batch, sizes.sft_rate, careless=True, seed=seed)
        spent = fine_tune(policy, kit, world, world.of("sft"), course)
        save_policy(policy, path)
    else:
        policy = load_policy(kit, path)
        spent = learn(policy, kit, world, arm_of(name, plan), sizes, seed)
    tested = world.of("test")[: sizes.tested]
    found: dict[str, list[float]] = {}
    for label, temperature in (("greedy", GREEDY), ("sampled", 1.0)):
        measured = measure(writer_of(policy, kit), world, tested, kit.encoder, temperature)
        found |= {f"{label}_score": measured.score, f"{label}_emotion": measured.emotion}
    return {**found, **asdict(spent)}


def learn(policy: Policy, kit: Kit, world: World, arm: Arm, sizes: Sizes, seed: int) -> Spent:
    """Train an arm."""
    if arm.estimator:
        return reinforce(policy, kit, world, arm, sizes, seed)
    course = Course(sizes.rl_steps, sizes.prompts, sizes.rl_rate, careless=arm.noise, seed=seed)
    return fine_tune(policy, kit, world, world.of("rl"), course)


def arm_of(name: str, plan: dict[str, Any]) -> Arm:
    """The arm of a name; that of equal time has as many rollouts as were found."""
    if name == WALL:
        many = int(plan["rollouts"])
        return Arm(
            "flat_to_go", (many, 1, 1), what=f"{many} rollouts, reward-to-go per level: as long as the tree takes"
        )
    return ARMS[name]


def save_policy(policy: Policy, path: Path) -> None:
    """Write the weights of a policy."""
    from safetensors.torch import save_model

    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.replacing(path) as temporary:
        save_model(policy, str(temporary))


def rollouts_of_equal_time(folder: Path, world: World, kit: Kit, sizes: Sizes, seed: int) -> dict[str, Any]:
    """How many independent rollouts take as long as a tree, by processor time, from the policy of a seed.

    It is found before any arm is trained, so that all seeds have the same number.
    """
    warm, timed = replace(sizes, rl_steps=2), replace(sizes, rl_steps=6)

    def seconds(arm: Arm) -> float:
        policy = load_policy(kit, checkpoint_of(folder, START, seed))
        reinforce(policy, kit, world, arm, warm, seed)
        return reinforce(policy, kit, world, arm, timed, seed).cpu / timed.rl_steps

    tree = seconds(ARMS["tree"])
    times = {many: seconds(replace(ARMS["flat"], branching=(many, 1, 1))) for many in TRIED}
    fitting = [many for many, time in times.items() if time <= tree]
    return {"rollouts": max(fitting, default=TRIED[0]), "tree_seconds": tree, "flat_seconds": times}


def run(data: Path, folder: Path, seeds: Sequence[int], sizes: Sizes, workers: int) -> str:
    """The whole study; gives the report.

    Raises:
        EmoCfgError: E103 if the folder holds a study of other sizes or data, E104 if another process works on it.
    """
    kit, dataset = make_kit(), open_dataset(data)
    with exclusive(folder / "lock"):
        plan = claim(folder, {"data": str(data.resolve()), "dataset": dataset.digest, "sizes": asdict(sizes)})
        world = make_world(dataset, kit.patches, FRAMES, folder)
        say(f"  { ({crowd: len(world.of(crowd)) for crowd in ('sft', 'rl', 'test')}) } clips")
        compute_all(compute, folder, [START], seeds, workers)
        if "rollouts" not in plan:
            plan |= rollouts_of_equal_time(folder, world, kit, sizes, seeds[0])
            atomic.write_text(folder / PLAN, canonical.dumps(plan))
        names = [*ARMS, WALL]
        compute_all(compute, folder, names, seeds, workers)
        found = results(folder, [START, *names], seeds)
        people = [world.clips[place].identity for place in world.of("test")[: sizes.tested]]
        report = markdown(found, {name: arm_of(name, plan).what for name in names}, people, plan)
        atomic.write_text(folder / "rl.md", report)
    return report


def main(words: Sequence[str] | None = None) -> int:
    """Run the study that the command line names; gives the exit status."""
    parser = options("rl", __doc__)
    for name, value in asdict(Sizes()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    own = parser.parse_args(words)
    sizes = Sizes(**{name: getattr(own, name) for name in asdict(Sizes())})
    return finish(lambda: run(own.data, own.out, own.seeds, sizes, own.workers))


if __name__ == "__main__":
    sys.exit(main())
