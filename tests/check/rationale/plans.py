"""Sentence plans: how the claims of one rationale become text. A claim keeps its wording when another one changes."""

import re
from dataclasses import dataclass
from typing import Literal

from .claims import Claim
from .face_words import FACE
from .more_plans import FIRST, render_more
from .phrases import (
    Reference,
    acts_of,
    codes_of,
    felt_adjective,
    felt_noun,
    finite_face,
    joined,
    looks_of,
    noun_phrase,
    order_of,
    persons_of,
    places_of,
    staged_face,
    states_face,
)
from .words import PLACES

BACKGROUNDS = frozenset(words for (slot, _), all_words in PLACES.items() if slot == "background" for words in all_words)


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to put a rationale.

    Attributes:
        opening: sentences on who is seen where and does what; one with an empty field is left out.
        face: sentences on the face.
        verdict: the last sentence.
        form: how movements are said: clauses ("the lips part"), the same as the person's own ("his lips part"), with
            "with" and "without", as noun phrases, or as codes.
        face_first: the face comes before the person.
        line: what stands between sentences.
    """

    opening: tuple[str, ...]
    face: str
    verdict: str
    form: Literal["clauses", "own", "with", "states", "codes"]
    face_first: bool = False
    line: str = " "


_EXTRAS = ("{order}.", "{other}.", "{persons}.")

PLANS: tuple[Plan, ...] = (
    Plan(
        ("The clip shows {who}{place}.", "{name} {acts}."),
        "As for the face, {face}.",
        "All in all {he} is {adj}.",
        "clauses",
    ),
    Plan(("We see {who}{place}.", "{he} {acts}."), "In {his} face, {face}.", "This adds up to {noun}.", "clauses"),
    Plan(("{bare} is on screen{place}.", "{he} {looks}.", "{he} {acts}."), "{face}.", "So {he} must be {adj}.", "own"),
    Plan(("On screen: {who}{place}.", "Behaviour: {name} {acts}."), "Face: {face}.", "Conclusion: {noun}.", "states"),
    Plan(
        ("Subject: {who}.", "Setting: {setting}.", "Action: {name} {acts}."),
        "FACS coding: {face}.",
        "Reading: {noun}.",
        "codes",
    ),
    Plan(
        ("{who} appears{place}.", "Meanwhile {he} {acts}."), "Look at the face: {face}.", "That is {noun}.", "clauses"
    ),
    Plan(("This is {who}{place}.", "{he} {acts}."), "{he} can be seen {face}.", "In short, {he} is {adj}.", "with"),
    Plan(
        ("What we have here is {who}{place}.", "One can tell that {he} {acts}."),
        "The face gives it away: {face}.",
        "I would call this {noun}.",
        "clauses",
    ),
    Plan(
        ("{bare} can be seen{place}.", "{name} {looks}.", "{name} {acts}."),
        "Worth noting: {face}.",
        "Everything fits {noun}.",
        "states",
    ),
    Plan(
        ("- who: {who}", "- where: {setting}", "- doing: {name} {acts}"),
        "- face: {face}",
        "- therefore: {noun}",
        "clauses",
        line="\n",
    ),
    Plan(
        ("(a) The clip has {who}{place}.", "(b) {name} {acts}."),
        "(c) Visible units: {face}.",
        "(d) Outcome: {noun}.",
        "codes",
        line="\n",
    ),
    Plan(
        ("The one we look at is {who}{place}.", "{he} {acts}."),
        "While we watch, {face}.",
        "My answer is that {he} is {adj}.",
        "own",
    ),
    Plan(
        ("All this happens to {who}{place}.", "Besides, {he} {acts}."),
        "First the face: {face}.",
        "Hence the verdict of {noun}.",
        "clauses",
        face_first=True,
    ),
    Plan(
        ("The person in question is {who}{place}.", "{name} {acts}."),
        "Action units scored: {face}.",
        "The pattern is that of {noun}.",
        "codes",
        face_first=True,
    ),
    Plan(
        ("Here is {who}{place}.", "{name} {acts}."),
        "What strikes the eye: {face}.",
        "{he} looks {adj} to me.",
        "states",
    ),
    Plan(
        ("A short video of {who}{place}.", "{he} {acts}."),
        "If you follow the face, {face}.",
        "Taken together, these signs mean {noun}.",
        "clauses",
    ),
    Plan(
        ("{bare} is filmed{place}.", "{he} {looks}.", "In the meantime {he} {acts}."),
        "{name} is shown {face}.",
        "From this I conclude that {he} feels {noun}.",
        "with",
    ),
    Plan(
        ("The recording has {who}{place}.", "During it {he} {acts}."),
        "The following can be made out: {face}.",
        "The best label is {noun}.",
        "states",
    ),
    Plan(
        ("Appearance: {who}.", "Surroundings: {setting}.", "Conduct: {name} {acts}."),
        "Expression: {face}.",
        "Emotion: {noun}.",
        "own",
        line="\n",
    ),
    Plan(
        ("Watch {who}{place}.", "You will notice that {he} {acts}."),
        "You will also notice that {face}.",
        "People do that when they are {adj}.",
        "own",
    ),
    Plan(
        ("The footage is of {who}{place}.", "{name} {acts}."),
        "The coder noted {face}.",
        "The codes indicate {noun}.",
        "codes",
    ),
    Plan(
        ("In the frame stands {who}{place}.", "{he} {acts}."),
        "Because {face}, the expression is easy to read.",
        "It is {noun}.",
        "clauses",
    ),
    Plan(
        ("There is {who}{place}.", "{he} {acts}."),
        "The evidence is simple: {face}.",
        "No doubt {he} is {adj}.",
        "clauses",
    ),
    Plan(
        ("The subject is {who}{place}.", "During the clip the subject {acts}."),
        "Facial behaviour consists of the following: {face}.",
        "This configuration corresponds to {noun}.",
        "states",
    ),
    Plan(
        ("As to the person, it is {who}{place}.", "{he} {acts}."),
        "One observes that {face}.",
        "The expression is thus one of {noun}.",
        "clauses",
        face_first=True,
    ),
    Plan(
        ("Somebody filmed {who}{place}.", "{he} {acts}."),
        "On the face I find {face}.",
        "I am confident that this shows {noun}.",
        "states",
    ),
    Plan(
        ("{bare} is at the centre{place}.", "{name} {looks}.", "{name} {acts}."),
        "FACS: {face}.",
        "Interpretation: {he} is {adj}.",
        "codes",
    ),
    Plan(
        ("To begin with, there is {who}{place}.", "Then, {he} {acts}."),
        "Over the course of the clip, {face}.",
        "Put together, it says that {he} is {adj}.",
        "own",
    ),
    Plan(
        ("Two things about the person: it is {who}{place}.", "What is more, {he} {acts}."),
        "Two or more about the face: {face}.",
        "One thing about the feeling: {noun}.",
        "clauses",
    ),
    Plan(
        ("A look at {who}{place}.", "{he} {acts}."),
        "A closer look reveals {face}.",
        "A fair summary would be {noun}.",
        "states",
    ),
    Plan(
        ("{bare} comes into view{place}.", "{he} {looks}.", "{he} {acts}."),
        "Note how {face}.",
        "It seems plain that {he} is {adj}.",
        "clauses",
    ),
    Plan(
        ("Person: {who}.", "Scene: {setting}.", "Movement: {name} {acts}."),
        "AUs: {face}.",
        "Result: {noun}.",
        "codes",
        line="\n",
    ),
    Plan(
        ("My notes begin with {who}{place}.", "{he} {acts}."),
        "My notes on the face say that {face}.",
        "They end with {noun}.",
        "own",
    ),
    Plan(
        ("For this clip the annotator describes {who}{place}.", "The annotator adds that {he} {acts}."),
        "Scored on the face: {face}.",
        "Final decision: {noun}.",
        "states",
        face_first=True,
    ),
    Plan(
        ("You see {who}{place}.", "On top of that {he} {acts}."),
        "{name} is caught {face}.",
        "Judging from that, {he} is {adj}.",
        "with",
    ),
    Plan(
        ("We are shown {who}{place}.", "{he} {acts}."),
        "The face shows as follows: {face}.",
        "Overall, then, {noun}.",
        "clauses",
        face_first=True,
    ),
)
"""Thirty-six plans; those with even numbers are for one half, the others for the other."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A rationale before it is text.

    Attributes:
        plan: index in :data:`PLANS`, or the number of a plan in ``more_plans``.
        subject: the person's key.
        position: ``left`` or ``right`` where two people are seen, else "".
        claims: what is said, each on its own node.
    """

    plan: int
    subject: str
    position: str
    claims: tuple[Claim, ...]

    def about(self, prefix: str) -> tuple[Claim, ...]:
        """The claims on the subject's nodes below ``prefix``."""
        return tuple(claim for claim in self.claims if claim.node.startswith(f"{self.subject}.{prefix}"))

    def others(self) -> tuple[Claim, ...]:
        """The claims on another person."""
        return tuple(c for c in self.claims if c.subject not in (self.subject, "scene", "persons"))


def render(draft: Draft) -> str:
    """The text of a draft."""
    if draft.plan >= FIRST:
        return render_more(draft.plan, draft.position, draft.subject, draft.claims)
    plan = PLANS[draft.plan]
    reference = Reference.of(draft.about("attr.gender"), draft.position)
    fields = _fields(draft, plan, reference)
    opening = [sentence for sentence in plan.opening if _said(sentence, fields)]
    face = [plan.face] if _said(plan.face, fields) else []
    body = [*face, *opening] if plan.face_first else [*opening, *face]
    body += [sentence for sentence in _EXTRAS if _said(sentence, fields)]
    texts = [capitals(sentence.format_map(fields)) for sentence in (*body, plan.verdict)]
    return plan.line.join(texts)


def _fields(draft: Draft, plan: Plan, reference: Reference) -> dict[str, str]:
    looks = tuple(c for c in draft.about("attr") if ".action." not in c.node and c.name not in ("gender", "head_pose"))
    setting = places_of((*draft.about("attr.head_pose"), *(c for c in draft.claims if c.subject == "scene")))
    feeling = draft.about("emo")
    return {
        "who": noun_phrase(reference, looks),
        "bare": noun_phrase(reference, ()),
        "name": reference.name,
        "he": reference.he,
        "his": reference.his,
        "looks": looks_of(looks),
        "setting": joined(setting, last=", "),
        "place": _place(setting, lone=all(look.affirmed for look in looks)),
        "acts": acts_of(draft.about("attr.action"), reference),
        "face": _face(draft.about("expr"), plan.form, reference),
        "order": "; ".join(order_of(claim) for claim in draft.about("order")),
        "other": _other(draft, reference),
        "persons": "; ".join(persons_of(claim, reference) for claim in draft.claims if claim.node == "persons"),
        "noun": felt_noun(feeling),
        "adj": felt_adjective(feeling),
    }


def _place(setting: list[str], *, lone: bool) -> str:
    """What follows the person; a lone background without a comma, unless it would seem denied: "no hat in a park"."""
    if lone and len(setting) == 1 and setting[0] in BACKGROUNDS:
        return f" {setting[0]}"
    return "".join(f", {place}" for place in setting)


def _face(claims: tuple[Claim, ...], form: str, reference: Reference) -> str:
    if form == "codes":
        return codes_of(claims)
    if form == "with":
        return staged_face(claims)
    if form == "states":
        return states_face(claims)
    return finite_face(claims, reference.his if form == "own" else "the")


def _other(draft: Draft, reference: Reference) -> str:
    """A clause on the other person, who has to be told from the subject by place."""
    claims = draft.others()
    if not claims:
        return ""
    place = {"left": "right", "right": "left"}[draft.position]
    other = Reference.of(tuple(c for c in claims if c.name == "gender"), place)
    looks = tuple(c for c in claims if ".attr." in c.node and ".action." not in c.node and c.name != "gender")
    acts = acts_of(tuple(c for c in claims if ".action." in c.node), other)
    face = finite_face(tuple(c for c in claims if c.name in FACE), other.his)
    who = noun_phrase(other, looks)
    tail = f" {acts}" if acts else ""
    if face:
        return f"beside {reference.him}, {who}{tail or ' is there'}, and {face}"
    return f"beside {reference.him}, {who}{tail}" if tail else f"{who} is there as well"


def _said(sentence: str, fields: dict[str, str]) -> bool:
    """False if a field of the sentence, other than the place that follows, has nothing to say."""
    return all(fields[name] for name in re.findall(r"\{(\w+)\}", sentence) if name != "place")


def capitals(text: str) -> str:
    """Every sentence with a capital; marks of a list are passed over."""
    return re.sub(r"(\A(?:- \w+: |\(\w\) )?|[.?] )([a-z])", lambda match: match[1] + match[2].upper(), text)
