"""``emocfg stats`` as a user meets it."""

import json
from pathlib import Path

import pytest

from emocfg.cli.stats import stats
from emocfg.core import EmoCfgError
from tests.check.folders import clip, row, write_dataset
from tests.conftest import Emocfg


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stats") / "set"
    talk = [row(f"MELD/{n}", "conversation", labels=("anger" if n else "fear",)) for n in range(3)]
    return write_dataset(root, [*talk, row("MELD/0", "rationale", rationale="a tense jaw")], [clip("MELD/0")])


def test_it_says_what_is_there_and_what_the_paper_has_beyond(emocfg: Emocfg, dataset: Path, tmp_path: Path) -> None:
    done = emocfg("stats", "--data", dataset, "--against", "paper", "--out", tmp_path / "figures")
    assert done.returncode == 0, done.stderr
    assert "4 rows, 1 clips" in done.stdout and "add PERR" in done.stdout and "2,156,230" in done.stdout
    assert "index.html  (open it)" in done.stdout
    assert (tmp_path / "figures/figures/paper.png").is_file()
    page = (tmp_path / "figures/index.html").read_text(encoding="utf-8")
    assert "Beside the paper" in page and str(tmp_path) not in page


def test_json_has_the_numbers_and_another_dataset_beside_them(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write_dataset(tmp_path / "other", [row("MELD/0", "conversation", labels=("fear",))])
    stats(data=dataset, against=str(other), as_json=True)
    result = json.loads(capsys.readouterr().out)
    assert result["rows"] == 4 and result["page"] is None and "paper" not in result
    talk = next(task for task in result["against"]["tasks"] if task["task"] == "conversation")
    assert talk["rows"] == [3, 1] and talk["distance"] == pytest.approx(2 / 3, abs=1e-4)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_what_cannot_be_done_is_told_before_anything_is_counted(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(EmoCfgError, match="E102"):
        stats(data=tmp_path)
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*papers"):
        stats(data=dataset, against="papers")
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*index\.html"):
        stats(data=dataset, out=tmp_path)
    assert capsys.readouterr() == ("", "")
