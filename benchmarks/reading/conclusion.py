"""Where an answer concludes: "Final answer:", "so I choose", "X fits best", "wait, actually"; the last word counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NOUN = (
    r"(?:answer|choice|verdict|decision|conclusion|prediction|classification|selection|pick|judge?ment|"
    r"rating|response|"
    r"assessment|determination|list|set|vote|call|estimate|output|result|winner)"
)
_KIND = r"(?:final|overall|correct|best|right|ultimate|definitive|chosen|my|resulting|predicted|single best|one-word)"
_IS = r"(?:\s*(?:is|are|was|would be|should be|must be|will be|=>|=|:|-)(?=[\s\"'(\[*])\s*:?|\s*:)"
_SUBJECT = (
    r"(?:emotions?|sentiment|(?:emotion |emotional )?label|expression|feeling|pose|head pose|identity|"
    r"attributes?|actions?|"
    r"action units?|aus?|micro-?expression|category|class|attitude|polarity|mood|labels|emotional state)"
)
_ADJECTIVE = (
    r"(?:dominant|primary|main|overall|predicted|most likely|most fitting|prevailing|best-fitting|best "
    r"fitting|final|visible|active|detected|present|shown|correct|observed|applicable)"
)
_CHOOSE = (
    r"(?:choose|chose|pick|select|go(?:ing)? (?:with|for)|settle (?:on|for)|opt for|conclude(?: that)?|"
    r"answer(?: with)?|"
    r"decide (?:on|for)|vote for|classify (?:this|it|the \w+) as|label (?:this|it|the \w+)(?: as)?|"
    r"call (?:this|it)|rate (?:this|it)(?: as)?|stick (?:with|to)|say(?: that)?|land on|commit to|"
    r"(?:read|see|mark|place|put|score|file) (?:(?:this|it|the|him|her) ?){0,2}(?:\w+ )?(?:as|at|under)|end "
    r"up with|come down on)"
)
_CORRECTIONS = (
    r"(?:(?:(?<=[.!?\n,;-] )|(?<=[.!?\n,;-])|(?<=\A)|(?<=\bno ))(?:(?:oh|hmm|hm|but|no)\b[,.]* "
    r"){0,2}wait\b[,.:! -]*(?:no\b[,.] ?)?(?:actually\b[,:]?)?|\bcorrection\b\s*[:,]|\b(?:scratch that|strike "
    r"that|"
    r"on second thoughts?|on reflection|on closer (?:look|inspection|viewing)|let me (?:correct|revise|"
    r"reconsider|rethink)(?: \w+){0,2}|"
    r"i (?:hereby |now |must |have to |should |will |would |'ll )?(?:revise|change|correct|update|"
    r"amend|switch)(?: (?:this|that|it|my \w+|myself|the \w+|my final answer))? ?(?:to|:)?|"
    r"i take (?:that|it) back|(?:(?<=[.!?\n] )|(?<=[.!?\n]))actually,?|(?<=, )i mean|(?<=[.!?\n] "
    r")sorry,|make that|changing (?:it|this|that|my answer) to))"
)
_LAST_WORDS = (
    rf"\b(?:final(?:ly)?(?: {_NOUN})?|{_KIND} final {_NOUN}|the final {_NOUN}){_IS}|\bfinal {_NOUN}\b\s*|"
    r"\b(?:in (?:conclusion|summary|sum|short|the end|total)|to (?:conclude|sum up|summari[sz]e)|"
    r"conclusion\s*:|summary\s*:|overall\s*[,:]|"
    r"therefore|thus|hence|consequently|all in all|taken together|all things considered|on balance|"
    r"altogether|bottom line\s*:?|"
    r"ultimately|(?:that|which|this|it) (?:only )?leaves(?: us| me)?(?: with)?(?: only| just)?|leaving "
    r"(?:us )?(?:with )?only|verdict\s*:?|in the final analysis|after all\b,|(?:(?<=[.!?\n;,] )|(?<=\A)|"
    r"(?<=[.!?\n;,]))so,? (?=(?:i|my|the|it|this|that|final|overall|he|she|they|we|clearly|option)\b)|"
    r"(?:(?<=\n)|(?<=\A))so\s*[:,]|(?<=[.!?;:,] )so (?=[\w-]+(?: [\w-]+)?[.!]?\s*\Z))"
)
_CHOICES = (
    rf"\b(?:(?:the|my|{_KIND}) ){{0,4}}{_NOUN}{_IS}|\b(?:the |my )?(?:{_KIND} )?(?:option|answer "
    rf"option|choice|label|letter) (?:is|would be)\s*:?|(?:\A|[.!?;:)\n]\s?|(?:[^\s=>]{{1,30}} ){{3}})=>"
    rf"|\b(?:i|we)(?:'d|'ll|'m| would| will| shall| do| must| therefore| thus| hence| can only| have "
    rf"to| am| then){{0,4}}(?: go ahead and| rather| still| finally)? {_CHOOSE}\b\s*:?"
    rf"|\bif (?:i|you) (?:had|have|were forced|am forced|must) (?:to )?(?:choose|pick|decide|commit|"
    rf"answer)(?: one)?,?"
    rf"|\bif forced to \w+,?"
    rf"|\b(?:which|that|this|it|all|everything|together|combined|cues|signs) (?:of (?:this|that|it) )?"
    rf"(?:(?:all|together|clearly|then|simply|only|can only|taken together|in sum) ){{0,2}}"
    rf"(?:means?|adds? up to|amounts? to|makes (?:it|this)|points? (?:clearly )?(?:to|towards?)|equals?|"
    rf"corresponds? to|"
    rf"spells?)(?= )"
    rf"|\b(?:i am|i'm|leaves? me|we are) (?:quite |very |fully |now |therefore |thus |rather |pretty "
    rf")?(?:convinced|certain|confident|positive|sure)(?: that)?(?= )"
    rf"|(?:(?<=\A)|(?<=\n))[\s*-]*(?:ans|result|output|prediction|(?<=\n)a)\s*:"
)
_HEADINGS = (
    rf"(?:(?<=\A)|(?<=\n))[\s*#-]*(?:the )?(?:{_ADJECTIVE} "
    rf"){{0,3}}{_SUBJECT}\s*(?:\([^()\n]{{0,30}}\))?\s*:|\b(?:the |her |his |their )?{_ADJECTIVE} {_SUBJECT} "
    rf"(?:is|here is|shown is|are)\b"
)
_BEHIND = re.compile(
    r"(?<![^.;!?\n,])([^.;!?\n,]{1,120}?)\s(?:fits?(?: it)? (?:the )?best|is (?:the|my) (?:best|final|"
    r"correct|right|clear|closest|only|most \w+|better|likeliest)(?: fitting)? "
    r"(?:fit|match|answer|choice|description|option|pick|label|one|candidate|reading|emotion)|is "
    r"(?:correct|right|my (?:answer|choice|pick|verdict))"
    r"|wins(?: out)?|remains?(?: as the only \w+)?(?=[.!]?\s*(?:\Z|\n))|is (?:all that is "
    r")?left(?=[.!]?\s*(?:\Z|\n))|prevails?|(?:pre)?dominates?|it is(?=[.!]?\s*(?:\Z|\n))|describes? it best|"
    r"matches best|seems? (?:the )?(?:best|most \w+)(?: fit| answer| match| choice)?)\b",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"\W*(?:(?:and |but )?(?:also|plus|add|include)\b|i (?:also |almost )?(?:forgot|missed|overlooked)|"
    r"there(?:'s| is| are) also|"
    r"[^.!?\n]{1,60}\b(?:too|as well|also)\W*\Z)",
    re.IGNORECASE,
)
"""What is no correction but an addition: "wait, also AU25"."""
_CORRECTED = re.compile(_CORRECTIONS, re.IGNORECASE)
_MARKERS = tuple(re.compile(form, re.IGNORECASE) for form in (_HEADINGS, _CHOICES, _LAST_WORDS))
HEADING, CHOICE, LAST_WORD = range(len(_MARKERS))

_OPEN_BEFORE = re.compile(
    r"(?:\b(?:not|never|if|whether|unless|doubt|wrong|incorrect|least|might|maybe|perhaps|may|could|"
    r"possible|possibly|probably|other|"
    r"another|previous|cannot|no|without|neither|nor|unlikely|alternative|second|runner-up)\b|"
    r"n't\b)(?:(?!\b(?:but|however|yet|still)\b)[^.;!?\n:]){0,80}\Z",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    r"(?:(?:(?<=\n)|(?<=\A))[\s*#-]*|(?<=[.;!?)] ))(?:(?:brief |short |my )?(?:explanation|"
    r"reason(?:ing|s)?|rationale|justification|evidence|because|notes?|"
    r"description|details|analysis|observations?|cues?|context|comment|why)(?: \w+){0,2})\s*:",
    re.IGNORECASE,
)

_LOOK_BACK = 100
_MOST = 24
"""Conclusions of one answer that are looked at, from the end: a text that concludes more often repeats itself."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A place where an answer concludes.

    Attributes:
        rank: ``HEADING`` < ``CHOICE`` < ``LAST_WORD``.
        start: where it begins in the text.
        end: where its text begins.
        segment: for "X fits best" what stands before; "" for all others, where it comes behind.
    """

    rank: int
    start: int
    end: int
    segment: str = ""


def conclusions(text: str) -> list[Conclusion]:
    """The places where a text concludes, in their order; those within a denial or a doubt are none.

    >>> conclusions("It is not sad. Final answer: anger")[-1].rank == LAST_WORD
    True
    >>> conclusions("I do not think the answer is sadness")
    []
    """
    found = [
        Conclusion(rank, match.start(), match.end())
        for rank, form in enumerate(_MARKERS)
        for match in form.finditer(text)
        if match[0].endswith("=>") or not _OPEN_BEFORE.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    ]
    found += [Conclusion(CHOICE, match.start(), match.end(), match[1]) for match in _BEHIND.finditer(text)]
    return sorted(found, key=lambda c: (c.end, c.rank))[-_MOST:]


def behind_correction(text: str) -> str | None:
    """What follows the last correction, "wait, actually"; None if there is none.

    >>> behind_correction("sad. Wait, actually happy")
    'happy'
    """
    last = None
    for match in _CORRECTED.finditer(text):
        if not _ADDS.match(text, match.end()):
            last = match
    return text[last.end() :].strip() if last else None


def line_behind(text: str, place: int) -> tuple[str, int]:
    """The rest of the line from a place on, or the next one that is not empty, and where it ends."""
    start = place
    while start < len(text) and text[start] in " \t\n:*-=>":
        start += 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return text[start:end], end


def block_behind(text: str, place: int) -> tuple[str, int]:
    """The text from a place on to the next empty line, and where it ends."""
    start = place
    while start < len(text) and text[start] in " \t\n:*=>":
        start += 1
    match = re.compile(r"\n[ \t]*\n").search(text, start)
    end = match.start() if match else len(text)
    return text[start:end], end


def without_reasons(text: str) -> str:
    r"""The text up to where it starts to explain itself, "Reason: ...", if an answer stands before; else as it is.

    >>> without_reasons("anger\nReason: he shouts")
    'anger\n'
    """
    match = next((m for m in _EXPLAINS.finditer(text) if text[: m.start()].strip()), None)
    return text[: match.start()] if match else text


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text that are not empty."""
    return (part.strip() for part in re.split(r"\n[ \t]*\n", text) if part.strip())


def sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text that are not empty."""
    return (part.strip() for part in re.split(r"\n|(?<=[.!?]) +", text) if part.strip())
