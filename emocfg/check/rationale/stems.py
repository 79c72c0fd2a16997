"""Words by their stem: "gloomy" and "gloominess" are one word, and so are "raise", "raises" and "raising"."""

from functools import cache

import snowballstemmer

_ENGLISH = snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """The stem of a lower-case English word (Porter 1980, as revised in Snowball's English algorithm).

    >>> stem("gloominess") == stem("gloomy"), stem("raising") == stem("raises")
    (True, True)
    """
    return str(_ENGLISH.stemWord(word))
