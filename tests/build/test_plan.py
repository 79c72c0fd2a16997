"""Plans: what they accept, what they refuse, and what their digest depends on."""

from dataclasses import replace
from pathlib import Path

import pytest

from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan, parse_sources, read_plan
from emocfg.core import EmoCfgError, exclusive


def test_sources_from_the_command_line() -> None:
    assert parse_sources(["mini", "MELD=/a=b"]) == (SourcePlan("mini"), SourcePlan("meld", Path("/a=b")))
    with pytest.raises(EmoCfgError, match="E202"):
        parse_sources(["mini", "mini"])


def test_a_plan_file_sets_options_and_roots(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('seed = 3\n[source.mini]\nidentities = 4\n[source.meld]\nroot = "MELD"\n')
    plan = read_plan(path, (SourcePlan("mini"),))
    assert plan.seed == 3
    assert plan.sources == (SourcePlan("meld", tmp_path / "MELD"), SourcePlan("mini", None, (("identities", 4),)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed = ", "not a TOML file"),
        ("sede = 1", "did you mean 'seed'"),
        ("seed = 1.5", "seed = 1.5"),
        ("media = 1", "media = 1"),
        ("seed = true", "seed = True"),
        ("test_fraction = 1.0", "out of range"),
        ("clips_per_shard = 0", "out of range"),
        ("source = 3", "not a table"),
        ("[source]\nmini = 3", "not a table"),
    ],
)
def test_bad_plans_are_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text)
    with pytest.raises(EmoCfgError, match=message):
        read_plan(path, ())


def test_the_digest_depends_on_what_is_built_not_where() -> None:
    plan = Plan((SourcePlan("meld", Path("/a")),))
    assert plan.digest() == replace(plan, sources=(SourcePlan("meld", Path("/b")),)).digest()
    for other in (replace(plan, seed=1), replace(plan, media=False), replace(plan, sources=(SourcePlan("mini"),))):
        assert other.digest() != plan.digest()


def test_no_source_and_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match="no source"):
        build(Plan(()), tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years of work")
    with pytest.raises(EmoCfgError, match="E103"):
        build(Plan((SourcePlan("mini", None, (("identities", 2),)),)), tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.tex").read_text() == "years of work"


def test_an_unfinished_build_of_another_plan_is_not_mixed_in(tmp_path: Path) -> None:
    left = tmp_path / "out.building"
    left.mkdir()
    (left / "plan.json").write_text('{"emocfg":"0","inputs":"x","plan":{},"templates":""}\n')
    with pytest.raises(EmoCfgError, match=r"E103[\s\S]*remove that folder"):
        build(Plan((SourcePlan("mini", None, (("identities", 2),)),)), tmp_path / "out")


def test_two_builds_of_one_folder(tmp_path: Path) -> None:
    with exclusive(tmp_path / "out.building" / "lock"), pytest.raises(EmoCfgError, match="E104"):
        build(Plan((SourcePlan("mini", None, (("identities", 2),)),)), tmp_path / "out")
