"""torchvision imports beside CPU torch, and nothing else changes."""

import subprocess
import sys

import pytest


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_torchvision_imports_where_its_library_cannot_load() -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    code = (
        "import benchmarks.torchvision_hook as hook; import torch, torchvision\n"
        "from torchvision.transforms.v2.functional import resize\n"
        "print(tuple(resize(torch.zeros(1, 3, 8, 8), [4, 4]).shape), hook.declare_operators())"
    )
    assert run(code) == "(1, 3, 4, 4) False"


def test_the_hook_imports_neither_torch_nor_ours() -> None:
    code = (
        "import sys; import benchmarks.torchvision_hook; import benchmarks.torchvision_hook as again; again.install()\n"
        "print('torch' in sys.modules, 'emocfg' in sys.modules, "
        "sum(type(finder).__module__ == again.__name__ for finder in sys.meta_path))"
    )
    assert run(code) == "False False 1"
