"""The parts of a rationale in English, each with the evidence that it stands on.

Only what the tree knows is said; a movement counts as absent only where the units were annotated and it is not among
them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from emocfg.schema import ActionUnit, Emotion, Event, Evidence, Person, Span, display
from emocfg.schema.labels import AU_CODES
from emocfg.schema.lexicon import ACTION_VERBS, UNIT_NAMES

from .english import capital, during, feelings, in_turn, joined, seconds, unit_phrase
from .refer import look_phrase
from .sentences import CLOSINGS, SENTENCES, Times
from .wording import pose

_MOUTH_ACTIONS = frozenset(
    "blow chew cough drink eat kiss laugh make_a_face shout sigh sing sneeze smoke talk whisper yawn".split()
)
_SPEECH = frozenset((25, 26, 27))
"""Units that a mouth shows while it opens, to speak for one."""

_LIPS = frozenset((10, 16, 22))
"""Further units that part the lips."""

_ALIKE = (frozenset((1, 2)), frozenset((7, 43, 46)), frozenset((9, 10)), frozenset((23, 24)), _SPEECH)
"""Units that look alike: where one of them is there, it is not worth saying that another is not."""

_TOGETHER = 0.2
"""Seconds that movements may lie apart and still be told as one."""


@dataclass(slots=True)
class Telling:
    """A rationale in the making.

    Attributes:
        person: whom it is about.
        draws: chooses the words.
        called: what to call the person at first.
        after: what to call the person from then on.
        sentences: what is written.
        evidence: what it stands on.
    """

    person: Person
    draws: Random
    called: str
    after: str
    sentences: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def say(self, bank: Sequence[str], **words: str) -> None:
        """Add one sentence of a bank."""
        pattern, who = self.draws.choice(bank), self.after if self.sentences else self.called
        self.sentences.append(pattern.format(who=who, Who=capital(who), **words))

    def stand(self, node: str, text: str) -> None:
        """Add one piece of evidence, which the tree supports."""
        entry = Evidence(f"{self.person.key}.{node}", text, "supported")
        if entry not in self.evidence:
            self.evidence.append(entry)

    def stand_on_looks(self, slots: frozenset[str]) -> None:
        """Add what is known of some slots."""
        for slot, value in self.person.attributes.items():
            if slot in slots:
                self.stand(f"attr.{slot}", f"{display(slot)} is {display(value)}")

    def stand_on_actions(self, events: Sequence[Event]) -> None:
        """Add what is done."""
        for event in events:
            self.stand(f"attr.action.{event.name}", f"{display(event.name)}{during(event.span)}")

    def look(self, told: frozenset[str]) -> None:
        """What the person looks like; where some slots are ``told`` by the name, what else."""
        phrase, slots = look_phrase(self.person, self.draws, told)
        if phrase:
            self.say(SENTENCES["has" if told else "look"], look=phrase)
            self.stand_on_looks(slots)

    def act(self, events: Sequence[Event], *, timed: bool = False) -> None:
        """What the person does, with times where that is how the emotion shows; at times where the head points."""
        verbs = [ACTION_VERBS[event.name][0] + (during(event.span) if timed else "") for event in events]
        if verbs:
            self.say(SENTENCES["act"], does=joined(verbs))
            self.stand_on_actions(events)
        if self.person.head_pose and self.draws.random() < 0.5:
            self.say(SENTENCES["pose"], pose=pose(self.person.head_pose, self.draws))
            self.stand("attr.head_pose", display(self.person.head_pose))

    def face(self, times: Times) -> None:
        """The movements of the face with their times, or that nothing moves."""
        units = self.person.units or ()
        if not units:
            self.say(SENTENCES["still"])
            self.stand("expr", "no unit is active")
            return
        whole = _whole(self.person) if times == "whole" else None
        each: Times = "each" if times == "whole" and not whole else times
        self.say(SENTENCES["face"], moves=_moves(units, each, self.draws))
        if whole:
            self.say(SENTENCES["whole"], time=during(whole))
        for unit in units:
            self.stand(f"expr.AU{unit.code}{unit.side}", f"AU{unit.code} is active{during(unit.span)}")
        neutral = {felt.label for felt in self.person.emotions or ()} == {"neutral"}
        if neutral and {unit.code for unit in units} <= _SPEECH:
            self.say(SENTENCES["rest"])

    def absent(self) -> None:
        """What the face does not do, of what every coder looks for."""
        shown = {unit.code for unit in self.person.units or ()}
        near = shown | {code for group in _ALIKE if group & shown for code in group}
        missing = [code for code in AU_CODES if code not in near]
        if self.person.units is None or not missing:
            return
        if _lips_closed(self.person) and self.draws.random() < 0.3:
            self.say(SENTENCES["lips"])
            missing = sorted(_SPEECH & set(AU_CODES))
        elif self.draws.random() < 0.5 and len(missing) > 1:
            missing = sorted(self.draws.sample(missing, 2))
            self.say(SENTENCES["neither"], code=str(missing[0]), other=str(missing[1]))
        else:
            missing = [self.draws.choice(missing)]
            plain = UNIT_NAMES[missing[0]][0].removeprefix("a ")
            self.say(SENTENCES["absent"], absent=plain, code=str(missing[0]))
        for code in missing:
            self.stand(f"expr.AU{code}", f"AU{code} is absent")

    def close(self) -> None:
        """The conclusion, which names the label or the labels."""
        felt = self.person.emotions or ()
        if self.person.micro:
            self.say(CLOSINGS["micro"], label=self.person.micro)
            return
        turns = in_turn([e.span for e in felt])
        one = "neutral" if {e.label for e in felt} == {"neutral"} else "one"
        kind = "in_turn" if turns else "several" if len({e.label for e in felt}) > 1 else one
        told = felt if turns else tuple(dict.fromkeys(Emotion(e.label, e.intensity) for e in felt))
        self.say(CLOSINGS[kind], label=feelings(told, self.draws))


def _moves(units: Sequence[ActionUnit], times: Times, draws: Random) -> str:
    """Movements without times, each with its own, or in the order in which they begin."""
    if times == "whole":
        return joined([unit_phrase(unit, draws) for unit in units])
    starts = {unit.span.start for unit in units if unit.span}
    if times == "each" or len(starts) < 2 or any(unit.span is None for unit in units):
        return joined([unit_phrase(unit, draws) + during(unit.span) for unit in units])
    begins = {start: [unit for unit in units if unit.span and unit.span.start == start] for start in sorted(starts)}
    parts = [f"{joined([unit_phrase(u, draws) for u in same])} from {seconds(t)} s on" for t, same in begins.items()]
    return "first " + ", then ".join(parts)


def _whole(person: Person) -> Span | None:
    """The time of the expression, if all movements begin and end with it."""
    spans = {felt.span for felt in person.emotions or ()}
    span = spans.pop() if len(spans) == 1 else None
    near = span is not None and all(
        unit.span and max(abs(unit.span.start - span.start), abs(unit.span.end - span.end)) <= _TOGETHER
        for unit in person.units or ()
    )
    return span if near else None


def _lips_closed(person: Person) -> bool:
    """True if it is known that the mouth stays shut: no unit and no action opens it, and no mask hides it."""
    quiet = person.actions is not None and not {event.name for event in person.actions} & _MOUTH_ACTIONS
    opened = {unit.code for unit in person.units or ()} & (_SPEECH | _LIPS)
    return person.units is not None and not opened and quiet and person.attributes.get("mask") == "none"
