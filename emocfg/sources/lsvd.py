"""L-SVD: in the chart of Emo-CFG, but closed; nobody can build from it."""

from .protocol import SourceCard

CARD = SourceCard(
    name="L-SVD",
    title="selfie clips of eight emotions",
    license="BSD-3-Clause (the repository); the data is not available",
    access="closed: https://github.com/PeiranLi0930/L-SVD",
    citation="L-SVD, github.com/PeiranLi0930/L-SVD",
    gate="closed",
    terms="its owners closed the access because of a severe validation problem, and its layout is not public",
    evidence="the owners' README",
)
