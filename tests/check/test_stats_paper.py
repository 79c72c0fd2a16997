"""The paper's composition: its numbers add up as its file says, and a dataset is set beside it row by row."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from emocfg.build.plan import read_plan
from emocfg.build.sizes import read_sizes
from emocfg.check.stats import collect, compare, paper_table, paper_test_sizes, read_paper
from emocfg.schema import OPEN_ATTRIBUTES, TASKS
from emocfg.sources import SOURCES, open_source
from tests.check.folders import row, write_dataset

PAPER = read_paper()
EXPECTED = {corpus.card.name: corpus.expected.counts for corpus in SOURCES.values()}


def test_the_sum_is_the_inferred_one_and_the_levels_are_the_papers() -> None:
    assert sum(stated.train for stated in PAPER.tasks) == PAPER.inferred_total == 2_156_230
    sums = {"closed": 0, "open": 0, "expression": 0, "emotion": 0}
    for stated in PAPER.tasks:
        level = TASKS[stated.task].level
        sums[level if level != "attribute" else "open" if stated.attribute else "closed"] += stated.train
    assert sums == {"closed": 392_284, "open": 1_215_882, "expression": 348_374, "emotion": 199_690}


def test_every_row_is_a_task_of_ours_and_every_corpus_is_known() -> None:
    names = {corpus.card.name for corpus in SOURCES.values()}
    assert len(PAPER.corpora) == 19 and set(PAPER.corpora) == names - {"CREMA-D", "Emo-CFG", "L-SVD", "mini"}
    keys = [(stated.task, stated.attribute) for stated in PAPER.tasks]
    assert len(set(keys)) == len(keys)
    assert {task for task, _ in keys} == TASKS.keys() - {"qa"}
    assert [attribute for _, attribute in keys if attribute]
    assert {attribute for _, attribute in keys} - {""} == set(OPEN_ATTRIBUTES)
    for stated in PAPER.tasks:
        assert set(stated.sources) <= set(PAPER.corpora)
        assert bool(stated.sources) == bool(stated.sources_from)
        assert (stated.test is None) == (stated.shared_test in PAPER.shared_tests)


def test_what_the_notes_say_follows_from_the_owners_counts() -> None:
    def kept(source: str) -> int:
        return EXPECTED[source]["train"] + EXPECTED[source]["validation"]

    by_name = {stated.name: stated.train for stated in PAPER.tasks}
    assert by_name["single-label sentiment"] == kept("MOSI") + kept("MOSEI")
    assert by_name["fine-grained sentiment"] == kept("CH-SIMS")
    assert by_name["conversation"] - kept("MELD") == 27_055 <= EXPECTED["PERR"]["clips"]
    assert by_name["single-label emotion"] == 9_356 + 7_333 + EXPECTED["MER2023"]["train"] - 2


def test_the_sizes_of_the_test_set() -> None:
    sizes = paper_test_sizes()
    assert sizes["identity"] == 500 and sizes["micro_expression"] == 246 and sizes["open_attribute.head_actions"] == 4
    assert sizes["video_caption"] + sizes["rationale"] == 2600
    actions = (f"open_attribute.{part}_actions" for part in ("body", "head", "facial"))
    assert sum(sizes[key] for key in actions) == 300


def test_the_plan_that_ships_is_the_papers() -> None:
    path = Path(str(files("emocfg.build").joinpath("plans/emo_cfg_full.toml")))
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert read_sizes(table["test_sizes"], where=path.name) == paper_test_sizes()
    assert sorted(SOURCES[name].card.name for name in table["source"]) == sorted(PAPER.corpora)
    for name, options in table["source"].items():
        assert set(options) <= set(SOURCES[name].options), name
    text = path.read_text(encoding="utf-8")
    assert text.count('# root = "corpora/') == 19


def test_the_plans_keys_and_options_can_be_read(tmp_path: Path) -> None:
    text = files("emocfg.build").joinpath("plans/emo_cfg_full.toml").read_text(encoding="utf-8")
    before, _, after = text.partition("[test_sizes]\n")
    copy = tmp_path / "plan.toml"
    copy.write_text(before + after[after.index("# Attribute level") :].replace("# root", "root"), encoding="utf-8")
    plan = read_plan(copy, ())
    assert len(plan.sources) == 19 and plan.test_fraction == 0.1
    for source in plan.sources:
        assert source.root is not None and source.root.parent == tmp_path / "corpora"
        source.root.mkdir(parents=True)
        open_source(source.name, source.root, dict(source.options))


def test_a_dataset_beside_the_paper(tmp_path: Path) -> None:
    rows = [
        *(row(f"MELD/{n}", "conversation", split=split) for n, split in enumerate(("train", "validation", "test"))),
        row("mini/0", "conversation", source="mini"),
        row("MELD/0", "sentiment"),
        *(row(f"CH-SIMS/{n}", "sentiment_fine", source="CH-SIMS") for n in range(1824)),
        row("MEAD/1", "open_attribute", source="MEAD", scheme="open/eyes", suffix="eyes"),
        row("MEAD/1", "open_attribute", source="mini", scheme="open/nose", suffix="nose"),
        row("x/1", "rationale", source="Emo-CFG", rationale="x"),
    ]
    found = {row.stated.name: row for row in compare(collect(write_dataset(tmp_path, rows)))}
    talk = found["conversation"]
    assert (talk.train, talk.test, talk.others, talk.missing) == (2, 1, 1, 38_151)
    assert talk.fill == ("PERR",) and talk.how == "add PERR"
    sentiment = found["single-label sentiment"]
    assert (sentiment.train, sentiment.others, sentiment.fill) == (0, 1, ("MOSI", "MOSEI"))
    assert (found["fine-grained sentiment"].missing, found["fine-grained sentiment"].how) == (0, "")
    assert (found["eye"].train, found["eye"].missing) == (1, 72_196)
    assert (found["nose"].train, found["nose"].others) == (0, 1)
    assert found["rationale"].train == 1 and "more texts" in found["rationale"].how
    table = paper_table(tuple(found.values()))
    assert "2,156,230" in table and "add PERR (1 rows of other corpora)" in table


@pytest.mark.parametrize("source", ["Emo-CFG", "MELD"])
def test_rows_of_the_release_count_for_every_task(tmp_path: Path, source: str) -> None:
    rows = [row("a", "identity", source=source)]
    identity = next(r for r in compare(collect(write_dataset(tmp_path, rows))) if r.stated.task == "identity")
    assert (identity.train, identity.others) == ((1, 0) if source == "Emo-CFG" else (0, 1))
    assert identity.fill == (() if source == "Emo-CFG" else ("MEAD",))
