"""The build's stage of writing: one file of writings for every shard of clips, which a killed build takes up again."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from emocfg.check.models import Stills
from emocfg.core import atomic, canonical, track
from emocfg.schema.features import from_row, to_row
from emocfg.sources import Defect

from ..compose.cases import Case
from .human import HumanAnnotator
from .opening import Opened, opened
from .protocol import Writing
from .settings import Annotation
from .writing import write_all


@dataclass(frozen=True, slots=True)
class Written:
    """What the stage made.

    Attributes:
        files: the file of writings of every shard, by the shard's name without its ending.
        defects: lines of a file of people's annotation that are on no clip of the dataset.
        problems: how many texts could not be used, by task.
        unaccepted: how many texts the committee did not accept, by task.
    """

    files: dict[str, Path]
    defects: tuple[Defect, ...]
    problems: dict[str, int]
    unaccepted: dict[str, int]


def annotate(
    annotation: Annotation,
    shards: Sequence[Path],
    folder: Path,
    record: Path,
    cases_of: Callable[[Path], Iterable[Case]],
    frames_of: Callable[[Case], Stills],
) -> Written:
    """Write the texts of every shard that are not there yet for the clips it holds now.

    Args:
        annotation: who writes and who verifies.
        shards: the files of curated clips.
        folder: where the files of writings go.
        record: where calls are kept.
        cases_of: the clips of a shard.
        frames_of: the frames of a clip.

    Raises:
        EmoCfgError: what the annotator raises; E802 when the calls are used up. Finished shards and every answer that
            came are on disk then.
    """
    files = {shard.stem: folder / f"{shard.stem}.jsonl" for shard in shards}
    marks = {shard.stem: _mark(annotation, shard) for shard in shards}
    todo = [shard for shard in shards if _marked(files[shard.stem]) != marks[shard.stem]]
    seen: set[str] = set()
    with opened(annotation, record) as who:
        for shard in track(todo, "shards annotated", len(todo)):
            _write(who, annotation, cases_of(shard), frames_of, files[shard.stem], marks[shard.stem])
        problems: Counter[str] = Counter()
        unaccepted: Counter[str] = Counter()
        for path in files.values():
            for clip_id, writings in read_writings(path):
                seen.add(clip_id)
                problems.update(writing.task for writing in writings if writing.problem)
                unaccepted.update(writing.task for writing in writings if writing.accepted is False)
        defects = who.annotator.unknown(seen) if isinstance(who.annotator, HumanAnnotator) else ()
    return Written(files, defects, dict(sorted(problems.items())), dict(sorted(unaccepted.items())))


def read_writings(path: Path) -> Iterator[tuple[str, tuple[Writing, ...]]]:
    """Clip id and writings of a file that :func:`annotate` made, in the order of its shard."""
    for number, line in canonical.read_lines(path):
        if number > 1:
            yield line["clip_id"], tuple(from_row(Writing, row) for row in line["writings"])


def _write(
    who: Opened,
    annotation: Annotation,
    cases: Iterable[Case],
    frames_of: Callable[[Case], Stills],
    path: Path,
    mark: str,
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    finished = write_all(cases, who.annotator, who.committee, frames_of, annotation.threads)
    with atomic.replacing(path) as temporary, temporary.open("w", encoding="utf-8") as stream:
        stream.write(canonical.dumps({"mark": mark}) + "\n")
        for clip_id, writings in finished:
            stream.write(canonical.dumps({"clip_id": clip_id, "writings": [to_row(w) for w in writings]}) + "\n")


def _mark(annotation: Annotation, shard: Path) -> str:
    """What a file of writings is made from, beside the answers of models."""
    return canonical.digest([canonical.file_digest(shard), annotation.describe(), annotation.inputs()])


def _marked(path: Path) -> str:
    if not path.exists():
        return ""
    _, head = next(canonical.read_lines(path))
    return str(head["mark"])
