"""An answer as plain text: without markup, marks as words, without what it only quotes or repeats of the question."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from emocfg.schema import display, letter

_SIGNS = {
    **dict.fromkeys("✓✔✅☑👍🟢🗸⭕", " yes "),
    **dict.fromkeys("✗✘❌✖❎🚫👎🔴☒⛔", " no "),
    **dict.fromkeys("\u2018\u2019\u00b4\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f\u300a\u300b", '"'),
    **dict.fromkeys("\u2013\u2014\u2015\u2212\u2012", " - "),
    **dict.fromkeys("→⇒⟹➜➔➡", " => "),
    **dict.fromkeys("•◦▪‣●○·", "\n- "),
    **dict.fromkeys("°º", " degrees "),
    **dict.fromkeys("、", ", "),
    **dict.fromkeys("。", ". "),
    **dict.fromkeys("【〔", " ["),
    **dict.fromkeys("】〕", "] "),
    **dict.fromkeys("\u200b\u200c\u200d\ufeff\ufe0f\u00ad", ""),
}
_TABLE = str.maketrans(_SIGNS)
_BOXES = re.compile(r"\[( ?[xX] ?)\](?=\s*\w)|\[( ?)\](?=\s*\w)")
_TAGS = re.compile(
    r"</?(?:b|i|u|em|strong|p|br|span|label|emotion|result|output|final|response|answer|Answer|ANSWER)\s*/?>"
)
_LATEX = re.compile(r"\\(?:text|textbf|mathrm|mathbf|boxed|textit)\s*\{([^{}]{0,200})\}")
_MARKUP = re.compile(
    r"\*\*|(?<!\w)__|__(?!\w)|`|\$|(?m:^[ \t]*#{1,6}[ \t]+)|(?m:^[ \t]*>[ \t]?)|(?<![\w*])\*(?=\w)|"
    r"(?<=[\w.!?])\*(?!\w)"
)
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}")
_REPEATED = re.compile(r"\b(\w+)(?:[ \t]\1\b){3,}")
"""A word said over and over, as models do that have lost the thread; three of it say the same."""

_QUOTED = re.compile(r'"([^"\n]{1,600})"|(?<![\w\'])\'((?:[^\'\n]|(?<=\w)\'(?=\w)){1,600})\'(?!\w)')
_LONGEST_NAME = 3
"""Words of a quotation that may be the name of an option; longer ones are what somebody says."""

_ASKS_FIRST = r"(?:options?|choices?|candidates|question|following|which|from|among|labels?|select|choose)"
_JOINT = r"[\s,;|/.*-]{0,12}(?:(?:and|or)\s{1,4})?"


def plain(text: str) -> str:
    """The text without markup, with typographic signs, check marks and bullets in one plain form.

    >>> plain("**AU12** ✅")
    'AU12 yes '
    """
    text = text.translate(_TABLE) if not text.isascii() else text
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    text = (
        "".join(c if unicodedata.category(c) not in ("So", "Sk", "Cs", "Co", "Cn") else " " for c in text)
        if not text.isascii()
        else text
    )
    text = _LATEX.sub(r"\1", text)
    text = _BOXES.sub(lambda box: " yes " if box[1] else " no ", text)
    text = _SPACES.sub(" ", _MARKUP.sub("", _TAGS.sub(" ", text)))
    return _REPEATED.sub(r"\1 \1 \1", text)


def without_speech(text: str) -> str:
    """The text without what it quotes, but for quotations short enough to be a name, or the whole text.

    >>> without_speech('He says "I am so happy for you", but he is angry.')
    'He says  , but he is angry.'
    """

    def kept(found: re.Match[str]) -> str:
        quoted = found[1] or found[2]
        whole = len(found[0]) >= len(text.strip(" .\n"))
        return f" {quoted} " if whole or (len(quoted.split()) <= _LONGEST_NAME and quoted[-1:] not in "!?") else " "

    return _QUOTED.sub(kept, text)


def without_options(text: str, options: Sequence[str], *, several: bool) -> str:
    """The text without a list of all options in their order, as the question shows them.

    Args:
        text: an answer.
        options: in the order shown.
        several: True where the list may be the answer: then it is left out only behind a word that asks.
    """
    if len(options) < 2 or len(text) < sum(map(len, options)):
        return text
    return _listing(tuple(options), several=several).sub("\n", text)


@cache
def _listing(options: tuple[str, ...], *, several: bool) -> re.Pattern[str]:
    rows = []
    for i, option in enumerate(options):
        name = "[ _]".join(map(re.escape, display(option).split()))
        rows.append(rf"(?:[(\[]?(?:{letter(i)}|{i + 1})[)\].:]\s{{0,3}})?{name}\b")
    head = (
        rf"\b{_ASKS_FIRST}\b[^\n]{{0,120}}?[\s:(\[]{{1,4}}"
        if several
        else rf"(?:\b(?:the )?{_ASKS_FIRST}\b[^\n:]{{0,120}}[:?]\s{{0,3}})?"
    )
    return re.compile(head + _JOINT.join(rows) + r"[)\].]?", re.IGNORECASE)
