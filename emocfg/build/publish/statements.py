"""What may be said of a dataset: the sentences that its card and its Croissant file share, made from its report."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from emocfg.schema import CONFIGS, SPLITS
from emocfg.sources import SOURCES

from .versions import RULES

_MOST_NOTES = 40
"""Notes that are written out; the report has them all."""

RENDERED = {corpus.card.name for corpus in SOURCES.values() if corpus.rendered}
"""Corpora in which nobody was filmed."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Plain sentences, by what they are about. Every number in them is from the report.

    Attributes:
        collection: where the rows come from.
        collection_types: in the words that Croissant RAI 1.0 recommends for ``dataCollectionType``.
        annotation: who wrote labels and texts, and what was checked.
        tools: the programs and models that wrote texts.
        platforms: where people annotated.
        per_item: how many annotations an item has.
        biases: which way the data lean.
        limitations: what they cannot show.
        uses: what they are for.
        misuses: what they are not for.
        personal: which facts about people they hold.
        social: what harm their use can do.
        maintenance: what a version promises.
    """

    collection: tuple[str, ...]
    collection_types: tuple[str, ...]
    annotation: tuple[str, ...]
    tools: tuple[str, ...]
    platforms: tuple[str, ...]
    per_item: str
    biases: tuple[str, ...]
    limitations: tuple[str, ...]
    uses: tuple[str, ...]
    misuses: tuple[str, ...]
    personal: tuple[str, ...]
    social: tuple[str, ...]
    maintenance: tuple[str, ...]


def state(report: dict[str, Any], *, media: bool) -> Statements:
    """The statements on a dataset.

    Args:
        report: as in ``meta/report.json``. Keys that a report may lack leave their sentences out.
        media: False if its videos were left out.
    """
    real = [source["name"] for source in report["sources"] if source["name"] not in RENDERED]
    return Statements(
        collection=tuple(_collection(report, real)),
        collection_types=(
            *(("Secondary Data analysis",) if real else ()),
            *(("Software Collection",) if len(real) < len(report["sources"]) else ()),
        ),
        annotation=tuple(_annotation(report, real)),
        tools=tuple(sorted({f"{w['generator']} {w['version']}".strip() for w in report.get("annotators", ())})),
        platforms=tuple(_platforms(report, real)),
        per_item=_per_item(report, real),
        biases=tuple(_biases(report, real)),
        limitations=tuple(_limitations(report, real, media=media)),
        uses=tuple(_uses(report)),
        misuses=_MISUSES,
        personal=_PERSONAL if real else ("None: its people are drawn by a program, nobody was filmed.",),
        social=_SOCIAL,
        maintenance=RULES,
    )


def places(report: dict[str, Any]) -> list[str]:
    """The ``config/split`` pairs that have rows, in their order, whatever the order of the report's keys."""
    return [place for config in CONFIGS for split in SPLITS if (place := f"{config}/{split}") in report["rows"]]


def totals(report: dict[str, Any]) -> Counter[str]:
    """The rows of each task."""
    return sum((Counter(tasks) for tasks in report["rows"].values()), Counter())


_MISUSES = (
    "Decisions about people: hiring, schooling, credit, health, insurance, policing, border control.",
    "Claims about what a person feels. A label says how a face was acted, drawn or judged, not what was felt.",
    "Finding out who somebody is. The identity task asks whether two clips show one person, and only measures that.",
)

_PERSONAL = (
    "Others: the rows describe recordings of the faces, and in part the speech, of real people, with their emotions as "
    "others judged them.",
    "Gender: as annotators saw it, where an owner annotates it.",
    "Age: as a coarse group that annotators saw, where an owner annotates it.",
    "Language: what was said, where an owner publishes dialogue.",
    "People are named only by the ids that the owners use; nothing was added that tells who somebody is.",
)

_SOCIAL = (
    "Software that reads emotions can be used to watch and to judge people. It is wrong more often for some groups of "
    "people than for others, and some uses are forbidden by law, such as emotion recognition at work and in schools in "
    "the European Union.",
    "The evidence beside a label makes an answer easier to check, and a wrong one more convincing.",
)


def _collection(report: dict[str, Any], real: list[str]) -> Iterator[str]:
    if "release" in report:
        files = len(report["release"]["files"])
        yield (
            f"Imported by emocfg from {files:,} files of the official Emo-CFG release; its authors wrote the rows. The "
            "release does not say by whom or with which checks a row was written."
        )
    elif real:
        corpora = "the corpus" if len(real) == 1 else f"{len(real)} corpora:"
        yield f"Made by emocfg from the owners' own annotation of {corpora} {', '.join(real)}."
        yield "No person was recorded for it; how the people of a corpus were recorded is in the paper of its owner."
    for name in (source["name"] for source in report["sources"] if source["name"] in RENDERED):
        yield f"The clips of {name} are rendered by a program of emocfg; nobody was filmed."
    if report["quarantine"]:
        left_out, what = sum(report["quarantine"].values()), "rows" if "release" in report else "clips"
        yield f"{left_out:,} {what} were left out, each with its reason (meta/quarantine.jsonl)."


def _annotation(report: dict[str, Any], real: list[str]) -> Iterator[str]:
    if "release" in report:
        yield "Labels are read from the reference answers of the release; what cannot be read is kept as it is."
    elif real:
        yield (
            "Labels are the owners' own, kept as they were written (meta/observations) and made comparable by cited "
            "maps; a cell without a value stays unknown."
        )
    if RENDERED & set(report.get("row_sources", ())):
        yield "Labels of rendered clips are the values that the renderer was given."
    writers: Counter[str] = Counter()
    given: Counter[Any] = Counter()
    for writer in report.get("annotators", ()):
        writers[f"{writer['generator']} {writer['version']}".strip()] += writer["rows"]
        given[writer["label_given"]] += writer["rows"]
    if writers:
        yield "Texts were written by " + ", ".join(f"{name} ({rows:,} rows)" for name, rows in writers.items()) + "."
    if given[True] or given[False]:
        yield f"{given[True]:,} rationales were written with the label in hand, {given[False]:,} without it."
    for config, tallied in report.get("validation", {}).items():
        yield f"{tallied['pass']:,} of the {tallied['rows']:,} rows of {config} were accepted (verdict pass)."


def _platforms(report: dict[str, Any], real: list[str]) -> Iterator[str]:
    if "release" in report:
        yield "Not stated by the release."
    elif real:
        yield "That of each corpus, as its owner's paper states it."
    if any(writer["generator"] == "human" for writer in report.get("annotators", ())):
        yield "Text files that people filled in for emocfg."
    elif not real:
        yield "None: nobody annotated anything by hand."


def _per_item(report: dict[str, Any], real: list[str]) -> str:
    if "release" in report:
        return "One reference answer per row; how many people stand behind it, the release does not say."
    if real:
        return "As many per clip as its owner collected; the votes are in meta/observations where the owner gives them."
    return "None by people: the renderer's own values."


def _biases(report: dict[str, Any], real: list[str]) -> Iterator[str]:
    if real:
        yield "Labels of emotion are annotators' judgements of acted or recorded behaviour, shaped by their culture."
        yield "Who is seen, and in which light and language, is what the owners of the corpora chose."
    if len(real) < len(report["sources"]):
        yield "Rendered people stand for no population: their looks are drawn by lot, their behaviour follows rules."
    most, task = max((rows, task) for task, rows in totals(report).items())
    total = totals(report).total()
    yield f"Tasks are as frequent as the annotation allows: {task} alone has {most:,} of {total:,} rows."
    for kind, what in (("identity", "identities"), ("source_video", "source videos")):
        shared = sum(overlap["kind"] == kind for overlap in report["overlaps"])
        if shared:
            yield f"{shared:,} {what} are in more than one split of their owner."


def _limitations(report: dict[str, Any], real: list[str], *, media: bool) -> Iterator[str]:
    if len(real) < len(report["sources"]):
        yield "Results on rendered faces test instruments; they say nothing about real people."
    if not media:
        yield "It was made without the videos: the rows hold the paths where they are expected."
    tiers = sum((Counter(counts) for counts in report.get("tiers", {}).values()), Counter())
    if tiers["full"] and "release" not in report:
        full = f"{tiers['full']:,} rows are of the tier full"
        yield f"{full}: their texts did not pass every check, had none to pass, or were not sampled."
    if report.get("conflicts"):
        places = sum(report["conflicts"].values())
        yield f"In {places:,} places the annotation of one clip contradicts itself; all of it is kept."
    if report["defects"]:
        known = len(report["defects"])
        yield f"{known:,} defects of the owners' data, or remarks on it, are known and kept (meta/report.json)."
    yield from report.get("notes", ())[:_MOST_NOTES]


def _uses(report: dict[str, Any]) -> Iterator[str]:
    splits = {place.split("/")[1] for place in places(report)}
    if "train" in splits:
        yield "Training: models that answer questions on faces in video, with the reasons for the answer."
    if "validation" in splits:
        yield "Validation: choosing between models on the owners' validation splits."
    if "test" in splits:
        yield "Testing: measuring such models, for instance by emocfg eval."
