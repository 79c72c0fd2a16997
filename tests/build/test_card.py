"""The card: every number in it is that of the rows, the Hub reads its header, and nothing of others runs in it."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import DatasetCard

from emocfg.build.output import rows_digest
from emocfg.build.plan import FORMAT
from emocfg.build.publish.card import render_card, size_category
from emocfg.build.publish.tallies import tally
from emocfg.build.publish.versions import DATES, RULES, version_of
from emocfg.build.release import importer
from emocfg.core import canonical
from emocfg.schema import CONFIGS, SPLITS
from tests.build.published import CONFLICTS, copy, files, parts, rows, source
from tests.build.releases import official, small

DIGEST = "ab" * 32
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def dataset(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(mini, tmp_path_factory.mktemp("card") / "emo-cfg")


def body(text: str) -> str:
    return text.split("---\n", 2)[2]


def header(text: str) -> dict[str, Any]:
    """The header as the Hub's own client reads it."""
    told: dict[str, Any] = DatasetCard(text).data.to_dict()  # type: ignore[no-untyped-call]
    return told


def tables(text: str) -> dict[str, list[list[str]]]:
    """The cells of every table, by the cells of its header."""
    found: dict[str, list[list[str]]] = {}
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        header, _, *lines = [
            [cell.strip() for cell in line.strip().strip("|").split(" |")] for line in block.splitlines()
        ]
        found[" ".join(header)] = lines
    return found


def n(count: int) -> str:
    return f"{count:,}"


def places(all_rows: Rows) -> list[str]:
    there = {f"{row['config']}/{row['split']}" for row in all_rows}
    return [place for config in CONFIGS for split in SPLITS if (place := f"{config}/{split}") in there]


def test_every_number_is_that_of_the_rows(dataset: Path) -> None:
    """Tables and sentences are made again from the Parquet files; then no number may be left that was not checked."""
    text, all_rows = body((dataset / "README.md").read_text(encoding="utf-8")), rows(files(dataset))
    found, expected = tables(text), expected_tables(all_rows)
    assert {header: found[header] for header in expected} == expected
    quarantined = Counter(entry["reason"] for _, entry in canonical.read_lines(dataset / "meta/quarantine.jsonl"))
    told = expected_sentences(all_rows, quarantined)
    for sentence in told:
        assert sentence in text, sentence
    rest = re.sub(r"^\|.*\n", "", text, flags=re.MULTILINE)
    for sentence in (*told, "3 pairs of &lt;b&gt;clips&lt;/b&gt;", "33 %", "first 16 digits", *DATES.values()):
        rest = rest.replace(sentence, "")
    assert re.findall(r".*\d.*", rest.replace(version_of(rows_digest(parts(dataset))), "")) == []


def expected_tables(all_rows: Rows) -> dict[str, list[list[str]]]:
    spots = [(place, [r for r in all_rows if f"{r['config']}/{r['split']}" == place]) for place in places(all_rows)]
    asked = [(place, here, sorted(Counter(r["task"] for r in here).items())) for place, here in spots]
    tiers = [[n(sum(r["tier"] == tier for r in here)) for tier in ("full", "sampled")] for _, here in spots]
    everywhere = [n(sum(r["tier"] == tier for r in all_rows)) for tier in ("full", "sampled")]
    keys = ("generator", "version", "prompt_sha256", "label_given")
    signed = Counter(tuple(r["provenance"][key] for key in keys) for r in all_rows)
    checks = Counter((c["name"], c["verdict"]) for r in all_rows for c in r["validation"]["checks"])
    named, verdicts = sorted({name for name, _ in checks}), ("pass", "fail", "skipped")
    return {
        "config split rows tasks": [
            [*place.split("/"), n(len(here)), ", ".join(f"{task} {count}" for task, count in tasks)]
            for place, here, tasks in asked
        ],
        "config split full sampled": [
            *([*place.split("/"), *counts] for (place, _), counts in zip(spots, tiers, strict=True)),
            ["all", "", *everywhere],
        ],
        "writer version prompts or templates label in hand rows": [
            [
                who.replace("|", r"\|"),
                version,
                prompt[:16] or "-",
                {True: "yes", False: "no", None: "-"}[given],
                n(count),
            ]
            for (who, version, prompt, given), count in sorted(signed.items(), key=lambda entry: [*map(str, entry[0])])
        ],
        "check pass fail skipped": [[name, *(n(checks[name, verdict]) for verdict in verdicts)] for name in named],
        "licence of the row rows": [[k, n(v)] for k, v in sorted(Counter(r["license"] for r in all_rows).items())],
        "corpus of the row rows": [[k, n(v)] for k, v in sorted(Counter(r["source"] for r in all_rows).items())],
        "contradiction times": [[k, n(v)] for k, v in CONFLICTS.items()],
    }


def expected_sentences(all_rows: Rows, quarantined: Counter[str]) -> list[str]:
    reasoned = [r for r in all_rows if r["config"] == "rationale"]
    passed, given = (
        sum(r["validation"]["verdict"] == "pass" for r in reasoned),
        Counter(r["provenance"]["label_given"] for r in reasoned),
    )
    signed = Counter(f"{r['provenance']['generator']} {r['provenance']['version']}" for r in all_rows)
    most, task = max((count, task) for task, count in Counter(r["task"] for r in all_rows).items())
    full = sum(r["tier"] == "full" for r in all_rows)
    writers = ", ".join(f"{who} ({n(count)} rows)" for who, count in sorted(signed.items())).replace("|", r"\|")
    return [
        f"{n(len(all_rows))} rows. Built from",
        f"rationale: {n(len(reasoned))} rows, {n(passed)} accepted.",
        f"Texts were written by {writers}.",
        f"{n(given[True])} rationales were written with the label in hand, {n(given[False])} without it.",
        f"{n(passed)} of the {n(len(reasoned))} rows of rationale were accepted (verdict pass).",
        f"{task.replace('_', chr(92) + '_')} alone has {n(most)} of {n(len(all_rows))} rows.",
        f"{n(full)} rows are of the tier full",
        f"In {sum(CONFLICTS.values())} places the annotation",
        f"{quarantined.total()} clips were left out",
        "Quarantined clips: " + ", ".join(f"{reason} {count}" for reason, count in sorted(quarantined.items())),
    ]


def test_the_tally_does_not_depend_on_how_the_rows_are_cut(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet as pq

    whole, read = tally(parts(dataset)), pq.ParquetFile.iter_batches
    monkeypatch.setattr(pq.ParquetFile, "iter_batches", lambda self, **k: read(self, batch_size=7, **k))
    assert tally(parts(dataset)) == whole


def test_the_hub_reads_the_header(dataset: Path) -> None:
    told = header((dataset / "README.md").read_text(encoding="utf-8"))
    assert (told["license"], told["language"], told["size_categories"]) == ("cc0-1.0", ["en"], ["1K<n<10K"])
    assert told["task_categories"] == ["video-text-to-text", "video-classification"]
    assert {config["config_name"] for config in told["configs"]} == set(CONFIGS)
    assert {config["description"] for config in told["configs"]} == {f"rows {rows_digest(parts(dataset))[:16]}"}
    assert "extra_gated_prompt" not in told


def report_of(*sources: dict[str, str], **facts: Any) -> dict[str, Any]:
    made = {"sources": list(sources), "rows": {"emotion/train": {"emotion_single": 1}}, "defects": [], "quarantine": {}}
    return {**made, "own_splits": [], "overlaps": [], **facts}


def test_a_gated_source_is_asked_about_and_the_licence_is_other() -> None:
    text = render_card(
        report_of(source("MAFW", gate="agreement", terms="no labels", license="EULA")), DIGEST, media=False
    )
    told = header(text)
    assert (told["license"], told["license_name"], told["license_link"]) == ("other", "per-row", "README.md")
    assert "MAFW" in told["extra_gated_prompt"]
    assert told["extra_gated_fields"] == {"I hold the licence of MAFW and keep to its terms": "checkbox"}
    assert "> MAFW: no labels." in text


def test_a_report_without_tallies_has_no_empty_sections() -> None:
    text = render_card(report_of(source("mini")), DIGEST, media=True)
    for title in ("Size tiers", "Who wrote the rows", "Validation"):
        assert f"## {title}" not in text
    assert "licence of the row" not in text
    assert "| emotion | train | 1 | emotion_single 1 |" in text


def test_names_of_others_stay_text() -> None:
    writer = {
        "generator": "<script>x</script>|`m`",
        "version": "1",
        "prompt_sha256": "",
        "label_given": None,
        "rows": 1,
    }
    text = render_card(report_of(source("mini"), annotators=[writer], notes=["[a](b)\n# c"]), DIGEST, media=True)
    assert "<script>" not in text
    assert r"| &lt;script&gt;x&lt;/script&gt;\|\`m\` | 1 | - | - | 1 |" in text
    assert r"\[a\](b)" in text and "\n# c" not in text


def test_an_imported_release_says_what_its_tiers_are(tmp_path: Path) -> None:
    stem = "DFEW_Single-Label-Emotion-Recognition"
    built = small(tmp_path, f"test/emotion/full/{stem}.json", official(stem)[:3])
    report = built.report | tally(parts(built.path))
    text = render_card(report, DIGEST, media=False, major=importer.FORMAT)
    assert (
        "the folder of the release that it came from" in text
        and "passed all of the levels" not in text
        and "Nothing was validated at the import" in text
    )
    assert version_of(DIGEST, importer.FORMAT) in text
    assert f"| emotion | test | {len(rows(files(built.path)))} | 0 |" in text
    assert f"Imported by emocfg from {len(report['release']['files'])} files" in text
    assert "of the tier full" not in text
    (told,) = tables(text)["writer version prompts or templates label in hand rows"]
    assert told[0] == "emo-cfg release" and told[-1] == "3"


@pytest.mark.parametrize(
    ("count", "name"), [(0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (9_999_999, "1M<n<10M"), (10**7, "10M<n<100M")]
)
def test_sizes_have_the_hubs_names(count: int, name: str) -> None:
    assert size_category(count) == name


def test_every_version_of_today_has_its_date_and_its_rules() -> None:
    for major in (FORMAT, importer.FORMAT):
        assert version_of(DIGEST, major).partition("+")[0] in DATES
    assert [rule for word in ("MAJOR", "MINOR", "PATCH") for rule in RULES if rule.startswith(f"{word} is raised")]
