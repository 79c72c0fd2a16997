"""The tiny checkpoints, made once; no key and no proxy of the person who runs the tests gets in."""

from pathlib import Path

import pytest

from .tiny import make_tiny


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2.5-VL checkpoint of 350 thousand random parameters."""
    return make_tiny(tmp_path_factory.mktemp("tiny") / "tiny-qwen2_5_vl")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EMOCFG_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
