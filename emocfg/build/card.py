"""The dataset card: README.md with the YAML that ``load_dataset`` and the Hub read."""

import html
import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template

from .plan import Plan


def render_card(plan: Plan, places: list[str], report: dict[str, Any]) -> str:
    """The card of a dataset.

    Args:
        plan: how it was built.
        places: the ``config/split`` pairs that have rows.
        report: as published in ``meta/report.json``.
    """
    splits: dict[str, list[str]] = {}
    for place in places:
        config, split = place.split("/")
        splits.setdefault(config, []).append(split)
    header = {
        "pretty_name": "Emo-CFG, built by emocfg",
        "license": "other",
        "language": ["en"],
        "task_categories": ["video-text-to-text", "video-classification"],
        "tags": ["emotion", "face", "action-units", "affective-computing", "video"],
        "configs": [
            {
                "config_name": config,
                "data_files": [{"split": split, "path": f"{config}/{split}-*.parquet"} for split in its_splits],
            }
            for config, its_splits in splits.items()
        ],
    }
    rows = {place: sum(report["rows"][place].values()) for place in places}
    text = _template().render(plan=plan, report=report, splits=splits, rows=rows, first=places[0].split("/"))
    return f"---\n{yaml.safe_dump(header, sort_keys=False)}---\n\n{text}"


def _plain(text: str) -> str:
    """Text of others as it reads: no HTML, no Markdown, no table cells."""
    return re.sub(r"([\\`*_|\[\]])", r"\\\1", html.escape(text, quote=False))


@cache
def _template() -> Template:
    # The card is Markdown; names and cells of the owners' files go through `plain`, the rest is our own text.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701
    environment.filters["plain"] = _plain
    return environment.from_string(files("emocfg.build").joinpath("card.md.j2").read_text(encoding="utf-8"))
