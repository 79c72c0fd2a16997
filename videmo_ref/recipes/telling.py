"""The plan of a training in lines, for people."""

from typing import Any

from emocfg.schema import LEVELS

from .recipe import Recipe
from .writing import to_toml

_MIB, _GIB = 2**20, 2**30


def preview_text(recipe: Recipe, plan: dict[str, Any]) -> str:
    """The recipe as TOML, and what :func:`videmo_ref.recipes.preview.preview` found."""
    lines = [f"# {recipe.name}, with what was set", to_toml(recipe), *_lessons(plan)]
    if plan["tower"] is not None:
        tower = plan["tower"]
        lines += [
            "",
            f"tower       {tower['steps']:,} steps, {tower['labels']} claims of {tower['clips']:,} clips' trees",
        ]
    if plan["sft"] is not None:
        lines += ["", *_sft(plan["sft"], plan["tokens"])]
    if plan["rl"] is not None:
        lines += ["", *_rl(plan["rl"])]
    counts = plan["parameters"]
    adapters = f", {counts['adapters']:,} of adapters" if counts["adapters"] else ""
    lines += [
        "",
        f"parameters  {counts['all']:,} ({counts['vision']:,} of vision{adapters}), {counts['trained']:,} are trained",
    ]
    for name, table in plan["memory"].items():
        lines += ["", *_memory(name, table)]
    return "\n".join([*lines, "", "no weights were loaded, nothing was written"])


def _lessons(plan: dict[str, Any]) -> list[str]:
    lines = [f"{'':12}{'lessons':>10}{'questions':>11}{'held out':>10}" + (f"{'visits':>10}" if plan["sft"] else "")]
    for level in LEVELS:
        own, held = plan["lessons"][level], plan["held_out"][level]["lessons"]
        visits = f"{plan['sft']['visits'][level]:>10,}" if plan["sft"] else ""
        lines.append(f"{level:12}{own['lessons']:>10,}{own['questions']:>11,}{held:>10,}{visits}")
    return lines


def _sft(sft: dict[str, Any], tokens: dict[str, Any]) -> list[str]:
    lines = [f"sft         {sft['steps']:,} steps of {sft['visits_per_step']:,} lessons"]
    if "unknown" in tokens:
        return [*lines, f"tokens      unknown: {tokens['unknown']}"]
    each = f"{tokens['per_lesson']:,.0f} ± {tokens['error']:,.0f} a lesson ({tokens['visual_share']:.0%} visual)"
    lines.append(
        f"tokens      {each}, {tokens['per_step']:,.0f} a step, {tokens['total']:,.0f} in all; "
        f"the longest has {tokens['longest']:,}"
    )
    left = [
        f"{tokens[key]} {what}"
        for key, what in (("too_long", "too long"), ("broken", "broken or missing"))
        if tokens[key]
    ]
    lines.append(f"            from {tokens['sampled']:,} sampled lessons{', ' * bool(left)}{' and '.join(left)}")
    return lines


def _rl(rl: dict[str, Any]) -> list[str]:
    first, second, third = rl["segments_per_prompt"]
    cut = [f"{share:.0%} of {level}" for level, share in (rl["cut"] or {}).items() if share]
    lines = [
        f"rl          {rl['steps']:,} steps, {rl['prompts']:,} prompts from {rl['clips']:,} trees, {rl['rows']:,} rows",
        f"rollouts    {first} + {second} + {third} segments a prompt, at most {rl['sampled_per_prompt']:,} tokens, "
        f"{rl['sampled']:,} in all",
    ]
    return [*lines, f"warning     references are longer than rl.limits: {', '.join(cut)}"] if cut else lines


def _memory(name: str, table: dict[int, dict[str, int]]) -> list[str]:
    """One column for each number of devices; what takes nothing is left out."""
    purposes = [purpose for purpose in next(iter(table.values())) if any(row[purpose] for row in table.values())]
    lines = ["".join([f"{f'memory in {name}':20}", *(f"{f'{n} GPU' + 's' * (n > 1):>12}" for n in table)])]
    return lines + [
        "".join([f"  {purpose:18}", *(f"{_size(row[purpose]):>12}" for row in table.values())]) for purpose in purposes
    ]


def _size(count: int) -> str:
    return f"{count / _GIB:,.1f} GiB" if count >= _GIB else f"{count / _MIB:,.1f} MiB"
