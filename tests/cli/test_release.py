"""``emocfg import`` and ``emocfg export`` as a user meets them."""

import json
from pathlib import Path

import pytest

from tests.build.releases import make, put, row
from tests.conftest import Emocfg


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("release"))


def error(text: str) -> str:
    lines = text.strip().splitlines()[-3:]
    assert lines[0].startswith("error[E") and lines[1].startswith("  where: ") and lines[2].startswith("  fix: "), text
    return lines[0][6:10]


def test_import_and_export_say_what_they_did(emocfg: Emocfg, release: Path, tmp_path: Path) -> None:
    done = emocfg("import", "--release", release, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "emotion/test                67 rows" in done.stdout
    assert "videos: 8 missing, 78 present" in done.stdout
    assert "letters_assumed: jsons/test/emotion/full/MAFW_Multiple-Label-Emotion-Recognition.json" in done.stdout
    again = emocfg("import", "--release", release, "--out", tmp_path / "out", "--json")
    assert (again.returncode, json.loads(again.stdout)["existed"]) == (0, True)
    command = ("export", "--data", tmp_path / "out", "--format", "ms-swift", "--out", tmp_path / "swift", "--json")
    exported = emocfg(*command, "--split", "test", "--task", "sentiment", "--task", "identity")
    assert exported.returncode == 0, exported.stderr
    result = json.loads(exported.stdout)
    assert (result["rows"], result["format"], len(result["files"])) == (8, "ms-swift", 3)
    refused = emocfg(*command)
    assert (refused.returncode, error(refused.stderr)) == (2, "E103")


def test_what_cannot_be_imported_has_its_status(
    emocfg: Emocfg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "test/emotion/full/mystery.json", [row("Which?", "joy", ["videos/MELD/1.mp4"]), {"messages": []}])
    command = ("import", "--release", tmp_path, "--out", tmp_path / "out")
    unknown = emocfg(*command)
    assert (unknown.returncode, error(unknown.stderr)) == (2, "E201")
    bad = emocfg(*command, "--as", "mystery=emotion_single")
    assert (bad.returncode, error(bad.stderr)) == (3, "E302")
    assert "where: jsons/test/emotion/full/mystery.json:1, row 2" in bad.stderr
    assert not (tmp_path / "out").exists()
    done = emocfg(*command, "--as", "mystery=emotion_single", "--skip-bad", "--no-media")
    assert done.returncode == 0, done.stderr
    assert "set aside: bad_row 1 (meta/quarantine.jsonl)" in done.stdout
    monkeypatch.setenv("EMOCFG_CONSENT", str(tmp_path / "none"))
    refused = emocfg(*command)
    assert (refused.returncode, error(refused.stderr)) == (5, "E702")


@pytest.mark.parametrize("verb", ["import", "export"])
def test_help_has_an_example(emocfg: Emocfg, verb: str) -> None:
    done = emocfg(verb, "--help")
    assert done.returncode == 0
    assert f"Example: emocfg {verb}" in " ".join(done.stdout.split())
