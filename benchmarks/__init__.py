"""Floor 6: how a model is measured.

``specs`` the tasks, ``parsing`` answers to labels, ``model`` the protocol a model answers by, ``harness`` a run,
``scoring`` metrics from records, ``judges`` for open answers, ``leaderboard`` the page. Nothing is executed at import.
"""
