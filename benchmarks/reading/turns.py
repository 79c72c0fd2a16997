"""English turns of phrase in the plain forms that the reader of mentions knows: "not", "rather than", "maybe".

Rewriting them keeps one reader of negation for answers, captions and rationales.
"""

import re

_REJECT = r"(?:rule[sd]?|ruling)"
_DISCARD = r"(?:exclud|eliminat|reject|dismiss|discard|discount|disregard)(?:e[sd]?|ing|ed|s)?"
_BE = r"(?:is|are|was|were|be|been|being)"
_SURE = r"(?:clearly|easily|safely|also|therefore|thus|completely|quite|all|both|entirely|probably)"

_TURNS: tuple[tuple[str, str], ...] = (
    (r"(?<=\S)[ \t]{2,}", " "),
    (r"\bleav(?:es?|ing) (?:me|us|one) (?:in|with) (?:no|little) doubt(?: that)?", " therefore "),
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
    (
        r"\b(?:among|out of|from) (?:all )?(?:of )?(?:the|these|those) (?:\w+ )?(?:options|choices|labels|candidates|"
        r"categories|classes)(?: \w+)?,? (?=(?:that|this|it|which|i|the (?:best|closest|answer)|only) )",
        " ",
    ),
    (r"\b(?:the |a )?(?:scale|range|spectrum) (?:\w+ )?from [^,.;:!?\n]{1,40} to (?:\w+ )?\w+\b", " scale "),
    (r"\bnot (?:only|just|merely|simply|solely)\b", " "),
    (r"\bbut (?:also|as well)\b", " and "),
    (r"\bno,? (?:wait|actually|sorry|rather)\b", "wait "),
    (r"\bmy (?:best )?(?=answer|choice|pick)", "my "),
    (r"\bfree (?:from|of)\b", " without "),
    (
        r"\b(?:scratch|strike|drop|delete|remove|forget|cross out|take out|leave out|skip|minus)(?:ping|ting|"
        r"ing)? (?=option)",
        " not ",
    ),
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
    (r"\b(?:unlike|contrary to|compared (?:to|with)) [^,.;:!?\n]{1,60},", " "),
    (
        r"\b(?:unlike|contrary to|compared (?:to|with)|confused with|mistaken for|no longer|nowhere near|"
        r"by no means|in no way|never)\b",
        " not ",
    ),
    (r"\bless (?!than\b)((?:[\w-]+ ){1,3}?)than\b", r"not \1but"),
    (r"\b(he|she)'s\b", r"\1 is"),
    (r"\? ?(?:hardly|not really|nope|nah|unlikely|i doubt it|i don't think so|not at all)\b", "? no"),
    (
        r"\b(?:pretend(?:s|ed|ing)?|tries|tried|trying|attempts?|attempting|wants?|wanting|(?:is|are|was|were) about|"
        r"threatens) (?:hard )?to (?!hide|mask|suppress|conceal|control|contain|keep|stay|remain|hold)",
        " not ",
    ),
    (r"\bstop(?:s|ped) (?=\w+ing\b)|\bwhat is (?:missing|absent|lacking|not there) is\b", " not "),
    (r"\b(?:there is|there's|shows|with|see) (?:very |only |too |so )?little (?!girl|boy|bit\b)", " not "),
    (r"\b(\w+)'ve\b", r"\1 have"),
    (r"\bbut no[:,] ", "but "),
    (
        r"(?:(?<=\A)|(?<=\n))((?:not |in)?(?:active|present|absent|visible|missing|observed|detected)|yes|no) ?=> ?",
        r"\1: ",
    ),
    (
        r"\b(?:that |which )?(?:fits?|applies|matches|suits)(?: \w+)? (?:the )?(?:least|worst)(?: of all)? "
        r"(?:is|would be)\b",
        " not ",
    ),
    (r"\b(?:fits?|applies|matches|suits)(?: \w+)? (?:the )?(?:least|worst)\b", " is ruled out "),
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
    (r"\bnothing (?=\w)(?!(?:more|left|else|can|to|is|of the|moves|happens|stirs|changes)\b)", " not "),
    (r"\bnot ((?:[\w-]+ ){1,3})either\b", r"not \1"),
    (r"\b(?:scarcely|seldom|rarely)\b", " hardly "),
    (r"\bwould be (?=(?:my|the) (?:\w+ )?(?:answer|choice|pick|label|option|one))", " is "),
    # doubts
    (
        r"\b(?:i (?:would )?(?:guess|suppose|suspect|wonder)|(?:my|a|best|wild|educated) guess|i'd guess|"
        r"not entirely (?:sure|clear|certain)|presumably|potentially|conceivably|supposedly|tentatively|in "
        r"doubt|50[/-]50|toss-?up|on the fence|ambiguous|torn|mix of|mixture of|undecided|borderline|cannot "
        r"decide|can't decide|can't settle|cannot settle|in[- ]between|(?:not|hardly) (?:convinced|persuaded)|"
        r"unconvinced|(?:is|are|seems?|remains?) (?:also |still |quite |just )?"
        r"(?:possible|conceivable|plausible|imaginable)|depends|lean(?:ing|s)? (?!back|forward|"
        r"in\b|over|against|to the|on\b|left|right|down)|hints? (?:at|of)|whether|might as well|don't know|do "
        r"not know)\b",
        " maybe ",
    ),
    (
        r"\b(?:almost|nearly|practically|verging on|bordering on) (?!certain|sure|definit|exclusive|complete|entire|"
        r"impercept|unmistak|undoubt|(?:al|any|every|no)\w*\b|\d|\w+ty\b|ten\b|fifteen\b)",
        " maybe ",
    ),
    (
        r"(?:(?<=\A)|(?<=[.!?\n] )|(?<=\n))(?:had|were) (?!i\b)[^,.;:!?\n]{1,80}, (?:i|one|it|this|that|he|she) "
        r"(?:would|might|could)\b",
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
