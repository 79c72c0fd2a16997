"""Gated corpora are read by those who recorded consent, and by nobody else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from emocfg.build.pipeline import build
from emocfg.build.plan import Plan, SourcePlan
from emocfg.core import EmoCfgError, ExitStatus
from emocfg.sources import SOURCES, accept, consent, consent_folder, open_source
from emocfg.sources.consent import terms_sha256
from tests.conftest import Emocfg
from tests.sources.copies import dfew, ravdess

GATED = sorted(name for name, corpus in SOURCES.items() if corpus.card.gate == "agreement")


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has consented to nothing."""
    monkeypatch.setenv("EMOCFG_CONSENT", str(tmp_path / "consent"))
    return tmp_path / "consent"


@pytest.mark.parametrize("name", GATED)
def test_without_consent_nothing_is_opened(nobody: Path, name: str) -> None:
    with pytest.raises(EmoCfgError, match=rf"E702[\s\S]*sources {name} --accept-license") as caught:
        open_source(name, Path("/nowhere"))
    assert caught.value.status is ExitStatus.REQUIREMENT
    assert SOURCES[name].card.access in caught.value.fix
    assert not nobody.exists()


def test_the_open_ones_need_none(nobody: Path, tmp_path: Path) -> None:
    assert not nobody.exists() and consent("ravdess", SOURCES["ravdess"].card) == "not needed"
    assert list(open_source("ravdess", ravdess.make(tmp_path / "ravdess")).scan())


def test_a_record_has_date_and_digest_and_opens_the_corpus(nobody: Path, tmp_path: Path) -> None:
    card = SOURCES["dfew"].card
    record = json.loads(accept("dfew", card).read_text(encoding="utf-8"))
    assert record["terms_sha256"] == terms_sha256(card) and len(record["date"]) == 10
    assert record.keys() == {"source", "license", "terms", "terms_sha256", "date"}
    assert list(open_source("dfew", dfew.make(tmp_path / "dfew")).scan())
    assert consent("casme2", SOURCES["casme2"].card) == "missing"


def test_other_terms_need_consent_again(nobody: Path) -> None:
    card = SOURCES["dfew"].card
    accept("dfew", replace(card, terms="anything goes"))
    assert consent("dfew", card) == "outdated"
    with pytest.raises(EmoCfgError, match="E702"):
        open_source("dfew", Path("/nowhere"))


@pytest.mark.parametrize("damaged", [b"", b"{", b"\xff", b"[]"])
def test_a_damaged_record_is_no_consent_and_stops_nothing_else(nobody: Path, damaged: bytes, emocfg: Emocfg) -> None:
    card = SOURCES["dfew"].card
    accept("dfew", card).write_bytes(damaged)
    assert consent("dfew", card) in ("missing", "outdated")
    with pytest.raises(EmoCfgError, match="E702"):
        open_source("dfew", Path("/nowhere"))
    assert emocfg("sources").returncode == ExitStatus.OK
    accept("dfew", card)
    assert consent("dfew", card) == "given"


def test_where_records_lie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EMOCFG_CONSENT", str(tmp_path / "mine"))
    assert consent_folder() == tmp_path / "mine"
    monkeypatch.delenv("EMOCFG_CONSENT")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert consent_folder() == tmp_path / "config" / "emocfg" / "consent"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert consent_folder() == tmp_path / ".config" / "emocfg" / "consent"


def test_videos_of_gated_corpora_are_never_put_into_rows(tmp_path: Path) -> None:
    plan = Plan((SourcePlan("dfew", dfew.make(tmp_path / "dfew")),), embed_video=True)
    with pytest.raises(EmoCfgError, match=r"E703[\s\S]*--embed-video"):
        build(plan, tmp_path / "out", workers=1)
    assert not list(tmp_path.glob("out*"))


def test_a_list_of_names_has_no_videos(tmp_path: Path) -> None:
    listing = tmp_path / "names.txt"
    listing.write_text("\n".join(ravdess.names()[:40]), encoding="utf-8")
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*--no-media"):
        build(Plan((SourcePlan("ravdess", listing),)), tmp_path / "out", workers=1)
    built = build(Plan((SourcePlan("ravdess", listing),), media=False), tmp_path / "out", workers=1)
    assert set(built.manifest["rows"]) <= {"emotion/train", "emotion/test"}


def test_the_verb_says_how_records_and_lets_through(nobody: Path, tmp_path: Path, emocfg: Emocfg) -> None:
    copy = dfew.make(tmp_path / "dfew")
    build_it = ("build", "--source", f"dfew={copy}", "--no-media", "--out", str(tmp_path / "out"))
    refused = emocfg(*build_it)
    assert refused.returncode == ExitStatus.REQUIREMENT and "error[E702]" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 3 and not (tmp_path / "out").exists()
    assert "consent      missing" in emocfg("sources", "dfew").stdout
    accepted = emocfg("sources", "dfew", "--accept-license")
    assert accepted.returncode == 0 and "consent      given" in accepted.stdout
    assert (nobody / "dfew.json").is_file()
    assert emocfg(*build_it).returncode == 0
    for name, status in (("ravdess", ExitStatus.USAGE), ("l-svd", ExitStatus.USAGE), ("melt", ExitStatus.USAGE)):
        assert emocfg("sources", name, "--accept-license").returncode == status


def test_the_table_shows_every_corpus_and_what_is_here(tmp_path: Path, emocfg: Emocfg) -> None:
    dfew.make(tmp_path / "corpora" / "DFEW")
    ravdess.make(tmp_path / "corpora" / "ravdess")
    (tmp_path / "corpora" / "MELD").mkdir()
    done = emocfg("sources", "--root", tmp_path / "corpora", "--json")
    facts = json.loads(done.stdout)
    assert facts.keys() == SOURCES.keys()
    assert facts["dfew"]["found"]["clips"] == 10 and facts["ravdess"]["found"]["identities"] == 2
    assert "E102" in facts["meld"]["error"]
    table = emocfg("sources").stdout
    assert all(f"\n{name} " in f"\n{table}" for name in SOURCES)


def test_one_corpus_is_compared_with_a_complete_copy(tmp_path: Path, emocfg: Emocfg) -> None:
    copy = dfew.make(tmp_path / "dfew")
    page = emocfg("sources", "dfew", "--root", copy).stdout
    assert "10 clips of 11,697" in page and "no_single_label" in page
    assert emocfg("sources", "dfew", "--root", tmp_path / "nowhere").returncode == ExitStatus.USAGE
