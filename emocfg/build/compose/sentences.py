"""The sentences that the template annotator makes rationales of, and the plans that put them in order.

``{who}`` is the person, ``{Who}`` the same at the start of a sentence. Every plan goes from what somebody looks like
and does over what the face does to the emotion, and ends with it.
"""

from dataclasses import dataclass
from typing import Literal

Times = Literal["each", "order", "whole"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rationale says before its conclusion, in order; what is not known is left out.

    Attributes:
        parts: ``look``, ``act``, ``face`` and ``absent``.
        times: times with ``each`` movement, by the ``order`` of the movements, or of the ``whole`` expression.
    """

    parts: tuple[str, ...]
    times: Times


PLANS = (
    Plan(("look", "act", "face", "absent"), "each"),
    Plan(("look", "face", "absent"), "whole"),
    Plan(("look", "act", "face"), "order"),
    Plan(("look", "act", "absent", "face"), "whole"),
    Plan(("act", "face", "absent"), "order"),
    Plan(("look", "face"), "each"),
    Plan(("look", "act", "face", "absent"), "order"),
    Plan(("look", "absent", "face"), "each"),
)

SENTENCES: dict[str, tuple[str, ...]] = {
    "look": (
        "{Who} is {look}.",
        "To begin with the looks, {who} is {look}.",
        "As for the looks, {who} is {look}.",
        "{Who}, {look}, is in view.",
        "What is seen first is that {who} is {look}.",
        "In this clip {who} is {look}.",
    ),
    "has": (
        "{Who} has {look}.",
        "{Who} also has {look}.",
        "Of the looks of {who} one also sees {look}.",
        "{Who}, it can be added, has {look}.",
    ),
    "act": (
        "{Who} {does}.",
        "In the clip, {who} {does}.",
        "One sees that {who} {does}.",
        "In front of the camera, {who} {does}.",
        "Over the clip {who} {does}.",
    ),
    "pose": ("{Who} is {pose}.", "The head of {who} is {pose}.", "In the picture {who} is {pose}."),
    "face": (
        "The face of {who} shows {moves}.",
        "In the face of {who} one sees {moves}.",
        "Looking at the face of {who}, one finds {moves}.",
        "What the face of {who} does is this: {moves}.",
        "{Who} moves the face in this way: {moves}.",
        "The movements in the face of {who} are {moves}.",
    ),
    "whole": (
        "All of it happens{time}.",
        "This can be seen{time}.",
        "The expression lasts{time}.",
        "It is there{time}.",
    ),
    "still": (
        "{Who} keeps a still face.",
        "Nothing moves in the face of {who}.",
        "No movement can be seen in the face of {who}.",
        "In the face of {who} nothing moves.",
        "No action unit is active in the face of {who}.",
    ),
    "rest": (
        "Beyond that, nothing moves in the face of {who}.",
        "The rest of the face stays still.",
        "Apart from that, no movement can be seen in the face of {who}.",
    ),
    "absent": (
        "No {absent} can be seen.",
        "The face shows no {absent}.",
        "One sees no {absent}.",
        "AU{code} is absent.",
    ),
    "neither": (
        "Neither AU{code} nor AU{other} is active.",
        "AU{code} and AU{other} are absent.",
        "Neither AU{code} nor AU{other} can be seen.",
    ),
    "lips": ("The lips stay closed.", "All the while the lips stay closed."),
}
"""The parts of a rationale but its end. ``has`` tells more looks of somebody who is called by looks; ``still`` and
``rest`` stand for ``face`` where nothing, or little, moves; ``whole`` gives it one time; ``neither`` and ``lips`` are
other ways to say ``absent``."""

CLOSINGS: dict[str, tuple[str, ...]] = {
    "one": (
        "Together this is taken as {label}.",
        "These signs speak for {label}.",
        "All in all, {who} shows {label}.",
        "From this one concludes {label}.",
        "This adds up to {label}.",
        "So what {who} feels is {label}.",
        "Taken together, the face of {who} expresses {label}.",
    ),
    "neutral": (
        "Together this is taken as {label}.",
        "All in all, {who} shows {label}.",
        "From this one concludes {label}.",
        "This adds up to {label}.",
        "So what {who} shows is {label}.",
        "Taken together, {who} has {label}.",
    ),
    "several": (
        "Together this is taken as two things at once, {label}.",
        "These signs speak for {label} at the same time.",
        "All in all, {who} shows {label} together.",
        "From this one concludes that {label} are mixed here.",
        "This adds up to a mixture of {label}.",
        "Taken together, the face of {who} expresses {label} at once.",
    ),
    "in_turn": (
        "Over time this is taken as {label}.",
        "All in all, {who} shows {label}.",
        "From this one concludes {label}.",
        "This adds up to a change, {label}.",
        "So what {who} shows is {label}.",
        "Taken together, the face of {who} expresses {label}.",
    ),
    "micro": (
        "The movement flashes up and is gone: this is a micro-expression of the class {label}.",
        "As brief as it is, this is a micro-expression of the class {label}.",
        "So this is a micro-expression, and its class is {label}.",
        "This makes it a micro-expression of the class {label}.",
        "From this one concludes a micro-expression of the class {label}.",
        "Together this is taken as a micro-expression of the class {label}.",
    ),
    "words": (
        "Taken as they are, these words express {label}.",
        "Going by the words, {who} shows {label}.",
        "The words speak for {label}.",
        "From what is said one concludes {label}.",
        "So the last line carries {label}.",
        "Taken together, what is said amounts to {label}.",
    ),
}
"""How rationales end: with one emotion, several at once or in turn, a class of micro-expression, the words alone."""

WORDS: dict[str, tuple[str, ...]] = {
    "before": (
        "Before that, {who} says {line}.",
        "The line before, by {who}, is {line}.",
        "Just before, {who} says {line}.",
        "What comes first is {who} saying {line}.",
        "It is an exchange: {who} says {line}.",
        "To begin with, {who} says {line}.",
    ),
    "last": (
        "The last line, by {who}, is {line}.",
        "In the last line {who} says {line}.",
        "{Who} says {line}.",
        "The words of {who} are {line}.",
        "What {who} says is {line}.",
        "{Who} has the last word: {line}.",
    ),
}
"""How spoken lines are quoted as evidence."""
