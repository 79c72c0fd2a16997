"""The tiny checkpoint, made once."""

from pathlib import Path

import pytest

from .tiny import make_tiny


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2.5-VL checkpoint of 350 thousand random parameters."""
    return make_tiny(tmp_path_factory.mktemp("tiny") / "tiny-qwen2_5_vl")
