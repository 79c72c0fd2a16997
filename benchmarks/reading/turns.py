"""English turns of phrase in the plain forms that the reader of mentions knows: "not", "rather than", "maybe".

Rewriting them keeps one reader of negation for answers, captions and rationales.
"""

import re

_REJECT = r"(?:rule[sd]?|ruling)"
_DISCARD = r"(?:exclud|eliminat|reject|dismiss|discard|discount|dismiss|disregard|reject)(?:e[sd]?|ing|ed|s)?"
_BE = r"(?:is|are|was|were|be|been|being)"
_SURE = r"(?:clearly|easily|safely|also|therefore|thus|completely|quite|all|both|entirely|probably)"

_TURNS: tuple[tuple[str, str], ...] = (
    # what looks like a denial and is none
    (
        r"\b(?:there is |there's |i have )?(?:no|without(?: a| any)?|beyond(?: any| a)?) (?:doubt|"
        r"question)(?: that| about it| at all)?\b",
        " ",
    ),
    (
        r"\b(?:not surprisingly|unsurprisingly|not to mention|nothing (?:but|other than|except)|none other "
        r"than|no other than)\b",
        " ",
    ),
    (r"\b(?:can't|cannot|can not|couldn't|could not) (?:help|stop|be anything) (?:but )?", " "),
    (r"\bnot (?:only|just|merely|simply|solely)\b", " "),
    (r"\bbut (?:also|as well)\b", " and "),
    (r"\bno,? (?:wait|actually|sorry|rather)\b", " wait "),
    (r"\bmy (?:best )?(?=answer|choice|pick)", "my "),
    (r"\bfree (?:from|of)\b", " without "),
    (r"(?:(?<=[.!?] )|(?<=\n))no, (?!wait)", "no. "),
    (r"\b(?:reads?|reading) (?=as\b|like\b|into\b|off\b)|\b(?:turn(?:s|ed|ing)? out|in turn)\b", " looks "),
    # comparisons
    (r"\bnot so much ((?:[\w-]+ ){1,4}?)as\b", r"not \1but"),
    (
        r"\b(?:much |far |clearly |a lot |slightly )?(?:more likely|closer|nearer) (?:to )?(?:be "
        r")?((?:[\w-]+ ){1,5}?)than (?:to )?(?:be )?",
        r"\1rather than ",
    ),
    (r"\b(?:more|rather) (?!than\b)((?:[\w-]+ ){1,4}?)than\b(?: of)?", r"\1rather than"),
    (r"\b(?:as opposed to|in contrast (?:to|with)|in place of|over and above)\b", " rather than "),
    (r"\b(?:unlike|contrary to|compared (?:to|with)|as opposed to|in contrast (?:to|with)) [^,.;:!?\n]{1,60},", " "),
    (
        r"\b(?:unlike|contrary to|compared (?:to|with)|confused with|mistaken for|no longer|nowhere near|"
        r"by no means|in no way|never)\b",
        " not ",
    ),
    (r"\bon the (positive|negative|neutral|happy|sad|angry) side\b", r"\1"),
    # denials
    (rf"\b{_REJECT} ((?:[\w-]+ ){{1,6}}?)out\b", r"not \1"),
    (
        rf"\b(?:(?:can|could|may|might|must|should|has|have)(?: \w+)? )?(?:{_BE} )?(?:{_BE} )?(?:{_SURE} "
        rf")?(?:{_BE} )?{_REJECT} out\b(?= (?:by|because|since|as|here|too)\b|\s*[.,;:!?\n)]|\s*\Z)",
        " is ruled out ",
    ),
    (
        rf"\b(?:(?:can|could|may|might|must|should|has|have)(?: \w+)? |{_BE} )(?:{_BE} )?(?:{_SURE} )?{_DISCARD}\b",
        " is ruled out ",
    ),
    (rf"\b(?:can|could|may|might|must|should) (?:not )?(?={_DISCARD}|{_REJECT})", " "),
    (rf"\b{_DISCARD}\b", " not "),
    (
        r"\b(?:is|are|was|were) (?:off the table|out of the question|out of place|nowhere|not it|too "
        r"(?:strong|weak|much)|out)\b(?! of)",
        " is ruled out ",
    ),
    (r"\b(?:fails?|failed|failing|refuses?|stops?|stopped|ceases?|ceased) (?:to|being|showing|looking)\b", " not "),
    (
        r"\b(?:doesn't|does not|don't|do not|didn't|did not|wouldn't|would not) (?:really |quite |seem to |"
        r"appear to )?(?:fit|match|apply|hold|suit)\b(?! with)",
        " is ruled out ",
    ),
    (
        r"\bthere(?:'s| is| are|'re)(?: absolutely| really)? (?:nothing|none|not(?:hing)? (?:a |any "
        r")?(?:sign|trace|hint)s? of)\b",
        " not ",
    ),
    (r"\bnothing (?=\w)", " not "),
    (r"\b(?:scarcely|seldom|rarely)\b", " hardly "),
    (r"\bwould be (?=(?:my|the) (?:\w+ )?(?:answer|choice|pick|label|option|one))", " is "),
    # doubts
    (
        r"\b(?:i (?:would )?(?:guess|suppose|suspect|wonder)|(?:my|a|best|wild|educated) guess|i'd guess|"
        r"not entirely (?:sure|clear|certain)|presumably|potentially|conceivably|supposedly|tentatively|in "
        r"doubt|50[/-]50|toss-?up|on the fence|ambiguous|torn|mix of|mixture of|undecided|borderline|cannot "
        r"decide|can't decide|can't settle|cannot settle|in[- ]between|depends|lean(?:ing|s)? (?!back|forward|"
        r"in\b|over|against|to the|on\b|left|right|down)|hints? (?:at|of)|whether|might as well|don't know|do "
        r"not know)\b",
        " maybe ",
    ),
)
_RULES = tuple((re.compile(form, re.IGNORECASE), plain) for form, plain in _TURNS)


def plain_turns(text: str) -> str:
    """The text with its turns of phrase in plain forms.

    >>> plain_turns("More sad than angry").strip()
    'sad rather than angry'
    >>> " ".join(plain_turns("not only sad but also afraid").split())
    'sad and afraid'
    """
    for form, plain in _RULES:
        text = form.sub(plain, text)
    return text
