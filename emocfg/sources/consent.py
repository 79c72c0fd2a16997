"""Who may read what: the user's recorded consent to the terms of gated corpora."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from emocfg.core import EmoCfgError, atomic, canonical

from .protocol import SourceCard

State = Literal["not needed", "given", "missing", "outdated", "closed"]


def consent_folder() -> Path:
    """Where records of consent lie: ``EMOCFG_CONSENT``, else ``emocfg/consent`` below the user's config folder."""
    named = os.environ.get("EMOCFG_CONSENT")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "emocfg" / "consent"


def terms_sha256(card: SourceCard) -> str:
    """Digest of what is consented to: when a release states other terms, consent must be given again."""
    return canonical.digest({"name": card.name, "license": card.license, "terms": card.terms})


def accept(name: str, card: SourceCard) -> Path:
    """Record that the user holds the owner's licence and keeps to its terms.

    Args:
        name: the source's name on the command line.
        card: its facts.

    Returns:
        The record: source, licence, terms, their digest and today's date (UTC).
    """
    path = consent_folder() / f"{name}.json"
    record = {
        "source": card.name,
        "license": card.license,
        "terms": card.terms,
        "terms_sha256": terms_sha256(card),
        "date": datetime.now(UTC).date().isoformat(),
    }
    atomic.write_text(path, canonical.dumps(record) + "\n")
    return path


def consent(name: str, card: SourceCard) -> State:
    """Whether a corpus may be read."""
    if card.gate != "agreement":
        return "closed" if card.gate == "closed" else "not needed"
    path = consent_folder() / f"{name}.json"
    if not path.is_file():
        return "missing"
    try:
        record = canonical.read(path)
    except EmoCfgError:  # a damaged record is no consent
        return "missing"
    return "given" if isinstance(record, dict) and record.get("terms_sha256") == terms_sha256(card) else "outdated"


def require_consent(name: str, card: SourceCard) -> None:
    """Refuse a corpus that the user may not read.

    Raises:
        EmoCfgError: E702 without a record of consent to the terms as they are now, E703 for a closed corpus.
    """
    state = consent(name, card)
    if state == "closed":
        raise EmoCfgError("E703", f"{card.name} is closed: {card.terms}", where=card.name, fix="leave it out")
    if state in ("missing", "outdated"):
        what = {"missing": "no consent to its terms is recorded", "outdated": "its terms are others than consented to"}
        raise EmoCfgError(
            "E702",
            f"{card.name} is under {card.license}: {what[state]}",
            where=f"{consent_folder()}/{name}.json",
            fix=f"get the licence ({card.access}), then `emocfg sources {name} --accept-license`",
        )
