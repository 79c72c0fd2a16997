"""Words by their stem."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from emocfg.check.rationale import masked
from emocfg.schema.stems import stem

ENDINGS = ("y", "iness", "ing", "ed")
WORDS = [root + ending for root in ("gloom", "rais", "contempt", "wrinkl") for ending in ENDINGS]


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("impatient")
def test_threads_get_the_stems_that_one_alone_gets() -> None:
    alone = [stem.__wrapped__(word) for word in WORDS] * 200
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem.__wrapped__, WORDS * 200)) == alone


def test_an_emotion_is_known_in_a_form_that_no_list_has() -> None:
    assert masked("All gloominess, frighteningly so. Please look.").text == "all [EMO] , [EMO] so . please look ."
