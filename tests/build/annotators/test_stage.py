"""The stage of a build: files per shard, what is taken up again, and what becomes of the rows."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from emocfg.build.annotators.drafts import rows
from emocfg.build.annotators.llm import LlmAnnotator
from emocfg.build.annotators.settings import Annotation, parse_annotation
from emocfg.build.annotators.stage import Written, annotate, read_writings
from emocfg.build.annotators.template import TemplateAnnotator
from emocfg.build.compose.cases import Case
from emocfg.build.compose.rows import compose, drafts, sample_of
from emocfg.check.models import Stills
from emocfg.core import EmoCfgError
from tests.llm.standin import StandIn

from .scripted import STILLS, WRITER, Scripted, cases, everybody, writer

CASES = cases(4)


def shards(folder: Path) -> list[Path]:
    paths = [folder / f"{number:05d}.jsonl" for number in range(2)]
    for number, path in enumerate(paths):
        path.write_text(f"{number}\n")
    return paths


def cases_of(shard: Path) -> Iterable[Case]:
    start = 2 * int(shard.stem)
    return CASES[start : start + 2]


def run(annotation: Annotation, folder: Path, stills: Stills = STILLS) -> Written:
    return annotate(annotation, shards(folder), folder / "texts", folder / "calls.jsonl", cases_of, lambda _: stills)


def test_shards_are_written_once(tmp_path: Path) -> None:
    with StandIn(reply=everybody) as server:
        annotation = parse_annotation({"annotator": f"llm:{server.url}#{WRITER}"}, where="test")
        made = run(annotation, tmp_path)
        asked = server.counts()["requests"]
        assert asked and made == Written({p.stem: tmp_path / "texts" / p.name for p in shards(tmp_path)}, (), {}, {})
        content = {path: path.read_bytes() for path in made.files.values()}
        found = [clip_id for path in made.files.values() for clip_id, _ in read_writings(path)]
        assert found == [case.clip.clip_id for case in CASES]
        made.files["00001"].unlink()
        assert run(annotation, tmp_path) == made and server.counts()["requests"] == asked
        assert {path: path.read_bytes() for path in made.files.values()} == content
    for path in made.files.values():
        for clip_id, writings in read_writings(path):
            case = next(case for case in CASES if case.clip.clip_id == clip_id)
            assert writings == LlmAnnotator(Scripted(WRITER, writer()), "qwen").write(case, STILLS)


def test_a_shard_that_changed_is_written_anew(tmp_path: Path) -> None:
    made = run(replace(Annotation(), rounds=1), tmp_path)
    path = made.files["00000"]
    before = path.read_text()
    path.write_text(before.replace(before.splitlines()[0], '{"mark":"another"}'))
    run(Annotation(), tmp_path)
    assert path.read_text() == before


def test_a_budget_that_ends_leaves_whole_shards(tmp_path: Path) -> None:
    with StandIn(reply=everybody) as server:
        table = {"annotator": f"llm:{server.url}#{WRITER}", "threads": 1}
        with pytest.raises(EmoCfgError, match="E802"):
            run(parse_annotation(table | {"max_calls": 16}, where="test"), tmp_path)
        assert [path.name for path in (tmp_path / "texts").iterdir()] == ["00000.jsonl"]
        made = run(parse_annotation(table, where="test"), tmp_path)
        assert len(made.files) == 2 and server.counts()["charged"] == server.counts()["requests"]


def test_what_could_not_be_used_is_counted(tmp_path: Path) -> None:
    with StandIn(reply=lambda _: "No.") as server:
        annotation = parse_annotation({"annotator": f"llm:{server.url}#{WRITER}"}, where="test")
        made = run(annotation, tmp_path)
    assert made.problems["rationale"] >= 4 and made.problems["emotion_single"] == 4
    for path in made.files.values():
        for clip_id, writings in read_writings(path):
            case = next(case for case in CASES if case.clip.clip_id == clip_id)
            assert [(t, d) for t, d, _ in rows(case, writings)] == list(drafts(case)), "the templates' rows stay"


def test_lines_on_no_clip_are_defects(tmp_path: Path) -> None:
    line = {"clip_id": CASES[0].clip.clip_id, "task": "video_caption", "answer": "A person sits.", "author": "me"}
    text = "".join(json.dumps(row) + "\n" for row in (line, line | {"clip_id": "mini/none"}))
    (tmp_path / "mine.jsonl").write_text(text)
    annotation = parse_annotation({"annotator": "human:mine.jsonl"}, where="test", base=tmp_path)
    assert [d.where for d in run(annotation, tmp_path).defects] == ["mine.jsonl:2"]
    assert [d.where for d in run(annotation, tmp_path).defects] == ["mine.jsonl:2"], "told by a run that writes nothing"


def test_templates_through_the_protocol_give_the_rows_that_they_always_gave() -> None:
    for case in cases(30):
        writings = TemplateAnnotator().write(case, Stills())
        made = [sample_of(case, task, draft, "file") for task, draft, _ in rows(case, writings)]
        plain = list(compose(case, "file"))
        assert [replace(s, evidence=()) for s in made] == [replace(s, evidence=()) for s in plain]


def test_rows_of_a_model_take_the_place_of_the_templates() -> None:
    case = cases(1)[0]
    writings = LlmAnnotator(Scripted(WRITER, writer()), "qwen").write(case, STILLS)
    samples = {s.id: s for s in (sample_of(case, t, d, "file") for t, d, _ in rows(case, writings))}
    plain = {s.id: s for s in compose(case, "file")}
    assert samples.keys() == plain.keys()
    for name, sample in samples.items():
        theirs = sample.provenance.generator
        assert theirs == (WRITER if not name.endswith(".turns") else "template")
        assert (sample.labels, sample.options, sample.scheme, sample.native_label) == (
            *(plain[name].labels, plain[name].options),
            *(plain[name].scheme, plain[name].native_label),
        )
        assert sample.provenance.parents == plain[name].provenance.parents
        if sample.task == "rationale":
            assert sample.provenance.label_given is not None and not sample.evidence


def test_inferred_rows_have_no_annotation_behind_them() -> None:
    case = cases(1, labelled=False)[0]
    writings = LlmAnnotator(Scripted(WRITER, writer()), "qwen").write(case, STILLS)
    samples = [sample_of(case, t, d, "file") for t, d, w in rows(case, writings) if w is not None and w.tree]
    assert {s.task for s in samples} == {"video_caption", "qa", "rationale"}
    assert all(not s.provenance.parents and not s.native_label for s in samples)
    assert len({s.id for s in samples}) == len(samples)
