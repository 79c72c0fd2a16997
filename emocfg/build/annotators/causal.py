"""Clips without labels: causal affective reasoning, from attributes over expressions to emotions.

Each step is given what the last one found, and answers in the text form of the affective tree. What the owner did
annotate holds against the model. The three levels are then joined into one fine-grained caption, and the caption is
taken apart into aspect questions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from emocfg import __version__
from emocfg.check.models import Stills
from emocfg.schema import (
    PERSON_SLOTS,
    SCENE_SLOTS,
    SPACES,
    AffectiveTree,
    Person,
    read_tree,
    to_text,
)
from emocfg.schema.lexicon import UNIT_NAMES

from ..compose.cases import Case, Draft
from ..compose.questions import QUESTIONS, ask
from .drafts import written
from .facts import Affect, descriptions, dialogue, facts
from .protocol import Writing
from .scribe import LONGEST, PROMPTS, Got, Scribe, unfit
from .truth import untrue

SPACE = "emotion-8"
"""The emotions that may be inferred."""

ASPECTS = ("people", "scene", "appearance", "action", "expression", "emotion")
"""What aspect questions may be about."""

CAPTION, QA = "video_caption", "qa"
_STEPS = ("attributes", "expressions", "emotions")
_PROMPTS = (*_STEPS, "join", "again")


@dataclass(frozen=True, slots=True)
class Inferred:
    """What the model makes of a clip.

    Attributes:
        writings: the caption and the aspect questions, or one writing with the problem.
        tree: the tree behind them; None where there was a problem.
        felt: what the subject is said to feel; None where there was a problem.
    """

    writings: tuple[Writing, ...]
    tree: AffectiveTree | None = None
    felt: Affect | None = None


def infer(scribe: Scribe, case: Case, stills: Stills) -> Inferred:
    """The whole chain for one clip: three levels, a caption, aspect questions."""
    question = ask(QUESTIONS[CAPTION], case.draws(CAPTION, "question"), who=case.who)
    plain = _plain(scribe, case, CAPTION, Draft(question, ""), _PROMPTS)
    if not stills.images:
        return Inferred((replace(plain, problem="there are no frames to look at"),))
    tree, got = _three_levels(scribe, case, stills)
    if got.problem:
        return Inferred((replace(plain, problem=got.problem, calls=got.calls),))
    joined = scribe.fill(
        "join",
        lambda value: unfit(value["caption"], least=40) or untrue(value["caption"], tree),
        {"caption": {"type": "string"}},
        quoted={"tree": facts(tree), "dialogue": dialogue(case)},
        stills=stills,
    )
    calls = (*got.calls, *joined.calls)
    if joined.problem:
        return Inferred((replace(plain, problem=joined.problem, calls=calls),))
    caption = replace(plain, answer=joined.value["caption"].strip(), calls=calls, tree=to_text(tree))
    emotions = tree.person(case.person.key).emotions or ()
    felt = Affect(tuple(dict.fromkeys(e.label for e in emotions)), SPACES[SPACE].labels)
    return Inferred((caption, *_questions(scribe, case, caption, tree)), tree, felt)


def combined(owner: AffectiveTree, model: AffectiveTree) -> AffectiveTree:
    """What the model found of the clip's people, where the owner does not know better."""
    found = {person.key: person for person in model.persons}
    people = tuple(_combined(person, found.get(person.key, Person(person.key))) for person in owner.persons)
    return AffectiveTree({**model.scene, **owner.scene}, people, owner.dialogue, owner.relation)


def _combined(owner: Person, model: Person) -> Person:
    def first(name: str) -> Any:  # noqa: ANN401 - any field of a person
        known = getattr(owner, name)
        return getattr(model, name) if known is None else known

    return replace(
        owner,
        attributes={**model.attributes, **owner.attributes},
        **{name: first(name) for name in ("head_pose", "actions", "units", "emotions", "sentiment")},
    )


def _three_levels(scribe: Scribe, case: Case, stills: Stills) -> tuple[AffectiveTree, Got]:
    """Attributes; expressions given these; emotions given both. The calls of all steps, and the first problem."""
    tree = case.merged.tree
    calls: list[str] = []
    for step in _STEPS:
        got = scribe.tell(
            step,
            partial(_fault, step=step, subject=case.person.key),
            quoted={"known": facts(tree), "dialogue": dialogue(case), "descriptions": descriptions(case)},
            stills=stills,
            people=", ".join(p.key + (f" ({p.position})" if p.position else "") for p in tree.persons),
            subject=case.person.key,
            **_vocabulary(),
        )
        calls += got.calls
        if got.problem:
            return tree, replace(got, problem=f"{step}: {got.problem}", calls=tuple(calls))
        tree = combined(tree, _level(got.value["text"], step))
    return tree, Got({}, "", tuple(calls))


def _level(text: str, step: str) -> AffectiveTree:
    """What a step may add to the tree; the other levels in an answer are not taken."""
    tree, _ = read_tree(text, limit=4 * LONGEST)
    if step == "attributes":
        people = tuple(
            Person(p.key, attributes=p.attributes, head_pose=p.head_pose, actions=p.actions) for p in tree.persons
        )
        return AffectiveTree(tree.scene, people)
    if step == "expressions":
        return AffectiveTree(persons=tuple(Person(p.key, units=p.units) for p in tree.persons))
    return AffectiveTree(persons=tuple(Person(p.key, emotions=p.emotions, sentiment=p.sentiment) for p in tree.persons))


def _fault(text: str, step: str, subject: str) -> str:
    """What is wrong with the answer to a step, "" if nothing."""
    tree, problems = read_tree(text, limit=4 * LONGEST)
    if problems:
        return problems[0]
    person = next((person for person in tree.persons if person.key == subject), None)
    if person is None:
        return f"it says nothing of {subject}"
    found = {"attributes": person.attributes, "expressions": person.units, "emotions": person.emotions}[step]
    if found is None or (step != "expressions" and not found):
        return f"it has no {step} of {subject}"
    strange = [felt.label for felt in person.emotions or () if felt.label not in SPACES[SPACE].labels]
    spans = [event.span for event in person.actions or ()]
    spans += [unit.span for unit in person.units or ()] + [felt.span for felt in person.emotions or ()]
    if any(span and span.end <= span.start for span in spans):
        return "a time ends before it begins"
    return f"{strange[0]} is not one of the emotions" if strange else ""


def _vocabulary() -> dict[str, object]:
    """The words of the tree, for the prompts: one place has them, the schema."""
    return {
        "slots": {name: slot.values for name, slot in PERSON_SLOTS.items()},
        "scene_slots": SCENE_SLOTS,
        "poses": SPACES["pose-7"].labels,
        "actions": SPACES["action-35"].labels,
        "units": {f"AU{code}": names[0] for code, names in UNIT_NAMES.items()},
        "emotions": SPACES[SPACE].labels,
        "intensities": SPACES["intensity-3"].labels,
    }


def _questions(scribe: Scribe, case: Case, caption: Writing, tree: AffectiveTree) -> Iterator[Writing]:
    """Aspect questions from the caption; one writing with the problem where they cannot be used."""
    row = {"aspect": {"enum": list(ASPECTS)}, "question": {"type": "string"}, "answer": {"type": "string"}}
    rows = {"type": "object", "properties": row, "required": sorted(row), "additionalProperties": False}
    got = scribe.fill(
        "aspects",
        lambda value: next(filter(None, _faults(value["rows"], tree)), ""),
        {"rows": {"type": "array", "items": rows, "minItems": 2, "maxItems": len(ASPECTS)}},
        quoted={"caption": caption.answer},
        aspects=", ".join(ASPECTS),
    )
    for entry in got.value.get("rows", ()):
        draft = Draft(entry["question"].strip(), entry["answer"].strip(), suffix=entry["aspect"])
        yield replace(_plain(scribe, case, QA, draft, ("aspects", "again")), calls=got.calls, tree=caption.tree)
    if got.problem:
        empty = Draft("", "", suffix="aspects")
        yield replace(_plain(scribe, case, QA, empty, ("aspects", "again")), calls=got.calls, problem=got.problem)


def _faults(rows: list[dict[str, str]], tree: AffectiveTree) -> Iterator[str]:
    if len({row["aspect"] for row in rows}) < len(rows):
        yield "two questions on one aspect"
    for row in rows:
        yield unfit(row["question"], least=8) or unfit(row["answer"])
        yield untrue(row["answer"], tree)
        if row["answer"].strip(" .").casefold() in row["question"].casefold():
            yield f"the question on {row['aspect']} holds its answer"


def _plain(scribe: Scribe, case: Case, task: str, draft: Draft, prompts: tuple[str, ...]) -> Writing:
    sha = PROMPTS.sha256(*prompts)
    return written(case, task, draft, generator=scribe.client.name, version=__version__, prompt_sha256=sha)
