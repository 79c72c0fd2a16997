"""The dataset card: README.md with the YAML that ``load_dataset`` and the Hub read."""

import html
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template

from ..plan import FORMAT
from .statements import places, state, totals
from .versions import date_of, version_of

_HUB_LICENSES = {"CC0-1.0": "cc0-1.0", "CC-BY-NC-SA-4.0": "cc-by-nc-sa-4.0"}
"""SPDX identifiers that the Hub has a name for, as far as sources of ours have them."""

_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))
_LARGEST = "10M<n<100M"


def render_card(
    report: dict[str, Any], digest: str, *, media: bool, test_fraction: float = 0.0, major: int = FORMAT
) -> str:
    """The card of a dataset.

    Args:
        report: as published in ``meta/report.json``; with ``release`` if the set was imported. What it lacks of
            :func:`tallies.tally`, of ``conflicts`` and of ``notes`` has no place in the card.
        digest: of its rows. ``load_dataset`` keeps what it has read by the folder's name and this header alone; without
            the digest in it, a set built anew under an old name would come out of the cache as the old one.
        media: False if its videos were left out.
        test_fraction: the share of the test set in splits of ours.
        major: the ``FORMAT`` of what made it: of a build, or of an import.
    """
    made = "imported" if "release" in report else "built"
    version = version_of(digest, major)
    text = _template().render(
        made=made,
        report=report,
        rows={place: sum(report["rows"][place].values()) for place in places(report)},
        first=places(report)[0].split("/"),
        media=media,
        test_fraction=test_fraction,
        facts=state(report, media=media),
        total=totals(report).total(),
        tiers=sum((Counter(counts) for counts in report.get("tiers", {}).values()), Counter()),
        version=version,
        date=date_of(version),
    )
    return f"---\n{yaml.safe_dump(_header(report, digest), sort_keys=False, width=1000)}---\n\n{text}"


def size_category(rows: int) -> str:
    """The Hub's name for a number of rows.

    >>> size_category(999), size_category(1000), size_category(2_100_000)
    ('n<1K', '1K<n<10K', '1M<n<10M')
    """
    return next((name for bound, name in _SIZES if rows < bound), _LARGEST)


def _header(report: dict[str, Any], digest: str) -> dict[str, Any]:
    splits: dict[str, list[str]] = {}
    for place in places(report):
        config, split = place.split("/")
        splits.setdefault(config, []).append(split)
    gated = [source["name"] for source in report["sources"] if source["gate"] != "open"]
    return {
        "pretty_name": f"Emo-CFG, {'imported' if 'release' in report else 'built'} by emocfg",
        **_license(report),
        "language": ["en"],
        "size_categories": [size_category(totals(report).total())],
        "task_categories": ["video-text-to-text", "video-classification"],
        "tags": ["emotion", "face", "action-units", "affective-computing", "video"],
        **(_access(gated) if gated else {}),
        "configs": [
            {
                "config_name": config,
                "description": f"rows {digest[:16]}",
                "data_files": [{"split": split, "path": f"{config}/{split}-*.parquet"} for split in its_splits],
            }
            for config, its_splits in splits.items()
        ],
    }


def _license(report: dict[str, Any]) -> dict[str, str]:
    """The Hub's licence of a set whose rows all have one that it knows, else ``other``."""
    names = {source["license"] for source in report["sources"]}
    known = _HUB_LICENSES.get(names.pop()) if len(names) == 1 else None
    if known:
        return {"license": known}
    return {"license": "other", "license_name": "per-row", "license_link": "README.md"}


def _access(gated: list[str]) -> dict[str, Any]:
    """What the Hub asks whoever wants to read a repository with gated corpora."""
    names = ", ".join(gated)
    return {
        "extra_gated_prompt": f"This dataset is made from {names}. Access is for those who hold the owners' licences.",
        "extra_gated_fields": {f"I hold the licence of {name} and keep to its terms": "checkbox" for name in gated},
    }


def _plain(text: str) -> str:
    """Text of others as it reads, on one line: no HTML, no Markdown, no table cells."""
    return re.sub(r"([\\`*_|#\[\]])", r"\\\1", html.escape(" ".join(text.split()), quote=False))


@cache
def _template() -> Template:
    # The card is Markdown; names and cells of the owners' files go through `plain`, the rest is our own text.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701
    environment.filters["plain"] = _plain
    environment.filters["n"] = "{:,}".format
    return environment.from_string(files("emocfg.build.publish").joinpath("card.md.j2").read_text(encoding="utf-8"))
