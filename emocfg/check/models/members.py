"""Who may vote: models of different families, none of which wrote what is voted on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from emocfg.core import EmoCfgError
from emocfg.llm import Client

LEAST = 3
"""Members of a committee: with fewer, two shared errors are a majority."""

_FAMILY = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Member:
    """A model that votes.

    Attributes:
        name: the model.
        family: what it shares its errors with; see :func:`family_of`.
        client: who answers for it.
    """

    name: str
    family: str
    client: Client = field(repr=False)


def family_of(model: str, *, where: str) -> str:
    """The family that a model's name tells: its last part, up to the first sign that is not a letter.

    A name cannot tell what a model was tuned from (``VidEmo-T1-7B`` is a Qwen2.5-VL): then the family must be written
    before the server, as in ``qwen:http://127.0.0.1:8000/v1#VidEmo-T1-7B``.

    Raises:
        EmoCfgError: E202 if the name does not begin with a letter.

    >>> family_of("Qwen/Qwen2.5-VL-7B-Instruct", where="--committee"), family_of("gpt-4o", where="--committee")
    ('qwen', 'gpt')
    """
    found = _FAMILY.match(model.rstrip("/").rpartition("/")[2].lower())
    if found is None:
        raise EmoCfgError(
            "E202",
            f"the name {model[:80]!r} tells no family",
            where=where,
            fix="write the family before the server, as in qwen:http://127.0.0.1:8000/v1#NAME",
        )
    return found[0]


def independent(members: Sequence[Member], writer: str, *, where: str) -> None:
    """Make sure that a committee is one: see :func:`independent_families`."""
    independent_families([(member.name, member.family) for member in members], writer, where=where)


def independent_families(named: Sequence[tuple[str, str]], writer: str, *, where: str) -> None:
    """Make sure that models make a committee: at least three families, each once, not the writer's.

    Args:
        named: model and family of everybody who would vote.
        writer: family of the model that wrote what they vote on; "" if no model did.
        where: what names the members.

    Raises:
        EmoCfgError: E202 with what is wrong.
    """
    names, families = Counter(name for name, _ in named), Counter(family for _, family in named)
    twice = sorted(family for family, count in families.items() if count > 1)
    if len(named) < LEAST:
        what = f"{len(named)} members are no committee"
    elif twice:
        what = f"two members of the family {twice[0]}, which share their errors"
    elif len(names) < len(named):
        what = f"the model {names.most_common(1)[0][0]} sits twice"
    elif writer and writer in families:
        what = f"the family {writer} wrote the texts, so it may not vote on them"
    else:
        return
    fix = f"name at least {LEAST} models of different families, none of them the writer's"
    raise EmoCfgError("E202", what, where=where, fix=fix)
