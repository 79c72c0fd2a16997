"""The spoken words that a rationale quotes or tells."""

import re
from dataclasses import dataclass

from emocfg.schema import AffectiveTree, tokens

_STEM, _SHARED = 5, 2
_COMMON = frozenset("that this with have from they were what when your about there their will would could some".split())
_SAYING = frozenset(
    "says say said asks ask asked tells tell told begs regrets announces announced mentions mentioned complains admits "
    "repeats answers answered replies replied insists explains promises thanks wonders shouts whispers "
    "states speaks words "
    "sentence line remark news".split()
)
SINGLE = re.compile("(?<!\\w)[\u2018']([^\\n]{4,300}?)[\u2019'](?!\\w)")
QUOTE = re.compile('[\u201c"]([^\u201c\u201d"\n]{2,2000})[\u201d"]')


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a rationale says were spoken.

    Attributes:
        text: the words, or the sentence that tells them in other words.
        speaker: who it says spoke them; "" if it does not say.
        line: for words that are told and not quoted, the line of the dialogue that they are told of.
    """

    text: str
    speaker: str
    line: int | None = None


def quotes(text: str, tree: AffectiveTree) -> list[Quote]:
    """The quotes of a text, or, where it has none, the sentences that tell what was said."""
    speakers = {line.speaker for line in tree.dialogue}
    lines = {letters(line.text) for line in tree.dialogue}
    found = []
    for match in (*QUOTE.finditer(text), *SINGLE.finditer(text)):
        around = text[max(0, match.start() - 80) : match.start()] + " " + text[match.end() : match.end() + 40]
        named = [speaker for speaker in speakers if re.search(rf"\b{re.escape(speaker)}\b", around, re.IGNORECASE)]
        if len(match[1].split()) > 1 or letters(match[1]) in lines:
            found.append(Quote(match[1].strip(), named[0] if len(named) == 1 else ""))
    return found or _told(text, tree)


def _told(text: str, tree: AffectiveTree) -> list[Quote]:
    """Sentences that tell what was said: two words or more of a line, by their stems, and a verb of saying."""
    found = []
    for sentence in re.split(r"[.!?]", text):
        words = tokens(sentence)
        stems = {word[:_STEM] for word in words if len(word) >= _STEM - 1} - _COMMON
        shared = [len(stems & {w[:_STEM] for w in tokens(line.text)}) for line in tree.dialogue]
        unseen = not any(person.attributes or person.units is not None for person in tree.persons)
        if shared and max(shared) >= _SHARED and (unseen or not _SAYING.isdisjoint(words)):
            found.append(Quote(sentence.strip(), "", shared.index(max(shared))))
    return found


def letters(text: str) -> str:
    """Only the letters and digits of a text, in lower case: what tells two lines apart."""
    return "".join(c for c in text.lower() if c.isalnum())
