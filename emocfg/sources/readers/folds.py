"""Options of sources that are evaluated in folds: which fold, or which subject, is held out."""

from collections.abc import Collection

from emocfg.core import EmoCfgError

FIVE_FOLDS = ("1", "2", "3", "4", "5")


def require_fold(source: str, fold: object) -> None:
    """Refuse the option ``fold`` of a source (E202) if it is none of the owner's five."""
    if str(fold) not in FIVE_FOLDS or isinstance(fold, bool):
        raise EmoCfgError("E202", f"fold = {fold!r}", where=f"source {source}", fix="a fold from 1 to 5")


def require_subject(source: str, fold: str, subjects: Collection[str]) -> None:
    """Refuse the option ``fold`` of a source (E202) if it is none of its subjects; "" stands for no fold."""
    if fold != "" and fold not in subjects:
        fix = f"one of {', '.join(sorted(subjects))}, in quotes"
        raise EmoCfgError("E202", f"fold = {fold!r} is no subject", where=f"source {source}", fix=fix)
