"""Sentence plans of the third half of the instrument, ``more``, and how claims become their fields."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .claims import Claim
from .more_face_words import (
    ABSENT,
    AHEAD,
    DOUBTS,
    FACE,
    HEDGES,
    MUSCLES,
    NOTES,
    OFFSETS,
    ONSETS,
    ORDERS,
    SPANS,
    STILL,
)
from .more_words import ACTIONS, COMPANY, COUNTS, FELT, FLASHES, LACKS, LOOKS, NOUNS, SCENES, STRENGTH, WHERE

T = TypeVar("T")

FIRST = 1000
"""The number of the first plan of this half."""


def choose(options: Sequence[T], claim: Claim, turn: int = 0) -> T:
    """The wording that a claim's style stands for; ``turn`` numbers the choices of one claim."""
    turned: int = claim.style // 7**turn
    return options[turned % len(options)]


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to put a rationale.

    Attributes:
        body: sentences or lines; one with a field that is empty is left out. "@" stands for a running number.
        verdict: the conclusion.
        spare: the conclusion where a field of ``verdict`` is empty.
        line: what stands between sentences.
        heading: a line in front that holds the conclusion instead.
    """

    body: tuple[str, ...]
    verdict: str
    spare: str = "This is {noun}."
    line: str = " "
    heading: str = ""

    @property
    def speaks_of_mood(self) -> bool:
        """True if it says what somebody is, which cannot be said of a micro-expression."""
        return any("{adj}" in piece for piece in (self.heading, *self.body, self.verdict))


_REST = ("{order}.", "{other}.", "{persons}.")
_ROWS = ("Sequence: {order}", "Second person: {other}", "Company: {persons}")

PLANS: tuple[Plan, ...] = (
    Plan(
        ("In this recording a viewer meets {who}.", "{scenes}.", "{acts}.", "{faces}.", *_REST),
        "Such a face belongs to somebody {adj}.",
    ),
    Plan(
        (
            "Attributes - {looks_list}",
            "Person - {bare}",
            "Scene - {scene_list}",
            "Actions - {act_list}",
            "Expression - {states}",
            "Order - {order}",
            "Others - {other}",
            "Count - {persons}",
        ),
        "Emotion - {noun}",
        line="\n",
    ),
    Plan(
        ("{who_listed}.", "{scenes}.", "{act_clause}.", *_REST),
        "Given that {clauses}, I take {name} to be {adj}.",
        "I take {name} to be {adj}.",
    ),
    Plan(
        (
            "@. The one on screen is {who}.",
            "@. {scenes}.",
            "@. {act_clause}.",
            "@. {clauses}.",
            "@. {order}.",
            "@. {other}.",
            "@. {persons}.",
        ),
        "@. It follows that {he} is {adj}.",
        line="\n",
    ),
    Plan(
        (
            "Q: Who is it? A: {who_listed}.",
            "Q: Where is it, and how is it filmed? A: {scene_list}.",
            "Q: What is going on? A: {act_clause}.",
            "Q: What can be read from the face? A: {clauses}.",
            "Q: In which order? A: {order}.",
            "Q: Is there someone else? A: {other}.",
            "Q: How many people? A: {persons}.",
        ),
        "Q: Which emotion is it, then? A: {noun}.",
        line="\n",
    ),
    Plan(
        ("{who} was recorded.", "{scenes}.", "{acts}.", *_REST, "Evidence: {nominals}."),
        "",
        heading="### Verdict: {noun}",
        line="\n",
    ),
    Plan(
        (
            "Clinical note.",
            "Pt: {who_listed}.",
            "Setting: {scene_list}.",
            "Behavior: {act_list}.",
            "Face on inspection: {states}.",
            *_REST,
        ),
        "Affect: {noun}.",
    ),
    Plan(
        (
            "AU list: {codes}",
            "Coded person: {who_listed}",
            "Recording conditions: {scene_list}",
            "Behavioural events: {act_list}",
            *_ROWS,
        ),
        "Emotion according to the AU list: {noun}",
        line="\n",
    ),
    Plan(
        ("The camera rests on {who}.", "{scenes}.", "{acts}.", *_REST),
        "Since {clauses}, there is little doubt left: {noun}.",
    ),
    Plan(
        (
            "Hello, I describe now the video.",
            "It has {who}.",
            "About the place: {scene_list}.",
            "{act_clause}.",
            "About the face, I can say: {semis}.",
            *_REST,
        ),
        "For me {he} is feeling {adj}, this is my opinion.",
        "For me it is {noun}.",
    ),
    Plan(
        (
            "- Identity cues: {who_listed}",
            "- Context: {scene_list}",
            "- Body: {act_list}",
            "- Face: {nominals}",
            "- Temporal order: {order}",
            "- Bystander: {other}",
            "- Headcount: {persons}",
        ),
        "- Inferred emotion: {noun}",
        line="\n",
    ),
    Plan(
        (
            "Let us go step by step.",
            "Step @: identify the person. It is {who}.",
            "Step @: note the context. {scenes}.",
            "Step @: note the behaviour. {acts}.",
            "Step @: examine the face. {faces}.",
            "Step @: {order}.",
            "Step @: {other}.",
            "Step @: {persons}.",
        ),
        "Step @: draw the conclusion. The emotion is {noun}.",
        line="\n",
    ),
    Plan(
        (
            "There sat, in the eye of the camera, {who}.",
            "{scenes}.",
            "{act_clause}.",
            "Then the face: {dashes}.",
            *_REST,
        ),
        "{noun}, one would call it.",
    ),
    Plan(
        (
            "FACS protocol, person coded: {bare}.",
            "{looks_sentences}.",
            "{scenes}.",
            "{acts}.",
            "The coding came out as {codes}.",
            *_REST,
        ),
        "An expression coded in this way is scored as {noun}.",
    ),
    Plan(
        ("{bare} takes part.", "{looks_sentences}.", "{scenes}.", "{acts}.", "{faces}.", *_REST),
        "Summing up these observations, we are dealing with {noun}.",
    ),
    Plan(
        (
            "**Person:** {who_listed}",
            "**Scene:** {scene_list}",
            "**Events:** {act_list}",
            "**Muscles:** {muscles}",
            "**Order:** {order}",
            "**Other person:** {other}",
            "**People:** {persons}",
        ),
        "**Emotion:** {noun}",
        line="\n",
    ),
    Plan(
        (
            "How do I arrive at my answer?",
            "By looking at the face, since {clauses}.",
            "The description fits {who}.",
            "{scenes}.",
            "{acts}.",
            *_REST,
        ),
        "That is my whole argument for {noun}.",
    ),
    Plan(
        ("Observations on {who}:", "{face_lines}", "Also seen: {act_list}.", "Also noted: {scene_list}.", *_REST),
        "Diagnosis of the expression: {noun}.",
        line="\n",
    ),
    Plan(
        ("Our attention goes to {who}.", "{act_clause}.", "{scenes}.", *_REST),
        "On account of the following, {he} comes across as {adj}: {nominals}.",
        "{he} comes across as {adj}.",
    ),
    Plan(
        ("Vid notes: {who_listed}.", "{scene_list}.", "{act_list}.", "Face: {states}.", *_REST),
        "Emo = {noun}.",
    ),
    Plan(
        (
            "Of the face the following deserves mention.",
            "{faces}.",
            "It is the face of {who}.",
            "{acts}.",
            "{scenes}.",
            *_REST,
        ),
        "Whoever makes such a face is {adj}.",
    ),
    Plan(
        (
            "| item | finding |",
            "| person | {who_listed} |",
            "| surroundings | {scene_list} |",
            "| behaviour | {act_list} |",
            "| face | {states} |",
            "| order | {order} |",
            "| other | {other} |",
            "| people | {persons} |",
        ),
        "| emotion | {noun} |",
        line="\n",
    ),
    Plan(
        ("One sees {who}.", "{scenes}.", "{act_clause}.", "{semis}.", *_REST),
        "The reason why I decide for {noun} lies in these movements.",
    ),
    Plan(
        (
            "A passer-by would see {who}.",
            "{scenes}.",
            "{acts}.",
            "The same passer-by would see that {clauses}.",
            *_REST,
        ),
        "And would conclude: {noun}.",
    ),
    Plan(
        (
            "Step one, the person: {who}.",
            "Step two, the muscles: {muscles}.",
            "Step three, behaviour: {act_list}.",
            "Step four, surroundings: {scene_list}.",
            *_REST,
        ),
        "The sum of all steps equals {noun}.",
    ),
    Plan(
        (
            "Facial evidence comes first here: {nominals}.",
            "The face is that of {who}.",
            "{act_clause}.",
            "{scenes}.",
            *_REST,
        ),
        "{he} therefore counts as {adj}.",
    ),
    Plan(
        ("{who_listed}; {act_list}.", "{scene_list}.", "Coded units: {codes}.", *_REST),
        "Emotion assigned on the basis of the units: {noun}.",
    ),
    Plan(
        ("Meet {who}.", "{scenes}.", "{acts}.", "Have a look at what goes on in {his} face: {semis}.", *_REST),
        "Doesn't that say it all? {he} is {adj}.",
    ),
    Plan(
        (
            "Description",
            "{bare} is present.",
            "{looks_sentences}.",
            "{scenes}.",
            "{acts}.",
            *_REST,
            "Facial analysis",
            "{face_lines}",
            "Emotional interpretation",
        ),
        "The movements listed above are consistent with {noun}.",
        line="\n",
    ),
    Plan(
        ("Reviewing the material, I came upon {who}.", "{scenes}.", "{acts}.", *_REST),
        "As {clauses}, my vote goes to {noun}.",
    ),
)
"""Thirty plans."""


@dataclass(frozen=True, slots=True)
class Name:
    """How a person is called."""

    noun: str
    definite: str
    placed: bool
    he: str
    his: str
    him: str

    @classmethod
    def of(cls, gender: Sequence[Claim], position: str) -> "Name":
        """From what is claimed of the gender, if anything is, and the place that tells two people apart."""
        if gender:
            noun = choose(NOUNS[gender[0].value], gender[0])
            pronouns = ("he", "his", "him") if gender[0].value == "male" else ("she", "her", "her")
        else:
            noun = NOUNS[""][0]
            pronouns = (f"the {noun}", f"the {noun}'s", f"the {noun}")
        place = choose(WHERE, gender[0], 1) if gender else WHERE[0]
        definite = place.format(noun, position) if position else f"the {noun}"
        return cls(noun, definite, bool(position), *pronouns)

    @property
    def bare(self) -> str:
        """The name where the person comes in."""
        return self.definite if self.placed else f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"

    def fill(self, text: str) -> str:
        """The text with the pronouns in it."""
        return text.format(he=self.he, his=self.his, him=self.him)


def chained(parts: Sequence[str], last: str = " and ", mid: str = ", ") -> str:
    """The parts with another word before the last."""
    return mid.join(parts[:-1]) + last + parts[-1] if len(parts) > 1 else "".join(parts)


def render_more(number: int, position: str, subject: str, claims: Sequence[Claim]) -> str:
    """The text of a draft whose plan is of this half."""
    plan = PLANS[number - FIRST]
    writer = Writer.of(position, subject, claims)
    pieces = [plan.heading, *plan.body, plan.verdict]
    if plan.verdict and not writer.can_say(plan.verdict):
        pieces[-1] = plan.spare
    lines = [writer.said(piece) for piece in pieces if piece and writer.can_say(piece)]
    numbered = [line.replace("@", str(1 + sum("@" in other for other in lines[:at]))) for at, line in enumerate(lines)]
    return raised(plan.line.join(numbered))


def raised(text: str) -> str:
    """Every sentence with a capital."""
    pattern = r"(\A|\n|[.?!:] (?=A: )|A: |(?<=[a-z0-9)\]])[.?!] )((?:\d+\. |- )?)([a-z])"
    return re.sub(pattern, lambda match: match[1] + match[2] + match[3].upper(), text)


@dataclass(frozen=True, slots=True)
class Writer:
    """The claims of one draft, and the fields that they fill."""

    name: Name
    position: str
    subject: str
    claims: tuple[Claim, ...]

    @classmethod
    def of(cls, position: str, subject: str, claims: Sequence[Claim]) -> "Writer":
        """With the subject's name."""
        gender = [claim for claim in claims if claim.node == f"{subject}.attr.gender"]
        return cls(Name.of(gender, position), position, subject, tuple(claims))

    def about(self, prefix: str) -> list[Claim]:
        """The claims on the subject's nodes below ``prefix``."""
        return [claim for claim in self.claims if claim.node.startswith(f"{self.subject}.{prefix}")]

    def can_say(self, piece: str) -> bool:
        """True if no field of it is empty."""
        return all(self.field(name) for name in re.findall(r"\{(\w+)\}", piece))

    def said(self, piece: str) -> str:
        """The piece with its fields filled."""
        return re.sub(r"\{(\w+)\}", lambda match: self.field(match[1]), piece)

    def field(self, name: str) -> str:
        """One field of a plan."""
        fixed = {"he": self.name.he, "his": self.name.his, "name": self.name.definite, "bare": self.name.bare}
        return fixed[name] if name in fixed else _FIELDS[name](self)

    def looks(self) -> list[Claim]:
        """What is claimed of the subject's looks, without gender and pose."""
        return [c for c in self.about("attr") if ".action." not in c.node and c.name not in ("gender", "head_pose")]

    def scene(self) -> list[tuple[str, str]]:
        """Clause and tag of each claim on place, light, camera or pose."""
        found = [*self.about("attr.head_pose"), *(claim for claim in self.claims if claim.subject == "scene")]
        pairs = [choose(SCENES[claim.name, claim.value], claim) for claim in found]
        return [(self.name.fill(clause), tag) for clause, tag in pairs]

    def face(self) -> list[Claim]:
        """What is claimed of the subject's face."""
        return self.about("expr")

    def doing(self) -> list[Claim]:
        """The subject's actions, those with a time first."""
        return sorted(self.about("attr.action"), key=lambda claim: claim.when is None)


def predicate(look: Claim, name: Name) -> str:
    """``has no eyewear on``, or ``own hair is long``."""
    words = choose(LOOKS[look.name, look.value] if look.affirmed else LACKS[look.name], look)
    return name.fill(words)


def who(name: Name, looks: Sequence[Claim]) -> str:
    """``a fellow who is in midlife, wears a hat and whose hair is long``."""
    said = [predicate(look, name) for look in looks]
    does = [words for words in said if not words.startswith("own ")]
    parts = [f"who {chained(does)}"] if does else []
    parts += [f"whose {words.removeprefix('own ')}" for words in said if words.startswith("own ")]
    return f"{name.bare} {chained(parts)}".strip()


def short(words: str) -> str:
    """A predicate as it stands in a list."""
    if words.startswith("own "):
        return re.sub(r" (is|are) ", " ", words.removeprefix("own "), count=1)
    verb, _, rest = words.partition(" ")
    return f"wearing {rest}" if verb == "wears" else rest


def who_listed(self: Writer) -> str:
    """``a fellow (in midlife; hair long)``."""
    listed = looks_list(self)
    return f"{self.name.bare} ({listed})" if listed else self.name.bare


def looks_list(self: Writer) -> str:
    """``in midlife; hair long``."""
    return "; ".join(short(predicate(look, self.name)) for look in self.looks())


def looks_sentences(self: Writer) -> str:
    """``He is in midlife. His hair is long``."""
    said = [predicate(look, self.name) for look in self.looks()]
    he, his = self.name.he, self.name.his
    return ". ".join(f"{his} {s.removeprefix('own ')}" if s.startswith("own ") else f"{he} {s}" for s in said)


def bounds(claim: Claim, kinds: Sequence[Sequence[str]]) -> str:
    """The time of a claim in words: ``kinds`` are those for both bounds, the first, the last."""
    if claim.when is None:
        return ""
    start, end = claim.when.start, claim.when.end
    which = kinds[0 if start is not None and end is not None else 1 if start is not None else 2]
    return choose(which, claim, 2).format(s=seconds(start), e=seconds(end))


def seconds(bound: float | None) -> str:
    """With one decimal, or two if it has them."""
    if bound is None:
        return ""
    rounded = f"{bound:.1f}"
    return rounded if abs(float(rounded) - bound) < 0.004 else f"{bound:.2f}"


def after(claim: Claim) -> str:
    """The time behind a clause, with a leading space."""
    words = bounds(claim, (SPANS, ONSETS, OFFSETS))
    return f" {words}" if words else ""


def noted(claim: Claim) -> str:
    """The time in brackets, with a leading space."""
    words = bounds(claim, NOTES)
    return f" ({words})" if words else ""


def act_words(claim: Claim, name: Name) -> str:
    """``nods in agreement (0.6-1.8s)``."""
    does, base, _, _ = choose(ACTIONS[claim.name], claim)
    return name.fill(does) + after(claim) if claim.affirmed else f"{choose(_NOT, claim, 1)} {name.fill(base)}"


_NOT = ("does not", "does not at any time", "doesn't")


def act_clause(self: Writer) -> str:
    """``he nods (0.6-1.8s) and does not yawn``."""
    parts = [act_words(claim, self.name) for claim in self.doing()]
    return f"{self.name.he} {chained(parts)}" if parts else ""


def acts(self: Writer) -> str:
    """One sentence for each act."""
    said = []
    for claim in self.doing():
        noun = choose(ACTIONS[claim.name], claim)[3]
        ahead = bounds(claim, AHEAD)
        sentence = f"{self.name.he} {act_words(claim, self.name)}"
        if not claim.affirmed:
            forms = (sentence, f"no {noun} takes place", f"{noun} is not observed")
            said.append(choose(forms, claim, 1))
        elif ahead and choose((True, False), claim, 3):
            does = self.name.fill(choose(ACTIONS[claim.name], claim)[0])
            said.append(f"{ahead}, {self.name.he} {does}")
        else:
            said.append(sentence)
    return ". ".join(said)


def act_list(self: Writer) -> str:
    """``nodding (0.6-1.8s); no yawning``."""
    said = []
    for claim in self.doing():
        _, _, doing, noun = choose(ACTIONS[claim.name], claim)
        no = choose((f"no {noun}", f"not {doing}", f"{noun}: none"), claim, 1)
        said.append(self.name.fill(f"{doing}{noted(claim)}" if claim.affirmed else no))
    return "; ".join(said)


def clause(claim: Claim, *, ahead: bool = False) -> str:
    """A movement, or the lack of it, as a clause; with the time in front of it if ``ahead``."""
    if claim.name == "expr":
        return choose(STILL, claim)[0]
    move = choose(FACE[claim.name], claim)
    if not claim.affirmed:
        forms = (
            choose(ABSENT[claim.name], claim, 2),
            f"there is no {move.nominal}",
            f"the {move.part} {move.do} not {move.base}",
            f"{move.nominal} is not observed",
            choose(ABSENT[claim.name], claim, 3),
            f"the {move.part} {'fails' if move.third else 'fail'} to {move.base}",
        )
        return choose(forms, claim, 1)
    said = f"the {move.part} {move.finite}"
    front = bounds(claim, AHEAD) if ahead and not claim.hedged else ""
    said = f"{front}, {said}" if front and choose((True, False), claim, 3) else said + after(claim)
    return choose(HEDGES, claim, 1).format(c=said) if claim.hedged else said


def state(claim: Claim) -> str:
    """A movement in a list."""
    if claim.name == "expr":
        return choose(STILL, claim)[1]
    move = choose(FACE[claim.name], claim)
    if not claim.affirmed:
        return choose((f"no {move.nominal}", f"{move.nominal}: absent", f"{move.nominal} not seen"), claim, 1)
    return (choose(DOUBTS, claim, 1).format(move.state) if claim.hedged else move.state) + noted(claim)


def nominal(claim: Claim) -> str:
    """A movement as a noun phrase in prose."""
    if claim.name == "expr":
        return choose(STILL, claim)[1]
    move = choose(FACE[claim.name], claim)
    if not claim.affirmed:
        return f"{choose(('lack of any', 'absence of', 'no', 'not the slightest'), claim, 1)} {move.nominal}"
    return (choose(DOUBTS, claim, 1).format(move.nominal) if claim.hedged else move.nominal) + noted(claim)


def code(claim: Claim) -> str:
    """``4 (brow lower)``, ``AU04: present``, ``AU4+``; or that it is absent."""
    if claim.name == "expr":
        return choose(("no AU scored", "AU0 (neutral face)", "all AUs absent"), claim)
    way = choose((0, 1, 2, 3), claim, 1)
    numbers = [unit.removeprefix("AU") for unit in claim.units()]
    if way == 0:
        words = " + ".join(f"AU{number}" for number in numbers)
    elif way == 1:
        words = "+".join(f"AU{number.removesuffix('R'):0>2}{'R' * number.endswith('R')}" for number in numbers)
    elif way == 2:
        words = " and ".join(f"AU{number} {MUSCLES[f'AU{number}'][1]}" for number in numbers)
    else:
        words = f"AU {'+'.join(numbers)}"
    if not claim.affirmed:
        return choose((f"{words}: absent", f"{words} = 0", f"{words} not coded", f"{words} (not present)"), claim, 3)
    sure = choose((words, words, f"{words}: present", f"{words} = 1"), claim, 3)
    return (choose(DOUBTS, claim, 2).format(words) if claim.hedged else sure) + noted(claim)


def muscle(claim: Claim) -> str:
    """``corrugator supercilii (AU4) active``."""
    if claim.name == "expr":
        return choose(STILL, claim)[1]
    words = " and ".join(f"{MUSCLES[unit][0]} ({unit})" for unit in claim.units())
    if not claim.affirmed:
        return f"{words} {choose(('inactive', 'not active', 'without activity'), claim, 1)}"
    active = f"{words} {choose(('active', 'at work', 'contracted'), claim, 1)}"
    return (choose(DOUBTS, claim, 2).format(active) if claim.hedged else active) + noted(claim)


def faces(self: Writer) -> str:
    """One sentence for each movement."""
    return ". ".join(clause(claim, ahead=True) for claim in self.face())


def clauses(self: Writer) -> str:
    """All movements in one sentence."""
    return chained([clause(claim) for claim in self.face()], ", and ")


def face_lines(self: Writer) -> str:
    """A line for each movement."""
    return "\n".join(f"{at}) {clause(claim, ahead=True)}" for at, claim in enumerate(self.face(), 1))


def order(self: Writer) -> str:
    """Which of an act and a movement comes first."""
    said = []
    for claim in self.about("order"):
        nouns, whole = [], []
        for name in claim.value.split("<"):
            if name in ACTIONS:
                does, _, _, noun = choose(ACTIONS[name], claim)
                nouns.append(noun)
                whole.append(f"{self.name.he} {self.name.fill(does)}")
            else:
                move = choose(FACE[name], claim)
                nouns.append(move.nominal)
                whole.append(f"the {move.part} {move.finite}")
        frame = choose(ORDERS, claim, 1)
        said.append(frame.format(a=nouns[0], b=nouns[1], c=whole[0], d=whole[1]))
    return "; ".join(said)


def other(self: Writer) -> str:
    """The other person, who has to be told from the subject by place."""
    claims = [claim for claim in self.claims if claim.subject not in (self.subject, "scene", "persons")]
    if not claims:
        return ""
    gender = [claim for claim in claims if claim.name == "gender"]
    name = Name.of(gender, {"left": "right", "right": "left"}[self.position])
    looks = [c for c in claims if ".attr." in c.node and ".action." not in c.node and c.name != "gender"]
    text = choose(COMPANY, claims[0], 2).format(him=self.name.him, he=self.name.he, who=who(name, looks))
    parts = [act_words(claim, name) for claim in claims if ".action." in claim.node]
    text += f"; {name.definite} {chained(parts)}" if parts else ""
    moves = [clause(claim).replace("the ", f"{name.his} ", 1) for claim in claims if claim.units()]
    return text + (f"; {chained(moves)}" if moves else "")


def persons(self: Writer) -> str:
    """How many people there are."""
    return "; ".join(self.name.fill(choose(COUNTS[c.value], c)) for c in self.claims if c.node == "persons")


def noun_of(feeling: Sequence[Claim]) -> str:
    """The feeling as a noun phrase, with its strength where that is said."""
    flashes = [choose(FLASHES[claim.value], claim) for claim in feeling if claim.name == "micro"]
    return flashes[0] if flashes else _framed(feeling, 0)


def adjective_of(feeling: Sequence[Claim]) -> str:
    """The feeling as what somebody is; "" for a micro-expression."""
    return _framed(feeling, 1)


def _framed(feeling: Sequence[Claim], form: int) -> str:
    words = chained([choose(FELT[claim.name][form], claim) for claim in feeling if claim.name in FELT])
    frames = [choose(STRENGTH[claim.value][form], claim) for claim in feeling if claim.name == "intensity"]
    return frames[0].format(words) if words and frames else words


_FIELDS: dict[str, Callable[[Writer], str]] = {
    "who": lambda self: who(self.name, self.looks()),
    "who_listed": who_listed,
    "looks_list": looks_list,
    "looks_sentences": looks_sentences,
    "scenes": lambda self: ". ".join(said for said, _ in self.scene()),
    "scene_list": lambda self: "; ".join(tag for _, tag in self.scene()),
    "act_clause": act_clause,
    "acts": acts,
    "act_list": act_list,
    "faces": faces,
    "clauses": clauses,
    "semis": lambda self: "; ".join(clause(claim) for claim in self.face()),
    "dashes": lambda self: " - ".join(clause(claim) for claim in self.face()),
    "face_lines": face_lines,
    "states": lambda self: "; ".join(state(claim) for claim in self.face()),
    "nominals": lambda self: chained([nominal(claim) for claim in self.face()], ", plus "),
    "codes": lambda self: ", ".join(code(claim) for claim in self.face()),
    "muscles": lambda self: "; ".join(muscle(claim) for claim in self.face()),
    "order": order,
    "other": other,
    "persons": persons,
    "noun": lambda self: noun_of(self.about("emo")),
    "adj": lambda self: adjective_of(self.about("emo")),
}

RESTATED: tuple[str, ...] = (
    "{noun} it is, on account of {noun}.",
    "### Verdict: {noun}\nThe person recorded is {who}, and the emotion is {noun}.",
    "Emotion - {noun}",
    "Q: Which emotion is it? A: {noun}. Q: Why? A: That is how it comes across.",
    "My vote goes to {noun}, given that {noun} is written all over the face of {who}.",
    "One sees {who}. The overall impression is {noun}.",
)
"""The label with nothing that would speak for it."""


def restated(subject: str, position: str, number: int, claims: Sequence[Claim]) -> str:
    """One of :data:`RESTATED`, filled."""
    return raised(Writer.of(position, subject, claims).said(RESTATED[number % len(RESTATED)]))
