"""The page: self-contained, the same on every run, and deaf to what models, ids and file names try to inject."""

import re
import shutil
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from baselines.catalogue import make_baseline
from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.leaderboard.page import write_page
from benchmarks.leaderboard.table import load_entries
from benchmarks.leaderboard.text import text_table
from benchmarks.model import Request, Sight
from benchmarks.run import Run
from benchmarks.specs import SPECS, select
from emocfg.core import EmoCfgError
from emocfg.media import VIDEMO

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><iframe src=//evil>",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "\x1b[31mred\x1b[0m \u202egnp.exe",
    "<svg/onload=alert(1)>",
)


class Attacker:
    name = '<b onmouseover="x()">attacker</b>'
    sees: Sight = "nothing"
    batch = 64

    def describe(self) -> dict[str, str]:
        return {"note": "<script>x</script>"}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        return [f"happiness {ATTACKS[i % len(ATTACKS)]}" for i, _ in enumerate(requests)]


class Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]


@pytest.fixture(scope="module")
def runs(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    folder, made = tmp_path_factory.mktemp("runs"), []
    tasks = set(SPECS)
    models = [
        make_baseline(n, data.samples("train", tasks), data.samples("test", tasks), {}, root=data.root, frames=VIDEMO)
        for n in ("chance", "noisy_oracle")
    ]
    for number, model in enumerate([*models, Attacker()]):
        run = Run(folder / str(number))
        evaluate(model, data, select([]), run, Settings("test", VIDEMO))
        made.append(run)
    return made


@pytest.fixture(scope="module")
def page(data: Dataset, runs: list[Run], tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("page")
    write_page(runs, data, out)
    assert [path.name for path in out.iterdir()] == ["index.html"]
    return (out / "index.html").read_text(encoding="utf-8")


def test_it_needs_no_network_and_runs_no_script(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    assert not tags.tags & {"script", "iframe", "object", "embed", "link", "form"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert all(source.startswith(("data:image/", "#")) for source in tags.sources)
    assert "default-src 'none'" in page


def test_what_models_say_is_shown_as_text(page: str) -> None:
    for attack in ATTACKS[:3]:
        assert attack not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "49" not in re.findall(r"happiness (\S+)", page)


def test_it_shows_every_task_model_and_four_samples_each(page: str) -> None:
    for task in SPECS:
        assert f'id="panel-{task}"' in page
    assert page.count('class="card"') >= 4 * 14
    assert page.count("data:image/jpeg") >= 4 * 14
    assert "chance" in page and "knows the truth" in page
    assert "says anything about real people" in page


def test_it_is_the_same_on_every_run(page: str, data: Dataset, runs: list[Run], tmp_path: Path) -> None:
    write_page(runs, data, tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == page


def test_it_names_no_place_on_this_machine(page: str, data: Dataset) -> None:
    assert str(data.root) not in page
    assert str(Path.home()) not in page


def test_it_stays_small(page: str) -> None:
    assert len(page) < 4_000_000


def test_scores_come_from_the_records_not_from_a_file(data: Dataset, runs: list[Run], tmp_path: Path) -> None:
    (runs[0].root / "scores.json").write_text('{"tasks":{"head_pose":{"score":1.0}}}')
    entries = load_entries(runs, data)
    assert entries[0].scores["head_pose"].score < 0.5
    assert "head_pose" in text_table(entries)


def test_runs_on_other_data_are_not_mixed(data: Dataset, runs: list[Run], tmp_path: Path) -> None:
    other = Run(tmp_path / "other")
    other.claim({"model": {"name": "x"}, "dataset": "another", "split": "test"})
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*no task of this run is finished"):
        load_entries([other], data)
    other.write_records("head_pose", runs[0].records("head_pose"))
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*another"):
        load_entries([runs[0], other], data)
    with pytest.raises(EmoCfgError, match="E102"):
        load_entries([Run(tmp_path / "nothing")], data)
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*another dataset"):
        write_page(runs, Dataset(data.root, "another"), tmp_path / "page")


def test_runs_of_one_model_are_told_apart(data: Dataset, runs: list[Run], tmp_path: Path) -> None:
    again = Run(tmp_path / "again")
    shutil.copytree(runs[0].root, again.root)
    assert [entry.name for entry in load_entries([runs[0], again], data)] == ["chance (0)", "chance (again)"]
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*twice"):
        load_entries([runs[0], runs[0]], data)
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*no run here"):
        load_entries([Run(data.root)], data)


class Named:
    """A model that is nothing but a name."""

    sees: Sight = "nothing"
    batch = 64

    def __init__(self, name: str) -> None:
        self.name = name

    def describe(self) -> dict[str, str]:
        return {}

    def answer(self, requests: Sequence[Request]) -> Sequence[str]:
        return ["front" for _ in requests]


def test_parts_of_a_split_are_marked_and_any_name_is_drawn(data: Dataset, tmp_path: Path) -> None:
    made = [Run(tmp_path / str(number)) for number in range(8)]
    for number, run in enumerate(made):
        name = ("$x^$", "_hidden", "a & b")[number] if number < 3 else f"model {number}"
        limit = None if number else 5
        evaluate(Named(name), data, select(["head_pose"]), run, Settings("test", VIDEMO, limit=limit))
    entries = write_page(made, data, tmp_path / "page")
    assert [entry.partial for entry in entries] == [["head_pose"]] + [[]] * 7
    assert re.search(r"[01]\.\d{3}\*", text_table(entries))
    assert "a part of the split" in text_table(entries)
    page = (tmp_path / "page" / "index.html").read_text(encoding="utf-8")
    assert "was asked a part of the split" in page and "head pose 5 of 32" in page
    for name in ("$x^$", "_hidden", "a &amp; b", "model 7"):
        assert page.count(name) >= 3, name


def test_a_page_of_oracles_alone_has_no_figure_of_models(
    page: str, data: Dataset, runs: list[Run], tmp_path: Path
) -> None:
    write_page([runs[1]], data, tmp_path)
    assert "Every model&#39;s" not in (alone := (tmp_path / "index.html").read_text()) and "planted rate" in alone
    assert "Every model's headline score" in page
