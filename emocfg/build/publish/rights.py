"""What of a dataset may be passed on, by the terms of its sources."""

import re
from collections.abc import Sequence
from typing import Any

from emocfg.core import EmoCfgError
from emocfg.sources import SOURCES

_SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def may_pass_on(report: dict[str, Any], *, videos: bool, gated: str | None, holds_rights: bool) -> None:
    """Refuse to pass on what the terms of a dataset's sources keep back.

    * The videos of a source under an agreement are never passed on, whoever asks.
    * Its rows hold the owner's annotation, and many agreements keep that back too ("neither clips nor labels", "nothing
      of it"). Whether a certain upload is allowed is between the owner and the user: their licence may allow it, or
      they may be the owner. So such rows need two things: access that a person grants one by one (``manual``), since a
      gate that opens by itself hands them to people without the licence, and the user's own word that they hold the
      rights.
    * That anybody may load a source down is no leave to pass it on: the clips of MELD and MOSEI belong to a studio and
      to uploaders. Videos go along without further asking only under an SPDX licence, which says so; else the user's
      word is needed here too.

    Args:
        report: of the dataset; the gates of our catalogue count beside those that it states, the stricter one wins.
        videos: whether videos are to go along, in files or in rows.
        gated: how access to the repository is granted: ``auto``, ``manual`` or None for not at all.
        holds_rights: the user's statement that they hold the rights to what they pass on.

    Raises:
        EmoCfgError: E703 naming the sources that stand in the way.
    """
    kept_back = gated_sources(report)
    if kept_back and videos:
        what = "their videos may not be passed on"
        raise _refusal(kept_back, what, "--with-videos", "leave --with-videos out, or build without these sources")
    if kept_back and not (gated == "manual" and holds_rights):
        what = "their owners' agreements may keep back annotation too"
        fix = "if your licences allow it: --gated manual --i-hold-the-rights"
        raise _refusal(kept_back, what, "--repo", fix)
    unclear = [s["name"] for s in report["sources"] if not spdx_names(s["license"])]
    if videos and unclear and not holds_rights:
        what = "no licence says that their videos may be passed on"
        raise _refusal(unclear, what, "--with-videos", "leave --with-videos out, or state --i-hold-the-rights")


def gated_sources(report: dict[str, Any]) -> list[str]:
    """The sources of a dataset that are not open, by its report or by our catalogue."""
    ours = {corpus.card.name: corpus.card.gate for corpus in SOURCES.values()}
    return [s["name"] for s in report["sources"] if {s["gate"], ours.get(s["name"], "open")} != {"open"}]


def spdx_names(license_: str) -> list[str]:
    """The SPDX identifiers that a licence consists of; none if it is an owner's own terms.

    >>> spdx_names("ODbL-1.0 AND DbCL-1.0"), spdx_names("MAFW EULA (non-commercial research)")
    (['ODbL-1.0', 'DbCL-1.0'], [])
    """
    names = re.split(" AND | OR ", license_)
    return names if all(map(_SPDX.fullmatch, names)) else []


def _refusal(names: Sequence[str], what: str, where: str, fix: str) -> EmoCfgError:
    return EmoCfgError("E703", f"{', '.join(names)}: {what}", where=where, fix=fix)
