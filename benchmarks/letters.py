"""Letters in answers: "(B)", "b) happiness", "option B", "A, C" stand for the options shown under them."""

import re

from emocfg.schema import letter

from .surfaces import option_word

_LETTER_HEADING = re.compile(r"\A(?:options?|choices?|letters?)(?: are)?\b:?", re.IGNORECASE)
_BETWEEN_LETTERS = re.compile(r"[\s,;:.&()*\[\]]+|\band\b")
_LETTER_FORMS = re.compile(
    r"\(([A-Z]{1,2})\)|\[([A-Z]{1,2})\]"
    r"|(?:(?<=\A)|(?<=[\n,;] )|(?<=[\n,;]))[\s*-]*(?:([A-Za-z])\)|([A-Z]{1,2})\**\.(?=\s|\Z))"
    r"|\A\W*([A-Z]{1,2})\W*(?=\n|\Z)"
    r"|\A\W*([A-Z]{1,2})(?= (?:is (?:correct|right|the (?:correct |right |best )?answer)|because|since|as)\b)"
    r"|(?i:\b(?:option|choice|letter|it's|it is|choose|pick|select|go with|be))(?i: is)?:? \**([A-Z]{1,2})"
    r"(?=\** (?:because|since|as)\b|\W*\Z|[.,;:!?)])"
)
_WEAK_LETTER = re.compile(r"\A\W*([A-Z]{1,2})\**\s*[:\u2013-]?\**\s")


def spell_out_letters(text: str, options: tuple[str, ...]) -> str:
    """The text with letters in clear form, "(B)", "b) ...", "option B", replaced by a word for the option they are."""
    by_letter = _by_letter(options)

    def word(form: re.Match[str]) -> str:
        option = by_letter.get(next(filter(None, form.groups())).upper())
        return form[0] if option is None else f" {option_word(option)} "

    return _LETTER_FORMS.sub(word, text)


def only_letters(text: str, options: tuple[str, ...]) -> list[str] | None:
    """The options of an answer that is nothing but letters; None if it is something else."""
    by_letter = _by_letter(options)
    parts = [part for part in _BETWEEN_LETTERS.split(_LETTER_HEADING.sub("", text)) if part]
    if not parts or any(part not in by_letter for part in parts):
        return None
    return list(dict.fromkeys(by_letter[part] for part in parts))


def weak_letter(text: str, options: tuple[str, ...]) -> str | None:
    """The option of a letter that starts the text without more: enough to contradict a label, not to be an answer."""
    match = _WEAK_LETTER.match(text)
    if match is None or match[1] in ("A", "I"):
        return None
    return _by_letter(options).get(match[1])


def _by_letter(options: tuple[str, ...]) -> dict[str, str]:
    return {letter(i): option for i, option in enumerate(options)}
