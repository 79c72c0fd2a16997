"""What a policy could try instead of looking, and what each reward pays for it.

    python -m tests.videmo_ref.rewards.hacks

Sixty two-person references of the mini corpus; weights and prior come from other identities. A reward is good if the
rows come in the order of how right they are, and if guessing and listing do not pay.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from statistics import mean

from emocfg.core import rng
from emocfg.media.face import BACKGROUNDS, CAMERAS, LIGHTINGS
from emocfg.schema import PERSON_SLOTS, SPACES, AffectiveTree, Person, to_text
from emocfg.schema.lexicon import UNIT_NAMES
from tests.build.composing import case_of, clips_of
from videmo_ref.rewards import AlignedReward, PaperReward, TreeReward, idf_weights, prior_tree

IDENTITIES, REFERENCES = 48, 60
_SCENE = {"background": BACKGROUNDS, "lighting": LIGHTINGS, "camera": CAMERAS}
_EMOTIONS = SPACES["emotion-8"].labels
Hack = Callable[[AffectiveTree, Random], str]


@cache
def corpus() -> tuple[tuple[AffectiveTree, ...], tuple[AffectiveTree, ...]]:
    """Training references, of the first half of the identities, and sixty two-person references of the others."""
    train: list[AffectiveTree] = []
    test: list[AffectiveTree] = []
    for annotated in clips_of("mini", identities=IDENTITIES):
        name = annotated.clip.subjects[0].identity.removeprefix("mini/i")
        if "broken" not in annotated.clip.clip_id and name.isdecimal():
            (train if int(name) < IDENTITIES // 2 else test).append(case_of(annotated).merged.tree)
    return tuple(train), tuple(tree for tree in test if len(tree.persons) == 2)[:REFERENCES]


def wrong(tree: AffectiveTree, rate: float, draws: Random) -> AffectiveTree:
    """The tree with this share of its values replaced by others of the same kind."""

    def value(true: str, others: tuple[str, ...]) -> str:
        return draws.choice([other for other in others if other != true]) if draws.random() < rate else true

    def person(whole: Person) -> Person:
        units = tuple(map(str, UNIT_NAMES))
        return replace(
            whole,
            attributes={slot: value(true, PERSON_SLOTS[slot].values) for slot, true in whole.attributes.items()},
            head_pose=value(whole.head_pose or "", SPACES["pose-7"].labels),
            actions=tuple(replace(a, name=value(a.name, SPACES["action-35"].labels)) for a in whole.actions or ()),
            units=tuple(replace(u, code=int(value(str(u.code), units))) for u in whole.units or ()),
            emotions=tuple(replace(e, label=value(e.label, _EMOTIONS)) for e in whole.emotions or ()),
        )

    scene = {slot: value(true, _SCENE[slot]) for slot, true in tree.scene.items()}
    return replace(tree, scene=scene, persons=tuple(map(person, tree.persons)))


def one_per_level(tree: AffectiveTree, draws: Random) -> AffectiveTree:
    """One right claim per level of a person, and one of the scene."""

    def person(whole: Person) -> Person:
        slot = draws.choice(list(whole.attributes))
        first = replace(whole, attributes={slot: whole.attributes[slot]}, head_pose=None, actions=None)
        return replace(first, units=(whole.units or ())[:1] or None, emotions=(whole.emotions or ())[:1] or None)

    slot = draws.choice(list(tree.scene))
    return replace(tree, scene={slot: tree.scene[slot]}, persons=tuple(map(person, tree.persons)))


def everything(tree: AffectiveTree) -> str:
    """Every value of every slot, every action, unit and emotion, of each person."""
    slots = [f"{slot}={value}" for slot, entry in PERSON_SLOTS.items() for value in entry.values]
    slots += [f"head_pose={pose}" for pose in SPACES["pose-7"].labels]
    slots += [f"action={action}" for action in SPACES["action-35"].labels]
    scene = "; ".join(f"{slot}={value}" for slot, values in _SCENE.items() for value in values)
    units = "; ".join(f"AU{code}" for code in UNIT_NAMES)
    parts = {"attr": "; ".join(slots), "expr": units, "emo": "; ".join(_EMOTIONS)}
    keys = [person.key for person in tree.persons]
    lines = {tag: [f"{key}: {part}" for key in keys] for tag, part in parts.items()}
    lines["attr"].insert(0, f"scene: {scene}")
    return "\n".join("\n".join((f"<{tag}>", *lines[tag], f"</{tag}>")) for tag in lines)


def per_line(text: str, change: Callable[[list[str]], list[str]]) -> str:
    """The text with the parts of every line changed: their order, or how often they are said."""
    lines = []
    for line in text.split("\n"):
        who, colon, parts = line.partition(": ")
        lines.append(f"{who}: {'; '.join(change(parts.split('; ')))}" if colon else line)
    return "\n".join(lines)


def exchanged(text: str) -> str:
    """Each person under the key, and in the place, of the other."""
    return text.replace("p1", "p#").replace("p2", "p1").replace("p#", "p2")


def mixed_up(text: str) -> str:
    """The expressions and emotions of each person said of the other."""
    attributes, tag, rest = text.partition("</attr>")
    return attributes + tag + exchanged(rest)


def guess(tree: AffectiveTree) -> str:
    """The prior, as often as there are persons."""
    prior = prior_tree(corpus()[0])
    return to_text(replace(prior, persons=tuple(replace(prior.persons[0], key=p.key) for p in tree.persons)))


def skeleton(tree: AffectiveTree) -> str:
    """The persons, and nothing of them."""
    return to_text(AffectiveTree(persons=tuple(Person(person.key, person.position) for person in tree.persons)))


HACKS: dict[str, Hack] = {
    "perfect": lambda tree, draws: to_text(tree),
    "perfect, parts in another order": lambda tree, draws: per_line(
        to_text(tree), lambda parts: draws.sample(parts, len(parts))
    ),
    "perfect, persons exchanged": lambda tree, draws: exchanged(to_text(tree)),
    "80 % right": lambda tree, draws: to_text(wrong(tree, 0.2, draws)),
    "60 % right": lambda tree, draws: to_text(wrong(tree, 0.4, draws)),
    "60 % right, all said twice": lambda tree, draws: per_line(
        to_text(wrong(tree, 0.4, draws)), lambda parts: [part for part in parts for _ in range(2)]
    ),
    "expressions and emotions of the other": lambda tree, draws: mixed_up(to_text(tree)),
    "one right claim per level": lambda tree, draws: to_text(one_per_level(tree, draws)),
    "the prior": lambda tree, draws: guess(tree),
    "everything there is": lambda tree, draws: everything(tree),
    "persons without claims": lambda tree, draws: skeleton(tree),
    "three empty levels": lambda tree, draws: to_text(AffectiveTree()),
    "nothing": lambda tree, draws: "",
}
"""Name of each row to what is written; rows with an equal rate of errors make the same errors."""


@cache
def rewards() -> dict[str, TreeReward]:
    """The columns."""
    train, _ = corpus()
    weights = idf_weights(train)
    return {
        "paper, 0.1": PaperReward(0.1),
        "paper, 1/|T|": PaperReward(),
        "aligned": AlignedReward(weights),
        "aligned, skill": AlignedReward(weights, prior_tree(train)),
    }


@cache
def table(references: int = REFERENCES) -> dict[str, dict[str, float]]:
    """Row to column to mean reward."""
    trees = corpus()[1][:references]
    texts = {name: [hack(tree, rng("hacks", i)) for i, tree in enumerate(trees)] for name, hack in HACKS.items()}
    return {
        name: {
            column: mean(reward.total(text, tree) for text, tree in zip(said, trees, strict=True))
            for column, reward in rewards().items()
        }
        for name, said in texts.items()
    }


def main() -> None:
    """Measure and print."""
    rows = table()
    print("| said | " + " | ".join(rewards()) + " |\n" + "|---" * (1 + len(rewards())) + "|")  # noqa: T201
    for name, scores in rows.items():
        print(f"| {name} | " + " | ".join(f"{score:.3f}" for score in scores.values()) + " |")  # noqa: T201


if __name__ == "__main__":
    main()
