"""Letters and places in answers: "(B)", "b) happiness", "option 2", "the third one" stand for the options shown."""

import re
from collections.abc import Sequence

from emocfg.schema import letter

UNKNOWN = "optionunknown"
"""The word for a letter behind the last option: naming it is naming something else."""

_SAID = (
    r"(?:I (?:think|believe|would say|am sure)|definitely|clearly|obviously|certainly|by far|"
    r"because|since|as|for|due|given|with|based|is|was|would|seems|fits)\b"
)
_END = rf"(?=\s*(?:[.,;:!?)\n]|\Z|=>|- )|\s+{_SAID})"
_CHOOSING = (
    r"(?:option|choice|letter|ans|so|therefore|thus|hence|final|finally|definitely|clearly|certainly|only|"
    r"namely|leaves|answer(?: "
    r"is| was| would be|:)?|it's|it is|choose|chose|pick|picked|select|selected|go with|"
    r"going with|went with|settle on|opt for|say|be|means?|vote for|vote:|answer with)(?: is)?[:.]?(?: "
    r"-| =|,)?(?: option| letter| choice)?"
)
_FORMS = re.compile(
    r"[(\[{<]\s?(?P<round>[A-Z]{1,2})\s?[.:]?[)\]}>](?:\s?[-:=](?=\s))?|(?<!\w)[(\[]\s?(?P<low>[a-z])\s?[)\]]"
    r"|(?:(?<=\A)|(?<=[\n,;] )|(?<=[\n,;])|(?<=\band )|(?<=[:=-] ))[ \t*-]{0,6}(?:(?P<half>[A-Za-z])\)|"
    r"(?P<dot>[A-Z]{1,2})\.(?=\s|\Z)"
    r"|(?P<colon>[B-Z]|[A-Z]{2}|A(?=\s?[:=]\s*\S+(?: \S+){0,2}\s*(?:\n|\Z)))\s?[:=](?=\s|\Z)|"
    r"(?P<article>A)\s?:(?=\s)|(?P<before>[A-Z])(?=\s?\([a-z])|(?P<lowdot>[a-z])[.:](?=\s|\Z))"
    r"|(?:(?<=\A)|(?<=\n))[ \t*-]{0,6}(?:(?P<dash>[A-Z])\s{1,3}-\s|(?P<alone>[A-Z]{1,2}|[b-z])[ \t.!]*(?=\n|\Z)|"
    rf"(?P<so>[A-Z]{{1,2}})(?=,?\s+(?:is (?:correct|right|the|my|not|wrong|incorrect)|{_SAID}))|"
    rf"(?P<weak>[B-HJ-Z])(?=\s+[a-z]))"
    rf"|(?i:\b{_CHOOSING})\s+(?P<chosen>[A-Z]{{1,2}}){_END}"
    rf"|(?i:\b(?:option|choice|letter|answer:|answer is)) (?P<lowchosen>[b-z]){_END}"
    rf"|(?i:\b(?:not|isn't|scratch|strike|drop|without|minus|except|but|than|nor|neither|or|either|both|versus|"
    rf"and|of)) (?P<joined>[A-Z]){_END}"
    r"|(?<=\w)(?:,| -) (?P<behind>[B-HJ-Z])(?=\.?\s*(?:\Z|\n))"
)
_SAID_BEFORE = frozenset(("chosen", "lowchosen", "joined", "behind"))
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|last|\d{{1,2}}(?:st|nd|rd|th))"
_PLACES = re.compile(
    rf"\b(?:option|choice|candidate)s?(?: number| no\.?| "
    rf"nr\.?)?\s*[#:]?\s*\(?(?P<number>{_NUMBER})(?P<more>(?:\s*(?:,|and|"
    rf"&)\s*{_NUMBER}){{0,11}})\b\)?(?![.,]\d|\s*%)"
    r"|(?:(?<=\A)|(?<=answer: )|(?<=answer is )|(?<=it's )|(?<=it is ))\s*(?:[(\[]\s?(?P<bracket>\d{1,2})\s?[)\]]|"
    r"numbers? (?P<called>"
    + _NUMBER
    + r")\b|(?P<half>\d{1,2})\)|(?P<dot>\d{1,2})\.(?=\s*\Z)|#\s?(?P<hash>\d{1,2}))(?!\.?\d)"
    rf"|\b(?:the )?(?P<ordinal>{_ORDINAL}(?:(?:\s?,\s?(?:and )?|\sand )(?:the )?{_ORDINAL}){{0,11}}) "
    rf"(?:one|option|choice|answer|label|candidate|item)s?\b(?! (?:is|was) (?:not|wrong|incorrect))",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"\A\W*(?:(?:options?|choices?|letters?|answers?)(?: "
    r"are)?\W*)?([A-Z]{1,2}(?:(?:[\s,;:.&+/()\[\]'\"]+(?:and\b[\s(\[]*)?[A-Z]{1,2})){0,60}\b[\s,;:.&+/()\[\]'\"]*)\Z",
    re.IGNORECASE,
)
_APART = re.compile(r"\A\W*[a-z](?:\W*[,;/&+)\]]\W*(?:and\s+)?[a-z])+\W*\Z|\A\W*[a-z] and [a-z]\W*\Z")
_JOINED = re.compile(r"\A\W*([A-Z]{2,11})\W*\Z")
_LETTERS = re.compile(r"\b(?!and\b)[A-Za-z]{1,2}\b")
_SOME = re.compile(
    r"(?<![\w'(])[A-Z](?:(?:\s?,\s?(?:and\s|or\s)?|\s?[&/+]\s?|\s(?:and|or)\s)(?!I\s[a-z])[A-Z]\b(?!['.]\w)){1,30}"
)
"""Capital letters in a row, "C and E", wherever they stand."""


def option_word(label: str) -> str:
    """The one word that stands for a letter in an answer; no text has it by itself."""
    return "option" + re.sub("[^a-z0-9]", "", label.lower())


def spell_out_letters(text: str, options: Sequence[str], *, numbers: bool) -> str:
    """The text with letters and places in clear form replaced by a word for the option they are.

    Args:
        text: an answer.
        options: in the order shown.
        numbers: True where a bare number can only be the place of an option.

    >>> spell_out_letters("Option B.", ["sadness", "happiness"], numbers=True).split()
    ['Option', 'optionhappiness', '.']
    """
    places = {letter(i): option for i, option in enumerate(options)}

    def of_letter(form: re.Match[str]) -> str:
        kind = str(form.lastgroup)
        name = form[kind].upper()
        if kind == "article":  # "A: the person smiles" is the letter, or the answer to a "Q:"
            return form[0] if "Q:" in text else f" {UNKNOWN} "
        said = form[0][: form.start(kind) - form.start()] if kind in _SAID_BEFORE else ""
        if name in places:
            return f"{said} {option_word(places[name])} {'. ' if kind == 'dot' else ''}"
        beyond = kind in ("round", "half", "dot", "chosen") and len(name) == 1 and len(options) < 26
        return f"{said} {UNKNOWN} " if beyond else form[0]

    def of_place(form: re.Match[str]) -> str:
        wanted = [_index(word, len(options)) for word in _numbers_of(form)]
        words = [option_word(options[i]) if 0 <= i < len(options) else UNKNOWN for i in wanted]
        return f" {' , '.join(words)} "

    text = re.sub(r"(?<=[A-Za-z]):(?=[A-Z]\b)", ": ", text)
    text = _SOME.sub(lambda found: re.sub(r"\b[A-Z]\b", r"(\g<0>)", found[0]), text)
    text = _FORMS.sub(of_letter, text)
    return _PLACES.sub(of_place, text) if numbers else text


def only_letters(text: str, options: Sequence[str], *, several: bool) -> list[str] | None:
    """The options of an answer that is nothing but capital letters, "A, C" or "(A) (C)"; None if it is something else.

    ``several`` also reads letters that stand together, in the order of the alphabet: "ACD".
    """
    places = {letter(i): option for i, option in enumerate(options)}
    run = _RUN.match(text)
    said = run[1] if run else ""
    names = _LETTERS.findall(said)
    if names == ["a"] or not (len(names) == 1 or all(map(str.isupper, names)) or _APART.search(said)):
        return None
    names = [name.upper() for name in names]
    joined = _JOINED.match(text)
    if several and joined and joined[1] not in places and sorted(set(joined[1])) == list(joined[1]):
        names = list(joined[1])
    if not names or any(name not in places for name in names):
        return None
    return list(dict.fromkeys(places[name] for name in names))


def _numbers_of(form: re.Match[str]) -> list[str]:
    kind = next(name for name in ("number", "bracket", "called", "half", "dot", "hash", "ordinal") if form[name])
    if kind == "ordinal":
        return [word.lower() for word in re.findall(_ORDINAL, form[kind], re.IGNORECASE)]
    more = re.findall(_NUMBER, form["more"] or "", re.IGNORECASE)
    return [form[kind].lower(), *(word.lower() for word in more)]


def _index(word: str, count: int) -> int:
    """The index of "2", "two", "second", "2nd" or "last"."""
    if word == "last":
        return count - 1
    for names in (_ORDINALS, _NUMBERS):
        if word in names:
            return names.index(word)
    return int(re.sub(r"\D", "", word)) - 1
