"""The benchmark inside lmms-eval: its task files, the functions that they name, and models that cross over.

``rows`` the dataset from the environment, ``docs`` a row as a question, ``results`` an answer as scores, ``generate``
the task files from the specs, ``serve`` a model of ours behind lmms-eval's interface, ``adapter`` one of lmms-eval's
behind ours. Only the last two import lmms-eval.
"""
