"""Small English: articles, lists, times, quotations, and the names of units and emotions. Writers share it."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from emocfg.schema import ActionUnit, Emotion, Span, Utterance, user_text
from emocfg.schema.lexicon import EMOTION_WORDS, UNIT_NAMES

LONGEST_QUOTE = 300
"""Characters of somebody else's words that a text shows."""

_CONTEXT = 12
"""Lines of dialogue that a question shows at most."""

EXPRESSION, ATTITUDE = "a neutral expression", "a neutral attitude"
"""What neutral is called, and where nobody looked at the face."""

_WINK = 46
"""A unit that is on one side by its name."""

_STRENGTH = {"low": ("slight", "mild", "weak"), "medium": ("moderate",), "high": ("strong", "intense")}
_MASS = frozenset(
    (
        *("hair", "skin", "complexion", "lipstick", "stubble", "freckled skin"),
        "heavy makeup",
        "heavy make-up",
        "a fringe",
    )
)
_ONE = frozenset(("hairline that recedes",))
"""What takes an article although it ends like a plural."""


def article(phrase: str) -> str:
    """The phrase with its indefinite article, if it takes one.

    >>> article("oval face"), article("glasses"), article("brown hair")
    ('an oval face', 'glasses', 'brown hair')
    """
    last = phrase.rsplit(maxsplit=1)[-1] if phrase else ""
    if phrase not in _ONE and (not phrase or phrase in _MASS or last in _MASS or last.endswith("s")):
        return phrase
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase


def joined(parts: Sequence[str]) -> str:
    """Parts as a list in words.

    >>> joined(["hair", "eyes", "a hat"])
    'hair, eyes and a hat'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def seconds(time: float) -> str:
    """A time as text, to the hundredth of a second.

    >>> seconds(0.4), seconds(0.45), seconds(2.0)
    ('0.4', '0.45', '2')
    """
    return f"{time:.2f}".rstrip("0").rstrip(".")


def during(span: Span | None) -> str:
    """A time as it follows a phrase: `` from 0.4 to 1.6 s``; "" if it is not known."""
    return f" from {seconds(span.start)} to {seconds(span.end)} s" if span else ""


def flat(text: str, limit: int = LONGEST_QUOTE) -> str:
    """Somebody else's words on one line, cut at a word if they are long; what would stand for a video is defused."""
    words = " ".join("".join(c if c.isprintable() else " " for c in user_text(text, ())).split())
    return words if len(words) <= limit else (words[:limit].rpartition(" ")[0] or words[:limit]) + "…"


def quoted(text: str) -> str:
    """Somebody else's words in quotation marks, with none inside."""
    return '"' + flat(text).replace('"', "'") + '"'


def lines_of(dialogue: Sequence[Utterance]) -> str:
    """The last lines of a dialogue, as a question shows them."""
    return "\n".join(f"{flat(line.speaker)}: {flat(line.text)}" for line in dialogue[-_CONTEXT:])


def unit_phrase(unit: ActionUnit, draws: Random) -> str:
    """An action unit by its plain or its technical name, with its code.

    Which side it is on is not said: left and right are people in some texts.
    """
    if unit.code not in UNIT_NAMES:
        name = f"AU{unit.code}"
    else:
        plain, technical = UNIT_NAMES[unit.code][:2]
        name = f"{plain} (AU{unit.code})" if draws.random() < 0.7 else f"AU{unit.code} ({technical})"
    return f"{name} on one side" if unit.side and unit.code != _WINK else name


def feelings(emotions: Sequence[Emotion], draws: Random, neutral: str = EXPRESSION) -> str:
    """Emotions with their strength over time: those of one stretch together, stretch after stretch.

    Args:
        emotions: the emotions.
        draws: chooses the words.
        neutral: what neutral is called; of words alone no face may be spoken of.

    >>> feelings((Emotion("neutral", None, Span(0, 0.3)), Emotion("fear", "low", Span(0.6, 2))), Random(0))
    'a neutral expression from 0 to 0.3 s, then mild fear from 0.6 to 2 s'
    """
    strength = {level: draws.choice(words) for level, words in _STRENGTH.items()}
    stretches: dict[Span | None, list[str]] = {}
    for felt in sorted(emotions, key=lambda e: (e.span is not None, e.span or Span(0.0, 0.0))):
        noun = EMOTION_WORDS[felt.label][0]
        strong = f"{strength[felt.intensity]} {noun}" if felt.intensity else noun
        phrase = neutral if felt.label == "neutral" else strong
        stretches.setdefault(felt.span, []).append(phrase)
    parts = [joined(phrases) + during(span) for span, phrases in stretches.items()]
    apart = in_turn([felt.span for felt in emotions])
    return ", then ".join(parts) if apart else joined(parts)


def in_turn(spans: Sequence[Span | None]) -> bool:
    """True if things happen one after the other: their different times are known and do not overlap."""
    known = sorted({span for span in spans if span is not None})
    return None not in spans and len(known) > 1 and all(a.end <= b.start for a, b in pairwise(known))
