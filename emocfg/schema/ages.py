"""Ages in figures, as the words of the three age classes that corpora annotate."""

import re

_YEARS = re.compile(
    r"\b(?:aged |age of )?([0-9]{1,3})(?:\s*(?:-|to|or)\s*([0-9]{1,3}))?[\s-]+years?[\s-]+(?:old|of age)s?\b"
    r"|\baged?:? ([0-9]{1,3})\b",
    re.IGNORECASE,
)
_PART = r"(?:early |mid[- ]?|late )"
_DECADE = re.compile(
    rf"\b(?:in (?:her|his|their) {_PART}?|{_PART})([1-9]0)'?s\b"
    rf"|\b(?:in (?:her|his|their) )?{_PART}?"
    r"(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|teens)\b",
    re.IGNORECASE,
)
_DECADES = {
    name: 10 * number
    for number, name in enumerate(
        "teens twenties thirties forties fifties sixties seventies eighties nineties".split(), 1
    )
}
_YOUNG, _MIDDLE, _OLD = range(31), range(40, 60), range(65, 121)


def age_words(text: str) -> str:
    """Replace ages in figures by "young", "middle aged" or "elderly"; ages between the classes say nothing.

    Young is up to 30, middle-aged 40 to 59, elderly from 65. The corpora give no limits in years, so the ages about
    which people would differ are left out.

    >>> age_words("A woman of 25 years of age; he is in his fifties; 35 years old.")
    'A woman of young; he is middle aged; .'
    """
    text = _YEARS.sub(lambda found: _class(*(int(age) for age in found.groups() if age)), text)
    return _DECADE.sub(lambda found: _decade(found[1], found[2]), text)


def _decade(figures: str | None, name: str | None) -> str:
    first = int(figures) if figures else _DECADES[str(name).lower()]
    return _class(first, first + 9)


def _class(*ages: int) -> str:
    for word, years in (("young", _YOUNG), ("middle aged", _MIDDLE), ("elderly", _OLD)):
        if all(age in years for age in ages):
            return word
    return ""
