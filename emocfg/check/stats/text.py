"""The figures as plain text: what the terminal shows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from emocfg.schema import SPLITS, TASKS, Tally

from .beside import Difference, differences
from .paper import Compared, read_paper
from .records import EVERY, Agreement, Clips, Stats

_AGREEMENTS, _TERMS, _FEW_CLUSTERS, _OPTIMISTIC = 12, 10, 30, "few people: the interval is too narrow"
_VIEWS = {
    **dict.fromkeys(("emotion", "sentiment", "micro"), "label"),
    "emotion_intended": "intended",
    "emotion_voice": "voice",
    "emotion_face": "face",
    "emotion_other": "other label",
    "sentiment_text": "words",
    "sentiment_audio": "voice",
    "sentiment_video": "silent video",
    "sentiment_word": "the owner's word",
}
"""The aspect of an observation to the view it is made from."""

LEVELS = ("attribute", "expression", "emotion")


def summary(stats: Stats) -> str:
    """A dataset's figures in one screen or two."""
    parts = [_head(stats), _tasks(stats), _sources(stats), _clips(stats.clips)]
    parts += [_terms(stats), _agreement(stats.agreement), _checks(stats), _tiers(stats)]
    return "\n\n".join(part for part in parts if part)


def splits_of(stats: Stats) -> dict[str, Counter[str]]:
    """Task to its rows by split."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for cell in stats.cells:
        found[cell.task][cell.split] += cell.rows
    return dict(found)


def level_of(task: str) -> str:
    """The level of a task; "" for one that is not ours."""
    return TASKS[task].level if task in TASKS else ""


def paper_table(compared: Sequence[Compared]) -> str:
    """Built, expected and missing, task by task."""
    lines = [f"{read_paper().title}: rows in train (with validation) and test"]
    lines.append(
        f"{'':24}{'built':>9} {'expected':>9} {'missing':>9}   {'test':>6} {'expected':>8}   what would fill it"
    )
    for level in LEVELS:
        lines.append(level)
        for row in (row for row in compared if row.level == level):
            stated = "shared" if row.stated.test is None else f"{row.stated.test:,}"
            numbers = f"{row.train:>9,} {row.stated.train:>9,} {row.missing:>9,}   {row.test:>6,} {stated:>8}"
            others = f" ({row.others:,} rows of other corpora)" if row.others else ""
            lines.append(f"  {row.stated.name:22}{numbers}   {row.how or 'complete'}{others}")
    expected, missing = sum(row.stated.train for row in compared), sum(row.missing for row in compared)
    lines.append(f"{'sum':24}{sum(row.train for row in compared):>9,} {expected:>9,} {missing:>9,}")
    shared = ", ".join(f"{name} {rows:,}" for name, rows in read_paper().shared_tests.items())
    lines.append(f"shared: {shared} test rows together. The sum is inferred: the paper prints 2.1M.")
    return "\n".join(lines)


def difference_table(found: Sequence[Difference], names: tuple[str, str]) -> str:
    """Two sides, task by task."""
    lines = [f"{'task':20}{names[0]:>18}{names[1]:>18}{'labels differ':>15}{'words':>8}{'words':>8}"]
    for row in found:
        words = "".join(f"{'-' if mean is None else format(mean, '.1f'):>8}" for mean in row.words)
        distance = "-" if row.distance is None else f"{row.distance:.3f}"
        lines.append(f"{row.task:20}{row.rows[0]:>18,}{row.rows[1]:>18,}{distance:>15}{words}")
    lines.append("labels differ: total variation distance of the label distributions, 0 equal, 1 disjoint")
    return "\n".join(lines)


def named(agreement: Agreement) -> str:
    """What was compared, in one line."""
    if agreement.kind == "votes":
        return f"{agreement.source} {agreement.what}: the owner's annotators"
    who = [_view(rater) for rater in agreement.raters] if agreement.kind == "views" else list(agreement.raters)
    text = " / ".join(who) if len(who) == 2 else f"{len(who)} {agreement.kind}"
    return f"{agreement.source} {agreement.what}: {text}".strip()


def _view(rater: str) -> str:
    """The name of a view: what was seen, or that its label follows from an emotion."""
    aspect, _, image = rater.partition(" as ")
    name = _VIEWS.get(aspect, aspect)
    return name if not image else "from the emotion" if name == "label" else f"from the emotion ({name})"


def _head(stats: Stats) -> str:
    clips = stats.clips
    hours = f"{clips.seconds / 3600:.1f} hours" if clips.seconds else "hours unknown"
    text = (
        f"{stats.rows:,} rows, {clips.clips:,} clips of {clips.people:,} people in {clips.source_videos:,} recordings"
    )
    note = "\n  with rendered faces, which say nothing about real people" if stats.rendered else ""
    return f"{text}, {hours} (dataset {stats.dataset[:16]}){note}"


def _tasks(stats: Stats) -> str:
    found = splits_of(stats)
    columns = "".join(f"{split:>12}" for split in SPLITS)
    lines = [f"{'task':20}{columns}{'labels':>8}{'evenness':>10}{'majority':>10}{'answer words':>14}"]
    for figures in (figures for figures in stats.tasks if figures.tier == EVERY):
        rows = found[figures.task]
        counts = "".join(f"{format(rows[split], ',') if rows[split] else '-':>12}" for split in SPLITS)
        spread = f"{figures.evenness:>10.2f}{figures.majority:>10.1%}" if figures.kinds else " " * 20
        kinds = f"{figures.kinds or '':>8}"
        lines.append(f"{figures.task:20}{counts}{kinds}{spread}{figures.answer.median:>14}")
    return "\n".join(lines)


def _sources(stats: Stats) -> str:
    lines = [f"{'source':14}{'rows':>11}{'clips':>10}{'people':>9}{'recordings':>12}{'hours':>9}"]
    for source in stats.sources:
        hours = f"{source.seconds / 3600:.1f}" if source.timed else "unknown"
        counts = f"{source.rows:>11,}{source.clips:>10,}{source.people:>9,}{source.source_videos:>12,}"
        lines.append(f"{source.source:14}{counts}{hours:>9}")
    return "\n".join(lines)


def _clips(clips: Clips) -> str:
    known = clips.clips - clips.duration.unknown
    middle = f"median {clips.duration.median:.1f} s of {known:,} clips" if known else "unknown"
    lines = [f"duration: {middle} ({clips.duration.basis})"]
    faces = sum(clips.face.counts)
    share = f"median {clips.face.median:.1%} of {faces:,} clips" if faces else "unknown: no source here states a box"
    lines.append(f"face area: {share}")
    lines.append(f"frame: {_listed(clips.frames)}, unknown {clips.no_frame:,}" if clips.frames else "frame: unknown")
    lines.append(f"view: {_listed(clips.views)}, unknown {clips.no_view:,}" if clips.views else "view: unknown")
    return "\n".join(lines)


def _terms(stats: Stats) -> str:
    lines = []
    for kind in stats.terms:
        top = ", ".join(f"{term.term} {term.texts / kind.texts:.0%}" for term in kind.terms[:_TERMS])
        lines.append(f"terms of {kind.texts:,} {kind.kind}: {top}")
    return "\n".join(lines)


def _agreement(found: Sequence[Agreement]) -> str:
    lines = ["agreement"] if found else []
    for row in found[:_AGREEMENTS]:
        few = f" ({_OPTIMISTIC})" if row.clusters < _FEW_CLUSTERS else ""
        interval = "" if row.low is None else f" [{row.low:.2f}, {row.high:.2f}]"
        value = "undefined" if row.value is None else f"{row.value:.3f}"
        lines.append(
            f"  {row.coefficient} {value}{interval} {named(row)}; {row.units:,} rated, {row.clusters:,} people{few}"
        )
    return "\n".join(lines + ([f"  and {len(found) - _AGREEMENTS} more"] if len(found) > _AGREEMENTS else []))


def _checks(stats: Stats) -> str:
    lines = [f"checks of tier {row.tier}, {row.check}: {_listed(row.verdicts)}" for row in stats.checks]
    return "\n".join(lines)


def _tiers(stats: Stats) -> str:
    tiers = stats.tiers()
    if len(tiers) < 2:
        return f"all rows are in tier {tiers[0]}" if tiers else ""
    return difference_table(differences(stats, stats, (tiers[0], tiers[1])), (tiers[0], tiers[1]))


def _listed(tallies: Iterable[Tally]) -> str:
    return ", ".join(f"{tally.label} {tally.count:,}" for tally in tallies)
