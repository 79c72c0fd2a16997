"""The dataset card: README.md with the YAML that ``load_dataset`` and the Hub read."""

import html
import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template


def render_card(report: dict[str, Any], digest: str, *, media: bool, test_fraction: float = 0.0) -> str:
    """The card of a dataset.

    Args:
        report: as published in ``meta/report.json``; with ``release`` if the set was imported.
        digest: of its rows. ``load_dataset`` keeps what it has read by the folder's name and this header alone; without
            the digest in it, a set built anew under an old name would come out of the cache as the old one.
        media: False if its videos were left out.
        test_fraction: the share of the test set in splits of ours.
    """
    places = list(report["rows"])
    made = "imported" if "release" in report else "built"
    splits: dict[str, list[str]] = {}
    for place in places:
        config, split = place.split("/")
        splits.setdefault(config, []).append(split)
    header = {
        "pretty_name": f"Emo-CFG, {made} by emocfg",
        "license": "other",
        "language": ["en"],
        "task_categories": ["video-text-to-text", "video-classification"],
        "tags": ["emotion", "face", "action-units", "affective-computing", "video"],
        "configs": [
            {
                "config_name": config,
                "description": f"rows {digest[:16]}",
                "data_files": [{"split": split, "path": f"{config}/{split}-*.parquet"} for split in its_splits],
            }
            for config, its_splits in splits.items()
        ],
    }
    text = _template().render(
        made=made,
        report=report,
        rows={place: sum(report["rows"][place].values()) for place in places},
        first=places[0].split("/"),
        media=media,
        test_fraction=test_fraction,
    )
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
