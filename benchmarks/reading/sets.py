"""Answers about all options at once: none of them, all of them, all but some."""

import re

_THINGS = (
    r"(?:action units?|aus?|units?|actions?|emotions?|attributes?|features?|movements?|options?|"
    r"labels?|expressions?|feelings?|items?|activity|muscles?)"
)
_VERB = (
    r"(?:is|are|can be|was|were|apply|applies|appl(?:y|ies) here|fits?|match(?:es)?|happens?|occurs?|"
    r"takes? place|shows?(?: up)?|seems?(?: to be)?|appears?(?: to be)?|could be|do(?:es)? (?:any of )?)"
)
_STATE = (
    r"(?:active|activated|present|visible|seen|shown|performed|apply|applies|applicable|detected|"
    r"observed|observable|discernible|identified|found|noticeable|evident|here|displayed|expressed|occurring|"
    r"at all|correct|appropriate|fitting|to be seen)"
)
_REST = (
    r"(?:[;,.:-]+\s*(?:nothing (?:moves|happens|stirs|changes)|no movement)(?: at all| anywhere)?|"
    r"[;,.:-]+\s*(?:all |the |her |his |their |whole |entire |facial ){0,3}(?:face|head|person|man|woman|"
    r"expression|"
    r"features|muscles|she|he|everything)\s(?:is |are |stays? |remains? |rests? |looks? |keeps? |just |"
    r"completely |entirely |fully |totally |quite "
    r"|perfectly )*(?:at rest|still|relaxed|neutral|blank|motionless|immobile|calm|unmoving|expressionless|"
    r"inactive)(?: throughout)?)"
)
_NONE = re.compile(
    rf"\W*(?:(?:the )?(?:answer|result|labels?)(?: is)?:?\s*)?(?:(?:i (?:can )?(?:see|detect|find|"
    rf"observe) |there (?:is|are) |it is )?"
    rf"(?:none|nothing|not(?= (?:on|in|from|of|at|is|here|visible|happens|listed|that|seen|applies|"
    rf"shown))|none at all|not (?:any|a single one|one)|no (?:\w+ ){{0,3}}{_THINGS}|zero {_THINGS}|an? empty "
    rf"(?:set|list)|empty|neither)"
    rf"(?: (?:of|from|in|on|among|out of) (?:them|these|those|it|the \w+(?: \w+){{0,2}}|these \w+|"
    rf"those \w+|this list|above|the above))*"
    rf"(?: (?:{_VERB}|(?:that|which) {_VERB}))?(?: {_STATE}| (?:in|on|from|of|to) (?:the |this |her |"
    rf"his )?\w+(?: \w+)?){{0,3}})\W*{_REST}?\W*\Z",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"\W*(?:(?:the answer is|i (?:can )?see)\s*)?(?:all(?: (?:of )?(?:the |these |those )?(?:\w+ "
    rf")?(?:above|them|these|those|it|options|labels|listed|{_THINGS}|\w+ (?:of them|listed)))?|everything|"
    rf"every (?:one|single one|option|label)(?: of them)?|each of them)"
    rf"(?: (?:listed|mentioned|given|offered|above|on the list|in the list|from the list))?(?: "
    rf"(?:{_VERB}))?(?: {_STATE})?\W*\Z",
    re.IGNORECASE,
)
_BUT = re.compile(
    rf"\W*(?:all(?: (?:of )?(?:them|the \w+|these|those|options))?|everything|every \w+"
    rf"|any of them)(?: (?:listed|above|{_VERB}|{_STATE}))*,?\s*(?:except(?: for)?|but(?: not)?|apart "
    rf"from|besides|save(?: for)?|other than|excluding|minus|with the exception of|aside from|"
    rf"bar)\s+(?P<rest>[^.;!?\n]{{1,200}})\W*\Z",
    re.IGNORECASE,
)


def says_none(text: str) -> bool:
    """True for an answer that is nothing but "none", in any words.

    >>> says_none("None of the listed emotions is present."), says_none("none, except AU4")
    (True, False)
    """
    return _NONE.match(text) is not None


def says_all(text: str) -> bool:
    """True for an answer that is nothing but "all of them".

    >>> says_all("All of the above."), says_all("all")
    (True, True)
    """
    return _ALL.match(text) is not None


def complement(text: str) -> str | None:
    """What an answer leaves out of all options: "everything except X" gives "X"; None for any other answer.

    >>> complement("Everything except eyeglasses.")
    'eyeglasses'
    """
    match = _BUT.match(text)
    return match["rest"] if match else None
