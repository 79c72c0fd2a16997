"""Words by their stem: "gloomy" and "gloominess" are one word, and so are "raise", "raises" and "raising"."""

from functools import cache

from snowballstemmer import EnglishStemmer


@cache
def stem(word: str) -> str:
    """The stem of a lower-case English word (Porter 1980, as revised in Snowball's English algorithm).

    Safe in threads: a stemmer holds the word that it works on, so each word has one of its own.

    >>> stem("gloominess") == stem("gloomy"), stem("raising") == stem("raises")
    (True, True)
    """
    return str(EnglishStemmer().stemWord(word))
