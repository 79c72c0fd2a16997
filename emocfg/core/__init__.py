"""Floor 0: errors, files, journal, seeds. Knows nothing of emotions.

``atomic`` whole files, ``canonical`` JSON and digests, ``confined`` untrusted paths, ``journal`` resumable work,
``kept`` what was made last, ``lock`` one writer, ``progress`` talk, ``seeds`` named randomness, ``workers`` processes.
"""

from . import atomic, canonical
from .confined import confine, safe_relative
from .errors import CODES, EmoCfgError, ExitStatus, unknown_name
from .journal import Journal, read_journal
from .kept import Kept
from .lock import exclusive
from .progress import say, track
from .seeds import rng, seed, unit
from .workers import Worker, WorkerDied, map_unordered

__all__ = [
    "CODES",
    "EmoCfgError",
    "ExitStatus",
    "Journal",
    "Kept",
    "Worker",
    "WorkerDied",
    "atomic",
    "canonical",
    "confine",
    "exclusive",
    "map_unordered",
    "read_journal",
    "rng",
    "safe_relative",
    "say",
    "seed",
    "track",
    "unit",
    "unknown_name",
]
