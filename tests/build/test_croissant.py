"""``croissant.json``: mlcroissant finds nothing to say, and reads the same rows from it as from the Parquet files."""

import json
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import mlcroissant as mlc
import pytest

from emocfg.build.output import rows_digest
from emocfg.build.parquet import read_samples, save_samples
from emocfg.build.publish.croissant import CROISSANT, carries_video, croissant, croissant_text, data_files
from emocfg.build.publish.croissant_records import described
from emocfg.build.publish.rights import spdx_names
from emocfg.build.publish.tallies import tally
from emocfg.build.publish.versions import DATES, version_of
from emocfg.build.release import importer
from emocfg.core import canonical
from emocfg.schema import CONFIGS, Clip, Sample
from emocfg.schema.features import arrow_schema
from tests.build.published import copy, files, parts, rows, source
from tests.build.releases import official, small

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of mlcroissant's own libraries

RAI = (
    "dataCollection dataCollectionType dataAnnotationProtocol dataAnnotationPlatform annotationsPerItem dataBiases "
    "machineAnnotationTools dataLimitations dataUseCases personalSensitiveInformation dataSocialImpact "
    "dataReleaseMaintenancePlan"
).split()

READ = """
import json, socket, sys
def no(*a, **k): raise OSError("no network here")
socket.socket.connect = no
import mlcroissant as mlc
def plain(value):
    if isinstance(value, bytes): return value.decode()
    if isinstance(value, list): return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value
dataset = mlc.Dataset(sys.argv[1])
for record_set, filters in json.loads(sys.argv[2]):
    print(json.dumps([plain(record) for record in dataset.records(record_set, filters=filters or None)]))
"""


@pytest.fixture(scope="module")
def dataset(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(mini, tmp_path_factory.mktemp("croissant") / "emo-cfg")


@pytest.fixture(scope="module")
def document(dataset: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((dataset / CROISSANT).read_text(encoding="utf-8"))
    return loaded


def issues(path: Path) -> str:
    return mlc.Dataset(path).metadata.ctx.issues.report()  # type: ignore[no-any-return]


def test_mlcroissant_has_no_errors_and_no_warnings(dataset: Path) -> None:
    assert issues(dataset / CROISSANT) == ""
    command = [str(Path(sys.executable).with_name("mlcroissant")), "validate", "--jsonld", str(dataset / CROISSANT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if line[0] in "WE"] == []


def records(dataset: Path, *asked: tuple[str, dict[str, str]]) -> list[list[dict[str, Any]]]:
    """The rows of record sets, read by mlcroissant in a process without network, with their nesting restored.

    Args:
        dataset: the folder.
        asked: names of record sets, and the filters for each.
    """
    command = [sys.executable, "-c", READ, str(dataset / CROISSANT), json.dumps(asked)]
    done = subprocess.run(
        command,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "WARNING" not in done.stderr and "Could not match" not in done.stderr
    return [[nested(record) for record in json.loads(line)] for line in done.stdout.splitlines()]


def nested(record: dict[str, Any]) -> dict[str, Any]:
    """``a/b/c`` keys as a row of Parquet has them."""
    row: dict[str, Any] = {}
    for key in sorted(record, key=lambda key: key.count("/")):
        *above, name = key.split("/")[1:]
        at = row
        for step in above:
            at = at.setdefault(step, {})
        value = short(record[key])
        if isinstance(value, dict):
            at.setdefault(name, {}).update(value)
        else:
            at[name] = value
    return row


def short(value: Any) -> Any:
    if isinstance(value, list):
        return [short(item) for item in value]
    return {key.rpartition("/")[2]: short(item) for key, item in value.items()} if isinstance(value, dict) else value


def test_mlcroissant_reads_the_rows_that_parquet_has(dataset: Path) -> None:
    """All of a config with checks, votes and evidence; and one split of another, by a filter."""
    paths = [path for path in files(dataset) if path.parent.name == "rationale"]
    tests = [path for path in files(dataset) if path.parent.name == "qa" and path.name.startswith("test-")]
    assert records(dataset, ("rationale", {}), ("qa", {"qa/split": "test"})) == [rows(paths), rows(tests)]


def test_its_numbers_are_those_of_the_files(dataset: Path, document: dict[str, Any]) -> None:
    all_rows = rows(files(dataset))
    sets = {record_set["@id"]: record_set for record_set in document["recordSet"]}
    assert list(sets) == ["splits", *CONFIGS]
    counted = {a["@id"]: a["value"] for config in CONFIGS for a in sets[config]["annotation"]}
    places = Counter(f"{row['config']}/{row['split']}" for row in all_rows)
    assert counted == {
        f"{name}/rows": count for name, count in (places + Counter(r["config"] for r in all_rows)).items()
    }
    for config in CONFIGS:
        assert sets[config]["description"].startswith(f"{counted[f'{config}/rows']:,} rows ")
    assert document["description"].startswith(f"Emotion-centric instructions over face videos: {len(all_rows):,} rows")
    told = {
        f["@id"]: (f["sha256"], f["contentSize"]) for f in document["distribution"] if f["@type"] == "cr:FileObject"
    }
    assert told == {
        p.relative_to(dataset).as_posix(): (canonical.file_digest(p), f"{p.stat().st_size} B") for p in files(dataset)
    }


def test_the_fields_are_those_of_a_sample(document: dict[str, Any]) -> None:
    for record_set in document["recordSet"][1:]:
        names = [field["name"] for field in record_set["field"]]
        assert names == arrow_schema(Sample).names
        assert all(field["description"] for field in record_set["field"])
    checks = next(f for f in record_set["field"] if f["name"] == "validation")["subField"][1]
    assert (checks["isArray"], checks["arrayShape"]) == (True, "-1")
    assert [leaf["name"] for leaf in checks["subField"]] == ["name", "verdict", "reason"]
    assert checks["subField"][0]["source"]["transform"] == [{"jsonPath": "checks"}, {"jsonPath": "name"}]


@pytest.mark.parametrize("record", [Sample, Clip])
def test_every_attribute_of_a_docstring_is_read(record: type) -> None:
    assert set(described(record)) == set(arrow_schema(record).names)
    assert all(text and "Attributes" not in text and "``" not in text for text in described(record).values())


def test_the_same_facts_give_the_same_bytes(dataset: Path, document: dict[str, Any]) -> None:
    report = canonical.read(dataset / "meta/report.json")
    keys = list(report["rows"])
    random.Random(1).shuffle(keys)
    shuffled = report | {"rows": {key: report["rows"][key] for key in keys}}
    digest = rows_digest(parts(dataset))
    text = croissant_text(croissant(shuffled, data_files(dataset), digest, media=True))
    assert text == (dataset / CROISSANT).read_text(encoding="utf-8")
    assert str(dataset.parent) not in text and str(Path.home()) not in text
    assert document["version"] == version_of(digest)
    assert document["datePublished"] in DATES.values()


def test_what_it_says_of_responsible_use_is_there_and_true(dataset: Path, document: dict[str, Any]) -> None:
    assert {key.removeprefix("rai:") for key in document if key.startswith("rai:")} == set(RAI)
    assert document["conformsTo"] == ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
    assert document["rai:dataCollectionType"] == ["Software Collection"]
    assert document["rai:personalSensitiveInformation"] == [
        "None: its people are drawn by a program, nobody was filmed."
    ]
    assert document["license"] == ["https://spdx.org/licenses/CC0-1.0.html"]
    card = (
        (dataset / "README.md").read_text(encoding="utf-8").replace("\\", "").replace("&lt;", "<").replace("&gt;", ">")
    )
    for name in ("dataBiases", "dataUseCases", "personalSensitiveInformation"):
        for sentence in document[f"rai:{name}"]:
            assert f"* {sentence}\n" in card, "the card and Croissant state the same facts"


def test_terms_of_owners_are_works_and_real_people_are_named_as_such(dataset: Path) -> None:
    report = canonical.read(dataset / "meta/report.json")
    gated = source("MAFW", gate="agreement", license="MAFW EULA", terms="no labels")
    free = [source("CREMA-D", license="ODbL-1.0 AND DbCL-1.0"), source("mini")]
    told = croissant(report | {"sources": [*free, gated]}, [], "ab" * 32, media=True)
    assert told["license"] == [
        "https://spdx.org/licenses/ODbL-1.0.html",
        "https://spdx.org/licenses/DbCL-1.0.html",
        "https://spdx.org/licenses/CC0-1.0.html",
        {"@type": "sc:CreativeWork", "name": "MAFW: MAFW EULA", "description": "no labels"},
    ]
    assert told["rai:dataCollectionType"] == ["Secondary Data analysis", "Software Collection"]
    assert any(fact.startswith("Gender") for fact in told["rai:personalSensitiveInformation"])
    assert "2 corpora: CREMA-D, MAFW." in told["rai:dataCollection"]
    assert spdx_names("MAFW EULA") == []


def test_embedded_videos_come_out_whole(dataset: Path, tmp_path: Path) -> None:
    folder = copy(dataset, tmp_path / "embedded")
    path = next(path for path in files(folder) if path.parent.name == "qa")
    samples = [replace(sample, media="embedded") for sample in read_samples(path)][:3]
    save_samples(samples, path, videos=folder)
    for other in files(folder):
        if other.parent.name == "qa" and other != path:
            other.unlink()
    assert not carries_video(dataset)
    report = canonical.read(folder / "meta/report.json")
    rows_left = {place: tasks for place, tasks in report["rows"].items() if place == f"qa/{path.name.split('-')[0]}"}
    told = croissant(report | {"rows": rows_left}, [], "ab" * 32, media=True, embedded=True)
    (folder / CROISSANT).write_text(croissant_text(told))
    assert issues(folder / CROISSANT) == ""
    shown = [record["qa/video"] for record in mlc.Dataset(folder / CROISSANT).records("qa")]
    assert shown == [[(folder / video).read_bytes() for video in sample.videos] for sample in samples]


def test_an_imported_release_is_described_too(tmp_path: Path) -> None:
    stem = "MEAD_ID"
    built = small(tmp_path, f"test/attribute/full/{stem}.json", official(stem)[:2])
    report = built.report | tally(parts(built.path))
    digest = rows_digest(parts(built.path))
    told = croissant(report, data_files(built.path), digest, media=False, major=importer.FORMAT)
    (built.path / CROISSANT).write_text(croissant_text(told))
    assert issues(built.path / CROISSANT) == ""
    assert records(built.path, ("attribute", {})) == [rows(files(built.path))]
    assert told["rai:dataAnnotationPlatform"] == ["Not stated by the release."]
    assert told["rai:machineAnnotationTools"] == [f"emo-cfg release {report['annotators'][0]['version']}"]
    assert told["version"].startswith(f"{importer.FORMAT}.")
