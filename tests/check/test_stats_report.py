"""The folder of figures: without network, deaf to what a dataset injects, the same on every run, careful with files."""

import json
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from emocfg.check.stats import Report, Stats, collect, compare, differences, write_report
from emocfg.check.stats.drawing import shown
from emocfg.check.stats.figures import NAMES, draw
from emocfg.core import EmoCfgError, atomic
from emocfg.schema import Check, Observation, Validation
from tests.check.folders import clip, row, write_dataset

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "$x^{",
    "{{ 7 * 7 }}",
    "-->\x00\x1b[31m</svg>",
)


def hostile(root: Path) -> Stats:
    """A dataset whose names are attacks, with something in every figure."""
    rows, clips, seen = [], [], []
    for n, attack in enumerate(ATTACKS):
        name = f"{attack}/{n}"
        rows.append(row(name, "sentiment", source=attack, labels=(attack,), options=(attack, "b"), tier="sampled"))
        rows.append(row(name, "video_caption", source=attack, answer=f"{attack} smiles zahlreich ünï 笑"))
        checked = Validation("fail", (Check(attack, "fail"),))
        rows.append(row(name, "rationale", source=attack, rationale=attack, validation=checked))
        clips.append(clip(name, source=attack, seconds=3.0, width=4, height=4, identities=(attack,)))
        seen.append(Observation(name, "p1", "box", '{"top":0,"bottom":0.5,"left":0,"right":1}', "celebv-hq/box"))
        seen.append(Observation(name, "p1", "head_pose", "front", "pose-7"))
    for n in range(4):
        for aspect in ("emotion_face", "emotion_voice"):
            label = "HAP" if n % 2 else "SAD"
            seen.append(Observation(f"{ATTACKS[0]}/{n}", "p1", aspect, label, "crema-d/emotion"))
    return collect(write_dataset(root, rows, clips, seen))


@pytest.fixture(scope="module")
def stats(tmp_path_factory: pytest.TempPathFactory) -> Stats:
    return hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def out(stats: Stats, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "figures of mine"
    report = Report(stats, compare(stats), stats.dataset, differences(stats, stats))
    assert write_report(report, folder) == folder / "index.html"
    return folder


def scribble(stats: Stats, compared: Sequence[object] = ()) -> dict[str, tuple[bytes, bytes]]:
    """Stands for the figures where it matters which files there are, not what is on them."""
    names = ("tasks", "paper") if compared else ("tasks",)
    return dict.fromkeys(names, (b"PNG", b"<svg></svg>"))


class Tags(HTMLParser):
    """Every tag and attribute of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]


def test_the_page_needs_no_network_and_runs_no_script(out: Path) -> None:
    page = (out / "index.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(page)
    assert not tags.tags & {"script", "iframe", "object", "embed", "link", "form", "img"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert "default-src 'none'" in page and "img-src 'self'" in page
    for link in tags.links:
        assert link.startswith("#") or (out / link).is_file(), link
    for attack in ATTACKS[:2]:
        assert attack not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "{{ 7 * 7 }}" in page
    assert page.count("<svg") == page.count("</svg>") == len(NAMES)


def test_every_figure_is_there_as_a_picture_and_as_text(out: Path) -> None:
    for name in NAMES:
        with Image.open(out / f"figures/{name}.png") as image:
            assert image.width == 936 and 150 < image.height < 2000
        svg = (out / f"figures/{name}.svg").read_text(encoding="utf-8")
        assert "</svg>" in svg and "<script" not in svg and "\x00" not in svg
    assert {path.name for path in (out / "figures").iterdir()} == {f"{n}.{k}" for n in NAMES for k in ("png", "svg")}


def test_stats_json_holds_everything_that_was_counted(out: Path, stats: Stats) -> None:
    plain = json.loads((out / "stats.json").read_text(encoding="utf-8"))
    assert plain["made_by"] == "emocfg stats"
    assert plain["rows"] == stats.rows == len(ATTACKS) * 3
    assert len(plain["paper"]) == 32 and plain["against"]["dataset"] == stats.dataset
    assert set(plain["files"]) == {"index.html", *(f"figures/{n}.{k}" for n in NAMES for k in ("png", "svg"))}


def test_the_same_dataset_gives_the_same_bytes(out: Path, stats: Stats) -> None:
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    write_report(Report(stats, compare(stats), stats.dataset, differences(stats, stats)), out)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_only_files_of_its_own_are_replaced(stats: Stats, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*index.html"):
        write_report(Report(stats), tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine" and len(list(tmp_path.iterdir())) == 1
    (tmp_path / "stats.json").write_text('{"made_by": "somebody else", "files": {"index.html": ""}}')
    with pytest.raises(EmoCfgError, match="E103"):
        write_report(Report(stats), tmp_path)
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*not a folder"):
        write_report(Report(stats), file)


def test_a_smaller_report_leaves_nothing_of_a_larger_one_and_nothing_of_others_is_touched(
    stats: Stats, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emocfg.check.stats.report.draw", scribble)
    write_report(Report(stats, compare(stats)), tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    plain = json.loads((tmp_path / "stats.json").read_text())
    plain["files"]["notes.txt"] = plain["files"]["../outside"] = ""
    (tmp_path / "stats.json").write_text(json.dumps(plain))
    write_report(Report(stats), tmp_path)
    assert not (tmp_path / "figures/paper.png").exists() and (tmp_path / "figures/tasks.png").exists()
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_killed_report_can_be_written_again(stats: Stats, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emocfg.check.stats.report.draw", scribble)
    written: list[Path] = []
    real = atomic.write_bytes

    def dies(target: Path, data: bytes) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(target)
        real(target, data)

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "write_bytes", dies)
        with pytest.raises(KeyboardInterrupt):
            write_report(Report(stats), tmp_path)
    write_report(Report(stats), tmp_path)
    assert json.loads((tmp_path / "stats.json").read_text())["rows"] == stats.rows


def test_a_dataset_of_nothing_can_be_drawn(tmp_path: Path) -> None:
    nothing = collect(write_dataset(tmp_path / "data", []))
    assert set(draw(nothing)) <= {"tasks", "sources", "lengths"}
    page = write_report(Report(nothing), tmp_path / "out").read_text(encoding="utf-8")
    assert "0</b><span>rows" in page


def test_names_are_shown_as_they_are() -> None:
    assert shown("_hidden") == "hidden" and shown("$x^$") == r"\$x^\$" and shown("\x00") == "?"
    assert len(shown("x" * 300)) == 44
