"""Compose the rows of the rationale config: the reason of an answer or of a caption, plain or referred.

A clip has the plain rationale of an answer, and one more of another kind: of a caption, or of either with the person
called by looks ("the woman with long brown hair") instead of by side. Dialogue whose speaker's face nobody annotated
gets a rationale from the words alone.
"""

from collections.abc import Iterator

from emocfg.schema import Person

from .cases import LOOKS, Case, Draft
from .english import lines_of
from .questions import QUESTIONS, RATIONALE_QUESTIONS, ask
from .reasons import Reasoned, caption_reasons, expressive, has_reasons, reasons, word_reasons
from .refer import Reference, refer

_CAPTION_SUFFIX = "caption"


def rationale(case: Case) -> Iterator[Draft]:
    """The rationales of a clip: at most two."""
    person = case.person
    if not has_reasons(person):
        if _speaks(case):
            yield _draft(case, _plain(case), "", None)
        return
    yield _draft(case, _plain(case), "", None)
    draws = case.draws("rationale", "kind")
    reference = refer(case.merged.tree, person, case.draws("rationale", "reference"))
    kinds = [_CAPTION_SUFFIX] if _describable(case) else []
    kinds += [f"referred_{reference.attribute}", f"referred_{_CAPTION_SUFFIX}"] if reference else []
    if kinds:
        kind = draws.choice(kinds)
        reference = reference if kind.startswith("referred") else None
        yield _draft(case, _other(case, kind, reference), kind, reference)


def rationale_text(case: Case) -> str | None:
    """What the template annotator writes as the plain rationale of a clip; None if it knows no reasons."""
    return _plain(case).text if has_reasons(case.person) or _speaks(case) else None


def rationale_labels(person: Person) -> tuple[str, ...]:
    """The labels that a rationale about a person concludes: the class of a micro-expression, or the emotions."""
    return (person.micro,) if person.micro else tuple(dict.fromkeys(felt.label for felt in person.emotions or ()))


def _plain(case: Case) -> Reasoned:
    draws = case.draws("rationale", "answer")
    if has_reasons(case.person):
        return reasons(case.person, draws)
    return word_reasons(case.merged.tree, case.person, case.who, draws)


def _other(case: Case, kind: str, reference: Reference | None) -> Reasoned:
    draws = case.draws("rationale", kind)
    if kind.endswith(_CAPTION_SUFFIX):
        return caption_reasons(case.merged.tree, case.person, draws, reference)
    return reasons(case.person, draws, reference)


def _draft(case: Case, reasoned: Reasoned, kind: str, reference: Reference | None) -> Draft:
    person = case.person
    bank = "micro" if person.micro else ""
    if kind.endswith(_CAPTION_SUFFIX):
        bank = "micro_caption" if person.micro else "caption"
    elif not has_reasons(person):
        bank = "words"
    phrasings = RATIONALE_QUESTIONS[bank] if bank else QUESTIONS["rationale"]
    question = ask(
        phrasings,
        case.draws("rationale", f"question {kind}".strip()),
        who=reference.text if reference else case.who,
        lines=lines_of(case.merged.tree.dialogue),
    )
    told = ("micro",) if person.micro else ("emotion", "intensity")
    return Draft(
        question,
        reasoned.text,
        labels=rationale_labels(person),
        aspects=(*told, "unit", "action", "head_pose", *LOOKS),
        suffix=kind,
        rationale=reasoned.text,
        evidence=reasoned.evidence,
    )


def _speaks(case: Case) -> bool:
    """True where words are all there is to go by: a dialogue, an emotion, and nothing known of the face."""
    person = case.person
    faceless = person.units is None and not expressive(person)
    return bool(case.merged.tree.dialogue and person.emotions) and faceless


def _describable(case: Case) -> bool:
    """True if a caption has something to say besides the face."""
    person = case.person
    return bool(person.attributes or person.actions or person.head_pose or "background" in case.merged.tree.scene)
