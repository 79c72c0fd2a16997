"""The words that captions and rationales use most, counted by texts, common words of grammar left out."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from .reading import MOST_CHARACTERS, exploded, row_files, tables, tallied
from .records import Term, Terms

MOST_TERMS = 30
_WORD_LENGTH = 40
_MOST_WORDS = 500_000
"""Different words that are remembered; beyond it the rarest are forgotten."""

_KINDS = {"captions": ("caption", "answer"), "rationales": ("rationale", "rationale")}
"""Kind of text to the config and the column that hold it."""

_COMMON = frozenset("doe don isn aren s t ll ve wa ha".split())
"""What is left of contractions beside the words of scikit-learn's list."""


def frequent_terms(root: Path) -> tuple[Terms, ...]:
    """The :data:`MOST_TERMS` most frequent words of each kind of text that the dataset has.

    A word counts once in a text, whatever its case; numbers and single characters are no words.
    """
    found = []
    for kind, (config, column) in _KINDS.items():
        words: Counter[str] = Counter()
        texts = 0
        for table in tables(row_files(root, config), (column,)):
            spoken = table.filter(pc.not_equal(table[column], ""))
            texts += spoken.num_rows
            words += _words(spoken[column])
            if len(words) > _MOST_WORDS:
                words = Counter(dict(words.most_common(_MOST_WORDS // 2)))
        if texts:
            top = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_TERMS]
            found.append(Terms(kind, texts, tuple(Term(*pair) for pair in top)))
    return tuple(found)


def _words(texts: pa.ChunkedArray) -> Counter[str]:
    """In how many of the texts each word occurs."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    plain = pc.utf8_lower(pc.utf8_slice_codeunits(texts, 0, MOST_CHARACTERS))
    split = pc.utf8_split_whitespace(pc.replace_substring_regex(plain, r"[^\p{L}\p{N}]+", " "))
    flat = exploded(pa.table({"text": pa.array(range(len(texts))), "word": split}), "word")
    long = pc.utf8_length(flat["word"])
    letters = pc.match_substring_regex(flat["word"], r"\p{L}")
    common = pc.is_in(flat["word"], value_set=pa.array(sorted(ENGLISH_STOP_WORDS | _COMMON)))
    fits = pc.and_(pc.greater(long, 1), pc.less_equal(long, _WORD_LENGTH))
    kept = flat.filter(pc.and_(pc.and_(fits, letters), pc.invert(common)))
    once = kept.group_by(["text", "word"]).aggregate([])
    return Counter({str(word): count for (word,), count in tallied(once, ("word",)).items()})
