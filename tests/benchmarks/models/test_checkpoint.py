"""Other weights are another run, wherever they lie."""

from pathlib import Path

import huggingface_hub
import pytest

from benchmarks.models import checkpoint
from benchmarks.models.checkpoint import find_checkpoint, folder_digest
from emocfg.core import EmoCfgError

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def made(folder: Path, weights: bytes, config: str = "{}") -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(config)
    (folder / "model.safetensors").write_bytes(weights)
    return folder


def test_the_digest_follows_the_weights_and_not_the_place(tmp_path: Path) -> None:
    one, same = made(tmp_path / "one", b"w" * 9000), made(tmp_path / "same", b"w" * 9000)
    trained, other = made(tmp_path / "trained", b"w" * 8999 + b"v"), made(tmp_path / "other", b"w" * 9000, "{ }")
    assert folder_digest(one) == folder_digest(same)
    assert len({folder_digest(folder) for folder in (one, trained, other)}) == 3


@pytest.mark.parametrize("place", [0, 4_500, 8_999])
def test_of_large_files_both_ends_and_the_middle_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setattr(checkpoint, "SMALL", 1000)
    monkeypatch.setattr(checkpoint, "BLOCKS", 3)
    monkeypatch.setattr(checkpoint, "BLOCK", 100)
    weights = bytearray(9000)
    before = folder_digest(made(tmp_path / "before", bytes(weights)))
    weights[place] = 1
    assert folder_digest(made(tmp_path / "after", bytes(weights))) != before
    assert folder_digest(made(tmp_path / "longer", bytes(9001))) != before


def test_a_folder_keeps_its_name_and_no_path(tmp_path: Path) -> None:
    found = find_checkpoint(str(made(tmp_path / "VidEmo-7B", b"w")))
    assert (found.name, found.revision) == ("VidEmo-7B", None)


def test_a_name_on_the_hub_is_bound_to_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def download(name: str, file: str, revision: str | None) -> str:
        asked.append((name, file, revision))
        return str(tmp_path / "snapshots" / COMMIT / file)

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    found = find_checkpoint("KlingTeam/VidEmo-7B", "v1")
    assert (found.name, found.place, found.revision) == ("KlingTeam/VidEmo-7B", "KlingTeam/VidEmo-7B", COMMIT)
    assert (found.digest, asked) == (COMMIT, [("KlingTeam/VidEmo-7B", "config.json", "v1")])


@pytest.mark.parametrize("problem", [OSError("gated"), ValueError("no such name\nmore")])
def test_a_hub_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def download(name: str, file: str, revision: str | None) -> str:
        raise problem

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    with pytest.raises(EmoCfgError, match="E804"):
        find_checkpoint("KlingTeam/VidEmo-7B")


def test_the_hubs_own_errors_are_of_the_kinds_that_are_caught() -> None:
    errors = huggingface_hub.errors
    for kind in (errors.HfHubHTTPError, errors.LocalEntryNotFoundError, errors.OfflineModeIsEnabled):
        assert issubclass(kind, OSError | ValueError)


def test_what_is_no_checkpoint_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(EmoCfgError, match="E102"):
            find_checkpoint(str(path))
