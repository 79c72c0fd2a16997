"""What a key of a recipe may be: its type is the field's, its range stands beside the field."""

import math
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

Shares = tuple[tuple[str, float], ...]
"""A table of names and numbers, in the order of the names."""

_RULE = "rule"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be beside its type; of a list or table, each of its members.

    Attributes:
        low: the least number.
        high: the greatest.
        above: the number that it must exceed.
        names: the texts there are to choose from; None for any text.
    """

    low: float | None = None
    high: float | None = None
    above: float | None = None
    names: tuple[str, ...] | None = None


class BadValueError(ValueError):
    """A value that cannot be; the message says what can."""


def key(
    default: Any = MISSING,
    *,
    low: float | None = None,
    high: float | None = None,
    above: float | None = None,
    names: Iterable[str] | None = None,
) -> Any:
    """A field of a recipe; without a default every recipe must say it."""
    rule = Rule(low, high, above, None if names is None else tuple(names))
    return field(default=default, metadata={_RULE: rule})


def rule_of(metadata: Any) -> Rule:
    """The rule of a field; one that was not made with :func:`key` has none."""
    return metadata.get(_RULE, Rule())  # type: ignore[no-any-return] # metadata of dataclasses has no types


def checked(kind: Any, rule: Rule, value: Any) -> Any:
    """A value of TOML as the field's type.

    Raises:
        BadValueError: if it is none.

    >>> checked(float, Rule(low=0), 2), checked(tuple[int, int], Rule(), [1, 2])
    (2.0, (1, 2))
    """
    if kind == Shares:
        if not isinstance(value, dict):
            raise BadValueError("must be a table, such as { head_pose = 2.0 }")
        return tuple((_name(rule, name), _number(float, rule, number)) for name, number in sorted(value.items()))
    origin, members = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _list(members, rule, value)
    if origin is Literal:
        return _name(Rule(names=members), value)
    if kind is bool:
        if not isinstance(value, bool):
            raise BadValueError("must be true or false")
        return value
    return _name(rule, value) if kind is str else _number(kind, rule, value)


def _list(members: tuple[Any, ...], rule: Rule, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise BadValueError("must be a list in brackets")
    if members[-1] is Ellipsis:
        return tuple(checked(members[0], rule, one) for one in value)
    if len(value) != len(members):
        raise BadValueError(f"must be a list of {len(members)}")
    return tuple(checked(kind, rule, one) for kind, one in zip(members, value, strict=True))


def _name(rule: Rule, value: Any) -> str:
    if not isinstance(value, str):
        raise BadValueError("must be a text in quotes")
    if rule.names is not None and value not in rule.names:
        raise BadValueError(hint(value, rule.names))
    return value


def _number(kind: Any, rule: Rule, value: Any) -> Any:
    good = isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
    if not good or not math.isfinite(value) or not _in_range(rule, value):
        raise BadValueError(f"must be a {'whole number' if kind is int else 'number'}{_range(rule)}")
    return kind(value)


def _in_range(rule: Rule, value: float) -> bool:
    return (
        (rule.low is None or value >= rule.low)
        and (rule.high is None or value <= rule.high)
        and (rule.above is None or value > rule.above)
    )


def _range(rule: Rule) -> str:
    limits = (("above", rule.above), ("of at least", rule.low), ("of at most", rule.high))
    said = " and ".join(f"{word} {limit:g}" for word, limit in limits if limit is not None)
    return f" {said}" if said else ""


def hint(name: str, known: Iterable[str]) -> str:
    """The known name that is near, or all of them.

    >>> hint("strikt", ["strict", "replay"]), hint("x", ["strict", "replay"])
    ("did you mean 'strict'?", 'known: strict, replay')
    """
    known = list(known)
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
