"""A dataset folder made by hand: rows, clips and observations as a test wants them, in the files of a build."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from emocfg.build.parquet import save_records, save_samples
from emocfg.build.shards import ClipRow
from emocfg.core import atomic, canonical
from emocfg.schema import TASKS, Observation, Provenance, Sample, Validation

_PLAIN = Sample(
    id="",
    config="",
    tier="full",
    split="train",
    split_by="owner",
    fold="",
    task="",
    source="MELD",
    clip_id="",
    identity="MELD/joey",
    source_video="MELD/e1",
    videos=(),
    media="expected",
    start=None,
    end=None,
    subject="",
    question="What is it?",
    options=(),
    answer="something",
    labels=(),
    native_label="",
    scheme="",
    messages=(),
    tree="",
    rationale="",
    evidence=(),
    validation=Validation(),
    provenance=Provenance("template", "1"),
    license="x",
)


def row(clip_id: str, task: str, **values: Any) -> Sample:
    """A row of a clip; whatever a test does not care about has a plain value."""
    suffix = values.pop("suffix", "")
    name = f"{clip_id}#{task}" + (f".{suffix}" if suffix else "")
    return replace(_PLAIN, id=name, clip_id=clip_id, task=task, config=TASKS[task].config, **values)


def clip(clip_id: str, **values: Any) -> ClipRow:
    """A row of ``meta/clips`` of a clip of which nothing else is known."""
    known = {
        "source": clip_id.split("/", maxsplit=1)[0],
        "video": f"videos/{clip_id}.mp4",
        "split": "train",
        "split_by": "owner",
        "fold": "",
        "identities": (f"{clip_id}/p1",),
        "source_video": clip_id,
        "width": 0,
        "height": 0,
        "frames": 0,
        "fps": 0.0,
        "seconds": 0.0,
        "sha256": "",
        "frames_sha256": "",
        "fingerprint": "",
        "sharpness": 0.0,
        "notes": (),
    }
    return ClipRow(clip_id=clip_id, **(known | values))  # type: ignore[arg-type]


def write_dataset(
    root: Path, rows: Iterable[Sample], clips: Sequence[ClipRow] = (), observations: Sequence[Observation] = ()
) -> Path:
    """Write the folder: rows by config and split, a Parquet file each, and the two tables of ``meta``."""
    places: dict[str, list[Sample]] = defaultdict(list)
    for sample in rows:
        places[f"{sample.config}/{sample.split}"].append(sample)
    for place, samples in places.items():
        save_samples(samples, root / f"{place}-00000-of-00001.parquet")
    save_records(clips, ClipRow, root / "meta/clips-00000-of-00001.parquet")
    save_records(observations, Observation, root / "meta/observations-00000-of-00001.parquet")
    files = sorted(str(path.relative_to(root)) for path in root.rglob("*.parquet"))
    digests = {name: canonical.file_digest(root / name) for name in files}
    manifest = {"files": digests, "rows": {place: len(samples) for place, samples in places.items()}}
    atomic.write_text(root / "manifest.json", canonical.dumps(manifest | {"digest": canonical.digest(digests)}))
    return root
