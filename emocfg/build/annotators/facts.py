"""What a writer is told of a clip, and what of it may be told before the label is."""

from dataclasses import dataclass, replace

from emocfg.schema import AffectiveTree, Person, label_space, to_text

from ..compose.cases import Case
from ..compose.english import lines_of
from ..compose.rationales import rationale_labels

_MOST_DESCRIPTIONS, _LONGEST = 5, 2000
_HEADINGS = {"<attr>": "attributes:", "<expr>": "expressions:", "<emo>": "emotions:"}


@dataclass(frozen=True, slots=True)
class Affect:
    """The label that a rationale of a clip concludes with.

    Attributes:
        labels: the canonical labels.
        options: the label space they are of.
    """

    labels: tuple[str, ...]
    options: tuple[str, ...]


def affect(case: Case) -> Affect | None:
    """What the annotation says the subject feels: the class of a micro-expression, or emotions; None if nothing."""
    person, spaces = case.person, case.merged.spaces
    labels = rationale_labels(person)
    if not labels:
        return None
    return Affect(labels, label_space("micro-3" if person.micro else spaces["emotion"]).labels)


def is_labelled(case: Case) -> bool:
    """True if the annotation says what the subject feels; other clips go through causal reasoning."""
    return affect(case) is not None or case.person.sentiment is not None


def evidence(tree: AffectiveTree) -> AffectiveTree:
    """The tree below the emotion: what may be told to somebody who must not know the label."""
    return replace(tree, persons=tuple(map(_below, tree.persons)), relation=None)


def facts(tree: AffectiveTree) -> str:
    """A tree as text for a prompt, without the dialogue, which stands by itself.

    Levels have headings in place of tags, which a fence would break up; a level of which nothing is known has none.
    """
    lines: list[str] = []
    for line in to_text(replace(tree, dialogue=())).splitlines():
        if line in _HEADINGS:
            lines.append(_HEADINGS[line])
        elif line.startswith("</"):
            lines = lines[:-1] if lines[-1] in _HEADINGS.values() else lines
        else:
            lines.append(line)
    return "\n".join(lines)


def dialogue(case: Case) -> str:
    """The last lines spoken up to and in the clip, "" if there are none."""
    return lines_of(case.clip.dialogue)


def descriptions(case: Case) -> tuple[str, ...]:
    """What the owner's annotators wrote of the clip. It may name the label, so it is not told before the label is."""
    texts = [o.native[:_LONGEST] for o in case.observations if o.aspect == "description" and not o.missing]
    return tuple(texts[:_MOST_DESCRIPTIONS])


def _below(person: Person) -> Person:
    return replace(person, emotions=None, sentiment=None, valence=None, micro=None)
