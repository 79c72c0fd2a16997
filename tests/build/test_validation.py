"""Rationales of a built dataset: each carries its checks, tiers follow from them, and they can be checked again."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.data import Dataset
from emocfg.build.parquet import read_samples, save_samples
from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan
from emocfg.build.recheck import recheck
from emocfg.check.rationale.rows import RECORDED
from emocfg.core import canonical
from emocfg.schema import Sample
from tests.conftest import TINY

LEVELS = {"form/D1", "form/D5", "label", "grounding/D2", "grounding/D6", "leak/D3"}
BLIND = {"blind/D4", "blind/M1", "blind/M3", "blind/committee"}


@pytest.fixture(scope="module")
def rationales(data: Dataset) -> list[Sample]:
    return [*data.samples("train", {"rationale"}), *data.samples("test", {"rationale"})]


def test_every_rationale_went_through_every_level(rationales: list[Sample]) -> None:
    assert rationales
    for row in rationales:
        assert {check.name for check in row.validation.checks} == LEVELS | BLIND
        assert {vote.voter for vote in row.validation.votes} == {"rules", "classifier"}
        assert row.evidence
        assert row.provenance.label_given is True


def test_the_verdict_and_the_tier_follow_from_the_checks(rationales: list[Sample]) -> None:
    for row in rationales:
        verdicts = {check.name: check.verdict for check in row.validation.checks}
        failed = {name for name, verdict in verdicts.items() if verdict == "fail"}
        assert (row.validation.verdict == "pass") is not bool(failed - RECORDED)
        assert (row.tier == "sampled") is (verdicts["blind/committee"] == "pass" and not failed)
    assert {row.tier for row in rationales} == {"sampled", "full"}


def test_the_templates_write_what_the_checks_confirm(rationales: list[Sample]) -> None:
    """What is refused is what cannot be read off the face: hard cases, which lack a movement of their emotion."""
    refused = [row for row in rationales if row.validation.verdict == "fail"]
    assert len(refused) <= 0.02 * len(rationales)
    failed = {check.name for row in refused for check in row.validation.checks if check.verdict == "fail"} - RECORDED
    assert failed <= {"blind/committee"}


def test_only_rationales_are_checked(data: Dataset) -> None:
    others = [row for row in data.samples("train") if row.config != "rationale"]
    assert {row.validation.verdict for row in others} == {"unchecked"}
    assert {row.tier for row in others} == {"full"}


def test_checking_again_finds_nothing_on_a_fresh_set_and_every_false_verdict(mini: Path, tmp_path: Path) -> None:
    assert list(recheck(mini, workers=1)) == []
    copy = tmp_path / "copy"
    for folder in ("rationale", "meta"):
        shutil.copytree(mini / folder, copy / folder)
    part = min((copy / "rationale").glob("test-*.parquet"))
    rows = list(read_samples(part))
    said = rows[0].validation
    failing = tuple(replace(check, verdict="fail") if check.name == "label" else check for check in said.checks)
    rows[0] = replace(rows[0], validation=replace(said, checks=failing))
    rows[1] = replace(rows[1], rationale="The person looks odd, and that is all there is to say of this face today.")
    save_samples(rows, part)
    found = dict(recheck(copy, workers=1))
    assert found.keys() == {rows[0].id, rows[1].id}
    assert found[rows[0].id] == "label says fail, the check finds pass"


def test_workers_change_nothing(tmp_path: Path) -> None:
    source = SourcePlan("mini", None, (("identities", 4),))
    plan = replace(TINY, sources=(source,), media=False, clips_per_shard=20)
    digests = {build(plan, tmp_path / str(count), workers=count).manifest["digest"] for count in (1, 2)}
    assert len(digests) == 1


def test_the_sizes_of_a_plan_make_the_tier_sampled(tmp_path: Path) -> None:
    source = SourcePlan("mini", None, (("identities", 4),))
    plan = Plan((source,), media=False, test_sizes=(("identity", 5), ("rationale", 3)))
    built = build(plan, tmp_path / "sized", workers=1)
    assert built.report["tiers"]["attribute/test"]["sampled"] == 5
    assert built.report["tiers"]["rationale/test"]["sampled"] == 3
    assert "sampled" not in built.report["tiers"]["emotion/test"]
    rows = (row for path in built.path.glob("rationale/test-*.parquet") for row in read_samples(path))
    assert {row.validation.verdict for row in rows if row.tier == "sampled"} == {"pass"}


def test_the_report_counts_what_the_rows_say(mini: Path, rationales: list[Sample]) -> None:
    report = canonical.read(mini / "meta/report.json")
    counted = report["validation"]["rationale"]
    assert counted["rows"] == len(rationales)
    assert counted["pass"] == sum(row.validation.verdict == "pass" for row in rationales)
    assert report["blind"]["rationales"] == len(rationales)
    assert report["blind"]["accuracy_text"] > report["blind"]["accuracy_question"] + 0.3
