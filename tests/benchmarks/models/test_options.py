"""Model arguments: every field by its type, and nothing else."""

from dataclasses import dataclass

import pytest

from benchmarks.models.options import read_options
from emocfg.core import EmoCfgError


@dataclass(frozen=True, slots=True)
class Options:
    tokens: int = 8
    pixels: int = 0
    rate: float = 0.5
    eager: bool = False
    revision: str = ""
    calls: int | None = None


def test_values_take_the_type_of_their_field() -> None:
    said = {"tokens": "3", "pixels": "0", "rate": "2", "eager": "True", "revision": "0123", "calls": "0"}
    assert read_options(Options, said) == Options(3, 0, 2.0, True, "0123", 0)
    assert read_options(Options, {}) == Options()


@pytest.mark.parametrize(
    "said",
    ["tokens=0", "tokens=-1", "tokens=2.5", "tokens=many", "rate=nan", "rate=inf", "rate=0", "eager=1", "calls="],
)
def test_a_value_that_cannot_be_is_told(said: str) -> None:
    name, _, text = said.partition("=")
    with pytest.raises(EmoCfgError, match=rf"E202[\s\S]*{name}"):
        read_options(Options, {name: text})


def test_a_mistyped_name_is_told() -> None:
    with pytest.raises(EmoCfgError, match=r"E201[\s\S]*did you mean 'tokens'"):
        read_options(Options, {"tokenz": "3"})
