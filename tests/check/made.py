"""A dataset folder made by hand: a few clips and rows, with a manifest that is true of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from emocfg.build.parquet import save_samples
from emocfg.core import canonical
from emocfg.schema import AffectiveTree, Provenance, Sample, Utterance, chat, to_text


@dataclass(frozen=True)
class MadeClip:
    """One row of meta/clips."""

    clip_id: str
    split: str
    identities: tuple[str, ...] = ()
    source_video: str = ""
    source: str = "talks"
    split_by: str = "emocfg"
    seconds: float = 2.0
    sha256: str = ""
    frames_sha256: str = ""
    fingerprint: str = ""

    @property
    def video(self) -> str:
        return f"videos/{self.clip_id}.mp4"

    def columns(self) -> dict[str, object]:
        own = {
            "identities": list(self.identities or (self.clip_id,)),
            "source_video": self.source_video or self.clip_id,
        }
        return {**self.__dict__, **own, "video": self.video}


def row(
    base: Sample,
    clip: MadeClip,
    *,
    lines: Sequence[str] = (),
    question: str = "Which emotion?",
    answer: str = "anger",
    options: tuple[str, ...] = ("anger", "fear"),
    generator: str = "template",
) -> Sample:
    """A row about a clip."""
    tree = to_text(AffectiveTree(dialogue=tuple(Utterance("Ana", line) for line in lines)))
    return replace(
        base,
        id=f"{clip.clip_id}#{question[:20]}",
        config="emotion",
        split=clip.split,
        split_by=clip.split_by,
        task="conversation",
        source=clip.source,
        clip_id=clip.clip_id,
        identity=clip.clip_id,
        source_video=clip.source_video or clip.clip_id,
        videos=(clip.video,),
        media="expected",
        question=question,
        options=options,
        answer=answer,
        labels=(answer,) if options else (),
        messages=chat(question, options, answer, n_videos=1),
        tree=tree,
        provenance=Provenance(generator, "1"),
    )


def make(root: Path, clips: Sequence[MadeClip], rows: Sequence[Sample]) -> Path:
    """Write the folder."""
    (root / "meta").mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist([clip.columns() for clip in clips]), root / "meta/clips-00000-of-00001.parquet")
    places: dict[str, list[Sample]] = defaultdict(list)
    for sample in rows:
        places[f"{sample.config}/{sample.split}"].append(sample)
    for place, samples in places.items():
        save_samples(samples, root / f"{place}-00000-of-00001.parquet")
    return sign(root)


def sign(root: Path) -> Path:
    """Write a manifest that is true of the folder as it is now."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and "videos" not in path.parts)
    names = {path.relative_to(root).as_posix(): canonical.file_digest(path) for path in files}
    body = {"files": {name: digest for name, digest in names.items() if name != "manifest.json"}}
    (root / "manifest.json").write_text(canonical.dumps(body | {"digest": canonical.digest(body)}))
    return root
