"""Compose the tasks with a closed answer: one label, or any subset, of options shown in seeded order."""

from collections.abc import Iterable, Iterator

from emocfg.schema import Person, appearance_labels, display, label_space, sentiment_level

from .cases import LOOKS, Case, Draft
from .english import capital, lines_of, quoted
from .questions import QUESTIONS, ask


def appearance(case: Case) -> Iterator[Draft]:
    """Which of the CelebV-HQ appearance labels hold; options are the labels that the tree decides."""
    known = appearance_labels(case.merged.tree, case.person)
    held = [label for label, holds in known.items() if holds]
    yield from _choose_some(case, "appearance", known, held, aspects=LOOKS)


def action(case: Case) -> Iterator[Draft]:
    """Which of the 35 actions happen."""
    if case.person.actions is not None:
        done = {event.name for event in case.person.actions}
        yield from _choose_some(case, "action", label_space("action-35").labels, done, aspects=("action", "unit"))


def action_units(case: Case) -> Iterator[Draft]:
    """Which of the 12 action units occur."""
    if case.person.units is not None:
        shown = {f"AU{unit.code}" for unit in case.person.units}
        yield from _choose_some(case, "action_units", label_space("au-12").labels, shown, aspects=("unit",))


def emotion_multi(case: Case) -> Iterator[Draft]:
    """Every emotion that shows."""
    if case.person.emotions:
        felt = {emotion.label for emotion in case.person.emotions}
        options = label_space(case.merged.spaces["emotion"]).labels
        yield from _choose_some(case, "emotion_multi", options, felt, aspects=("emotion",))


def identity(case: Case) -> Iterator[Draft]:
    """Whether two clips show the same person."""
    if case.partner is not None:
        same = case.partner.identity == case.clip.subjects[0].identity
        yield from _choose_one(case, "identity", "identity-2", "same" if same else "different", ())


def head_pose(case: Case) -> Iterator[Draft]:
    """One of seven poses."""
    yield from _choose_one(case, "head_pose", "pose-7", case.person.head_pose, ("head_pose",))


def emotion_single(case: Case) -> Iterator[Draft]:
    """The one emotion of a plain expression."""
    yield from _choose_one(case, "emotion_single", case.merged.spaces.get("emotion"), _felt(case.person), ("emotion",))


def emotion_fine(case: Case) -> Iterator[Draft]:
    """Emotion and intensity together."""
    label = _felt(case.person)
    if label is not None and label != "neutral":
        intensity = case.person.emotions[0].intensity if case.person.emotions else None
        label = f"{label}_{intensity}" if intensity else None
    space = "fine-13" if case.merged.spaces.get("intensity") == "intensity-2" else "fine-22"
    yield from _choose_one(case, "emotion_fine", space, label, ("emotion", "intensity"))


def sentiment(case: Case) -> Iterator[Draft]:
    """Negative, neutral or positive."""
    yield from _choose_one(case, "sentiment", "sentiment-3", case.person.sentiment, ("sentiment", "text"))


def sentiment_fine(case: Case) -> Iterator[Draft]:
    """Five or seven degrees, where the source has a value."""
    valence, space = case.person.valence, case.merged.spaces.get("sentiment_fine", "sentiment-7")
    label = None if valence is None else sentiment_level(valence, space)
    yield from _choose_one(case, "sentiment_fine", space, label, ("sentiment", "text"))


def micro_expression(case: Case) -> Iterator[Draft]:
    """The class of a micro-expression."""
    yield from _choose_one(case, "micro_expression", "micro-3", case.person.micro, ("micro",))


def conversation(case: Case) -> Iterator[Draft]:
    """The speaker's emotion in the last line of a dialogue, or how the people of a scene relate."""
    if case.merged.tree.relation is not None:
        question = ask(QUESTIONS["relation"], case.draws("conversation", "question"))
        yield from _choose_one(
            case, "conversation", "relation-5", case.merged.tree.relation, ("relation",), question=question
        )
        return
    label = _felt(case.person) if case.clip.dialogue else None
    yield from _choose_one(case, "conversation", case.merged.spaces.get("emotion"), label, ("emotion",))


def _felt(person: Person) -> str | None:
    return person.emotions[0].label if person.emotions and len(person.emotions) == 1 else None


def _question(case: Case, task: str) -> str:
    """A phrasing of the task's question; what is said is shown where the sentiment of a line is asked for."""
    lines = lines_of(case.merged.tree.dialogue)
    text = ask(QUESTIONS[task], case.draws(task, "question"), who=case.who, lines=lines)
    if task not in ("sentiment", "sentiment_fine"):
        return text
    spoken = _spoken(case)
    shown = lines or (f"{capital(case.who)} says: {quoted(spoken)}" if spoken else "")
    return f"{shown}\n{text}" if shown else text


def _spoken(case: Case) -> str:
    """What the person says, by the owner's transcript; "" where there is none."""
    said = (o for o in case.observations if o.aspect == "text" and o.subject == case.person.key and not o.missing)
    return next((o.native for o in said if o.native.strip()), "")


def _choose_one(
    case: Case, task: str, space: str | None, label: str | None, aspects: tuple[str, ...], question: str = ""
) -> Iterator[Draft]:
    if label is None or space is None:
        return
    options = list(label_space(space).labels)
    case.draws(task, "options").shuffle(options)
    label_space(space).check(label, where=case.clip.clip_id)
    yield Draft(question or _question(case, task), display(label), tuple(options), (label,), aspects)


def _choose_some(
    case: Case, task: str, options: Iterable[str], chosen: Iterable[str], *, aspects: tuple[str, ...]
) -> Iterator[Draft]:
    shown, wanted = list(options), set(chosen)
    labels = tuple(label for label in shown if label in wanted)
    case.draws(task, "options").shuffle(shown)
    if shown:
        answer = ", ".join(map(display, labels)) or "none"
        yield Draft(_question(case, task), answer, tuple(shown), labels, aspects)
