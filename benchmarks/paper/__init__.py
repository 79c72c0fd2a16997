"""VidEmo's released predictions scored anew: in ``paper`` mode as its own code does it, in ``standard`` mode as we do.

``files`` the 22 files and what each asks of a judge, ``rows`` predictions, ``truth`` the attribute of a question,
``prompts`` what the judge reads (``config`` and ``literal`` take it from upstream's own file), ``judging`` who answers,
``rules`` what upstream makes of a reply, ``protocol`` the mode ``paper``; ``reading`` answers marked by our rules,
``verdicts`` a judge beside them, ``standard`` that mode; ``tables`` the columns of the paper,
``published`` the numbers that it prints, ``result``, ``text`` and ``output`` what comes out.

The facts about upstream are those of ``eval/`` in KlingTeam/VidEmo@a2063f9; none of its prompts or code is here.
"""
