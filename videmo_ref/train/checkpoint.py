"""Where a training goes on: weights, optimizer and step, whole or not there, without pickle.

A checkpoint's ``model`` folder is an ordinary checkpoint of the model's class (or an adapter, with LoRA); beside it lie
the optimizer's tensors as safetensors, and a small JSON file that names the step and makes the checkpoint whole.
"""

import shutil
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, atomic, canonical

from .engine import Engine

STATE, OPTIMIZER, MODEL = "state.json", "optimizer.safetensors", "model"


def save(folder: Path, engine: Engine, processor: Any, state: dict[str, Any], *, keep: int) -> None:
    """Write ``step-N`` into a folder, and remove all but the last ``keep``.

    Args:
        folder: of all checkpoints of a training.
        engine: its policy and optimizer.
        processor: of the model.
        state: what else goes on; ``step`` is the number of the next step.
        keep: how many checkpoints stay.
    """
    from safetensors.torch import save_file
    from torch.distributed.checkpoint.state_dict import StateDictOptions, get_optimizer_state_dict

    accelerator = engine.accelerator
    options = StateDictOptions(full_state_dict=True, cpu_offload=True)
    moments = get_optimizer_state_dict(engine.policy, engine.optimizer, options=options)
    weights = accelerator.get_state_dict(engine.policy)
    if accelerator.is_main_process:
        target = folder / f"step-{state['step']:06d}"
        building = folder / f".{target.name}.building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        policy = accelerator.unwrap_model(engine.policy)
        own = {name.removeprefix("model."): tensor for name, tensor in weights.items()}
        policy.model.save_pretrained(building / MODEL, state_dict=own, safe_serialization=True)
        processor.save_pretrained(building / MODEL)
        flat = {f"{name}/{key}": t for name, group in moments["state"].items() for key, t in group.items()}
        save_file({name: tensor.contiguous() for name, tensor in flat.items()}, building / OPTIMIZER)
        atomic.write_text(building / STATE, canonical.dumps(state))
        shutil.rmtree(target, ignore_errors=True)
        atomic.publish_folder(building, target)
        for old in checkpoints(folder)[:-keep]:
            shutil.rmtree(old)
    accelerator.wait_for_everyone()


def checkpoints(folder: Path) -> list[Path]:
    """The whole checkpoints in a folder, the oldest first."""
    return sorted(path for path in folder.glob("step-*") if (path / STATE).is_file())


def restore(path: Path, engine: Engine) -> dict[str, Any]:
    """Put a checkpoint's weights and moments back; gives its state.

    Raises:
        EmoCfgError: E105 if the checkpoint does not fit the policy, or is damaged.
    """
    from safetensors.torch import load_file
    from torch.distributed.checkpoint.state_dict import StateDictOptions, set_optimizer_state_dict

    from ..model.checkpoint import load_weights

    try:
        state: dict[str, Any] = canonical.read(path / STATE)
        load_weights(engine.accelerator.unwrap_model(engine.policy).model, path / MODEL)
        moments: dict[str, dict[str, Any]] = {}
        for name, tensor in load_file(path / OPTIMIZER).items():
            parameter, _, key = name.rpartition("/")
            moments.setdefault(parameter, {})[key] = tensor
    except (OSError, ValueError, RuntimeError, KeyError) as problem:
        raise EmoCfgError(
            "E105",
            f"a checkpoint cannot be read: {problem}"[:300],
            where=str(path),
            fix="remove it: the one before is used",
        ) from problem
    options = StateDictOptions(full_state_dict=True)
    if moments:
        groups = [{**group, "params": names} for group, names in _named_groups(engine)]
        found = {"state": moments, "param_groups": groups}
        set_optimizer_state_dict(engine.policy, engine.optimizer, found, options=options)
    return state


def _named_groups(engine: Engine) -> list[tuple[dict[str, Any], list[str]]]:
    names = {id(parameter): name for name, parameter in engine.policy.named_parameters()}
    return [
        ({key: value for key, value in group.items() if key != "params"}, [names[id(p)] for p in group["params"]])
        for group in engine.optimizer.param_groups
    ]
