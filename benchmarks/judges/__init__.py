"""Judges of open answers: a rule, a model behind a server, or a record of one. Closed answers never need a judge.

``protocol`` what is asked and said, ``rule`` and ``llm`` who judges, ``spec`` what users write, ``judging`` a run,
``results`` its rows and scores, ``agreement`` with people, ``flags`` answers that speak to the judge, ``text`` tables.
"""
