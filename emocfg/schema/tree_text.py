"""The canonical text form of an affective tree, and a tolerant reader of what models write.

The three levels come in the order of reasoning, each closed by its tag, so that a generator can stop at a level::

    <say>
    Chandler: "You must have had your hands full."
    </say>
    <attr>
    scene: background=office; lighting=warm; camera=steady
    p1: gender=female; hair_color=brown; head_pose=front; action=talk@0.50-1.80
    </attr>
    <expr>
    p1: AU6*0.80@0.40-1.60; AU14R; AU12
    </expr>
    <emo>
    p1: happiness*high@0.40-1.60; sentiment=positive; valence=3
    </emo>

``none`` stands for known to be absent; a part that is missing is unknown. A person is written ``p1(left)`` in a scene
with several. Values that are not plain words are JSON strings.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from emocfg.core import EmoCfgError

from .attributes import PERSON_SLOTS, SCENE_SLOTS
from .items import Item
from .labels import SPACES
from .scores import COMMON
from .tree import ActionUnit, AffectiveTree, Emotion, Event, Person, Span, Utterance

T = TypeVar("T")

_PLAIN = re.compile(r"[A-Za-z0-9_]+\Z")
_NUMBER = r"\d{1,9}(?:\.\d{1,9})?"
_VALENCE = re.compile(rf"-?{_NUMBER}\Z")
_AT = rf"(?:@(?P<start>{_NUMBER})-(?P<end>{_NUMBER}))?"
_EVENT = re.compile(rf"(?P<name>[a-z_]+){_AT}\Z")
_UNIT = re.compile(rf"AU(?P<code>\d{{1,2}})(?P<side>[LR]?)(?:\*(?P<intensity>{_NUMBER}))?{_AT}\Z")
_EMOTION = re.compile(rf"(?P<label>[a-z_]+)(?:\*(?P<intensity>[a-z]+))?{_AT}\Z")
_WHO = re.compile(r"(?P<key>p\d{1,2})(?:\((?P<position>[a-z]+)\))?\Z")
_BLOCK = re.compile(r"<(say|attr|expr|emo)>(.*?)(?:</\1>|(?=<(?:say|attr|expr|emo)>)|\Z)", re.DOTALL)
_PART = re.compile(r'(?:[^";]|"(?:[^"\\]|\\.)*"?)+')
_EMOTION_LABELS = {label for space in ("emotion-8", "emotion-11") for label in SPACES[space].labels}
_MAX_TEXT = 100_000
SCENE = "scene"
"""Who a line of the scene is about, where persons have their keys."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What a generator wrote level by level.

    Attributes:
        tree: what is well formed, of the levels that their tag closes.
        closed: the tags of these: ``attr``, ``expr``, ``emo``.
        contradicted: the values of an exclusive slot that a later, different one replaced in ``tree``; its person is
            :data:`SCENE` for the scene.
        problems: one sentence per part that was left out.
    """

    tree: AffectiveTree
    closed: frozenset[str]
    contradicted: tuple[Item, ...]
    problems: tuple[str, ...]


def to_text(tree: AffectiveTree) -> str:
    """The canonical text of ``tree``; equal trees have equal texts and :func:`parse_tree` gives the tree back."""
    blocks = []
    if tree.dialogue:
        blocks.append(("say", [f"{_word(line.speaker)}: {_quoted(line.text)}" for line in tree.dialogue]))
    scene = [f"{slot}={_word(tree.scene[slot])}" for slot in SCENE_SLOTS if slot in tree.scene]
    attr = [f"scene: {'; '.join(scene)}"] if scene else []
    attr += _lines(tree, _attribute_parts, name_everyone=True)
    blocks.append(("attr", attr))
    blocks.append(("expr", _lines(tree, lambda person: _listed(person.units, _unit_text))))
    emo = [f"scene: relation={tree.relation}"] if tree.relation is not None else []
    blocks.append(("emo", emo + _lines(tree, _emotion_parts)))
    return "\n".join(f"<{tag}>\n" + "".join(f"{line}\n" for line in lines) + f"</{tag}>" for tag, lines in blocks)


def parse_tree(text: str, *, where: str) -> AffectiveTree:
    """Parse canonical text.

    Raises:
        EmoCfgError: E305 if ``text`` is not exactly what :func:`to_text` writes.
    """
    tree, problems = read_tree(text, limit=len(text))
    if problems or to_text(tree) != text:
        reason = problems[0] if problems else "order or spelling differs from the canonical form"
        raise EmoCfgError("E305", reason, where=where, fix="write the tree with emocfg.schema.to_text")
    return tree


def read_tree(text: str, *, limit: int = _MAX_TEXT) -> tuple[AffectiveTree, list[str]]:
    """Read a tree from a model's text: keeps what is well formed, lists what is not, never raises.

    Args:
        text: what was written.
        limit: characters that are read; what follows is a problem.

    Returns:
        The tree, and one sentence per part that was left out.
    """
    reader, _ = _read(text, limit, closed_only=False)
    return reader.tree(), reader.problems


def read_levels(text: str, *, limit: int = _MAX_TEXT) -> Levels:
    r"""Read what a generator wrote level by level: a level counts once its tag closes it, a truncated one does not.

    Never raises; otherwise as :func:`read_tree`, and it says what was claimed twice.

    >>> levels = read_levels("<attr>\np1: hair_color=red; hair_color=gray\n</attr>\n<expr>\np1: AU12")
    >>> sorted(levels.closed), levels.contradicted
    (['attr'], (Item(person='p1', kind='hair_color', value='red'),))
    """
    reader, closed = _read(text, limit, closed_only=True)
    return Levels(reader.tree(), closed - {"say"}, tuple(reader.contradicted), tuple(reader.problems))


def _read(text: str, limit: int, *, closed_only: bool) -> tuple["_Reader", frozenset[str]]:
    """A reader that has seen the blocks of a text, and the tags that were closed."""
    reader, closed = _Reader(), set()
    if len(text) > limit:
        reader.problems.append(f"only the first {limit} characters were read")
    blocks = list(_BLOCK.finditer(text[:limit]))
    if not blocks:
        reader.problems.append("no <attr>, <expr> or <emo> block")
    for match in blocks:
        if match[0].endswith(f"</{match[1]}>"):
            closed.add(match[1])
        elif closed_only:
            reader.problems.append(f"<{match[1]}> is not closed")
            continue
        for line in filter(None, map(str.strip, match[2].split("\n"))):
            reader.line(match[1], line)
    return reader, frozenset(closed)


def _lines(
    tree: AffectiveTree, parts: Callable[[Person], list[str] | None], *, name_everyone: bool = False
) -> list[str]:
    lines = []
    for person in tree.persons:
        written = parts(person)
        if written or name_everyone:
            position = f"({person.position})" if name_everyone and person.position else ""
            lines.append(f"{person.key}{position}: {'; '.join(written or [])}".rstrip())
    return lines


def _listed(values: tuple[T, ...] | None, write: Callable[[T], str]) -> list[str] | None:
    return None if values is None else [write(value) for value in values] or ["none"]


def _attribute_parts(person: Person) -> list[str]:
    parts = [f"{slot}={_word(person.attributes[slot])}" for slot in PERSON_SLOTS if slot in person.attributes]
    if person.looks is not None:
        parts.append(f"looks={'+'.join(person.looks) or 'none'}")
    if person.head_pose is not None:
        parts.append(f"head_pose={person.head_pose}")
    return parts + [f"action={text}" for text in _listed(person.actions, lambda e: e.name + _at(e.span)) or []]


def _unit_text(unit: ActionUnit) -> str:
    strength = "" if unit.intensity is None else f"*{unit.intensity:.2f}"
    return f"AU{unit.code}{unit.side}{strength}{_at(unit.span)}"


def _emotion_parts(person: Person) -> list[str]:
    parts = _listed(person.emotions, lambda e: e.label + (f"*{e.intensity}" if e.intensity else "") + _at(e.span)) or []
    if person.sentiment is not None:
        parts.append(f"sentiment={person.sentiment}")
    if person.valence is not None:
        parts.append(f"valence={repr(person.valence).removesuffix('.0')}")
    if person.micro is not None:
        parts.append(f"micro={person.micro}")
    return parts


def _at(span: Span | None) -> str:
    return "" if span is None else f"@{span.start:.2f}-{span.end:.2f}"


def _word(value: str) -> str:
    return value if _PLAIN.match(value) else _quoted(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _unquoted(text: str) -> str:
    """The value a word stands for; ValueError if it is a broken string."""
    if not text.startswith('"'):
        return text
    value = json.loads(text)
    if not isinstance(value, str):
        raise ValueError(f"not a string: {text[:80]}")
    return value


def _span(match: re.Match[str]) -> Span | None:
    return None if match["start"] is None else Span(float(match["start"]), float(match["end"]))


@dataclass
class _Reader:
    """Collects the lines of a text into persons and a scene."""

    scene: dict[str, str] = field(default_factory=dict)
    relation: str | None = None
    persons: dict[str, Person] = field(default_factory=dict)
    dialogue: list[Utterance] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    contradicted: list[Item] = field(default_factory=list)

    def tree(self) -> AffectiveTree:
        return AffectiveTree(self.scene, tuple(self.persons.values()), tuple(self.dialogue), self.relation)

    def line(self, block: str, line: str) -> None:
        """Take in one line of a block; what does not fit becomes a problem."""
        try:
            if block == "say":
                self._say(line)
                return
            who, _, rest = line.partition(":")
            parts = [part.strip() for part in _PART.findall(rest) if part.strip()]
            if who.strip() == SCENE:
                self._scene(parts)
                return
            match = _WHO.match(who.strip())
            if match is None:
                raise ValueError(f"not a person: {who[:80]}")
            person = self.persons.get(match["key"]) or Person(match["key"], match["position"] or "")
            read = {"attr": self._attributes, "expr": self._units, "emo": self._emotions}[block]
            self.persons[person.key] = read(person, parts)
        except (ValueError, KeyError) as problem:
            self.problems.append(f"<{block}> {problem}"[:200])

    def _say(self, line: str) -> None:
        match = re.match(r'("(?:[^"\\]|\\.)*"|[^:"]+):\s*(".*")\Z', line)
        if match is None:
            raise ValueError(f"not a line of dialogue: {line[:80]}")
        self.dialogue.append(Utterance(_unquoted(match[1]), _unquoted(match[2])))

    def _scene(self, parts: list[str]) -> None:
        for slot, value in self._pairs(parts):
            if slot == "relation":
                self.relation = self._labelled(SCENE, slot, self.relation, value, "relation-5")
            elif slot not in SCENE_SLOTS:
                self.problems.append(f"unknown scene slot {slot[:80]}")
            else:
                self.scene[slot] = self._put(SCENE, slot, self.scene.get(slot), _unquoted(value))

    def _pairs(self, parts: list[str]) -> list[tuple[str, str]]:
        pairs = []
        for part in parts:
            key, equals, value = part.partition("=")
            if not equals:
                self.problems.append(f"not key=value: {part[:80]}")
            else:
                pairs.append((key.strip(), value.strip()))
        return pairs

    def _attributes(self, person: Person, parts: list[str]) -> Person:
        attributes, pose, actions = dict(person.attributes), person.head_pose, person.actions
        looks = person.looks
        for key, value in self._pairs(parts):
            if key == "looks":
                looks = self._put(person.key, key, looks, self._looks(value))
            elif key == "head_pose" and value in SPACES["pose-7"].labels:
                pose = self._put(person.key, key, pose, value)
            elif key == "action":
                actions = (*(actions or ()), *self._events([value]))
            elif key in PERSON_SLOTS and value in PERSON_SLOTS[key].values:
                attributes[key] = self._put(person.key, key, attributes.get(key), value)
            else:
                self.problems.append(f"unknown attribute {key[:40]}={value[:40]}")
        return replace(person, attributes=attributes, looks=looks, head_pose=pose, actions=actions)

    def _looks(self, value: str) -> tuple[str, ...]:
        """The labels of ``male+young``; ``none`` says that none holds."""
        labels = [] if value == "none" else [label.strip() for label in value.split("+")]
        return tuple(label for label in labels if self._knows(label, "appearance-40"))

    def _events(self, parts: list[str]) -> tuple[Event, ...]:
        events = []
        for match in self._matches(_EVENT, parts):
            if match["name"] in SPACES["action-35"].labels:
                events.append(Event(match["name"], _span(match)))
            else:
                self.problems.append(f"unknown action {match['name'][:80]}")
        return tuple(events)

    def _units(self, person: Person, parts: list[str]) -> Person:
        units = tuple(
            ActionUnit(int(m["code"]), m["side"], float(m["intensity"]) if m["intensity"] else None, _span(m))
            for m in self._matches(_UNIT, parts)
        )
        return replace(person, units=(*(person.units or ()), *units))

    def _emotions(self, person: Person, parts: list[str]) -> Person:
        plain = [part for part in parts if "=" not in part]
        emotions, sentiment, valence, micro = person.emotions, person.sentiment, person.valence, person.micro
        if plain:
            emotions = (*(emotions or ()), *self._emotion_list(plain))
        for key, value in self._pairs([part for part in parts if "=" in part]):
            if key == "sentiment":
                sentiment = self._labelled(person.key, key, sentiment, value, "sentiment-3")
            elif key == "micro":
                micro = self._labelled(person.key, key, micro, value, "micro-3")
            elif key == "valence":
                valence = self._valence(person.key, valence, value)
            else:
                self.problems.append(f"unknown emotion part {key[:80]}")
        return replace(person, emotions=emotions, sentiment=sentiment, valence=valence, micro=micro)

    def _put(self, who: str, slot: str, old: T | None, new: T) -> T:
        """The new value of an exclusive slot; a different one contradicts the old."""
        if old is not None and new != old:
            self.contradicted.append(Item(who, slot, "+".join(old) if isinstance(old, tuple) else str(old)))
        return new

    def _labelled(self, who: str, slot: str, old: str | None, new: str, space: str) -> str | None:
        return self._put(who, slot, old, new) if self._knows(new, space) else old

    def _knows(self, label: str, space: str) -> bool:
        if label in SPACES[space].labels:
            return True
        self.problems.append(f"{label[:80]!r} is not a {space} label")
        return False

    def _valence(self, who: str, old: float | None, text: str) -> float | None:
        """A number on the scale of ``Person.valence``; anything else is a problem."""
        if _VALENCE.match(text) and abs(float(text)) <= COMMON:
            return self._put(who, "valence", old, float(text))
        self.problems.append(f"not a valence: {text[:80]}")
        return old

    def _emotion_list(self, parts: list[str]) -> tuple[Emotion, ...]:
        emotions = []
        for m in self._matches(_EMOTION, parts):
            known_intensity = m["intensity"] is None or m["intensity"] in SPACES["intensity-3"].labels
            if m["label"] in _EMOTION_LABELS and known_intensity:
                emotions.append(Emotion(m["label"], m["intensity"], _span(m)))
            else:
                self.problems.append(f"unknown emotion {m.group()[:80]}")
        return tuple(emotions)

    def _matches(self, pattern: re.Pattern[str], parts: list[str]) -> list[re.Match[str]]:
        """The parts that have the right form; ``none`` says that there are none, anything else is a problem."""
        matches = []
        for part in parts:
            match = pattern.match(part)
            if part == "none" and len(parts) == 1:
                continue
            if match is None:
                self.problems.append(f"cannot read {part[:80]!r}")
            else:
                matches.append(match)
        return matches
