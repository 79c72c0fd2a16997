"""CH-SIMS: a table with or without header, clip ids in two spellings, and the five degrees of a score."""

from collections import Counter
from pathlib import Path

import pytest

from emocfg.build.compose.cases import Case
from emocfg.build.compose.closed import sentiment, sentiment_fine
from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.sources import open_source
from tests.sources.copies.ch_sims import HEADER, ROWS, make
from tests.sources.scans import by_id, of, scan, touch, write

FIRST = "CH-SIMS/video_0001/0001"


def test_every_column_is_kept(tmp_path: Path) -> None:
    clips, defects = scan("ch-sims", make(tmp_path))
    assert len(clips) == len(ROWS)
    assert Counter(a.clip.split for a in clips) == {"train": 5, "validation": 1, "test": 2}
    second = by_id(clips)["CH-SIMS/video_0001/0002"]
    assert {o.aspect: (o.native, o.value, o.scheme) for o in second.observations} == {
        "sentiment": ("-0.2", -0.2, "ch-sims/score"),
        "sentiment_text": ("0", 0.0, "ch-sims/score"),
        "sentiment_audio": ("-0.4", -0.4, "ch-sims/score"),
        "sentiment_video": ("-0.2", -0.2, "ch-sims/score"),
        "sentiment_word": ("Negative", None, "ch-sims/word"),
        "text": ('他说,"好"', None, "ch-sims/text"),
    }
    assert second.clip.source_video == by_id(clips)[FIRST].clip.source_video == "CH-SIMS/video_0001"
    assert second.clip.subjects[0].identity == "CH-SIMS/video_0001/0002" and second.clip.dialogue == ()
    assert {(d.code, d.where) for d in defects if d.code != "count_differs"} == {("unannotated_video", "Raw")}


def test_a_score_left_open_is_unknown(tmp_path: Path) -> None:
    clips = by_id(scan("ch-sims", make(tmp_path))[0])
    (words,) = of(clips["CH-SIMS/video_0002/0013"], "sentiment_text")
    assert (words.native, words.value, words.missing) == ("", None, "not_annotated")


@pytest.mark.parametrize("name", ["label.csv", "meta.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("header", ["", HEADER])
def test_header_and_encoding_do_not_matter(tmp_path: Path, name: str, encoding: str, header: str) -> None:
    write(tmp_path / name, "\r\n".join([*filter(None, [header]), *ROWS, ""]), encoding)
    clips = by_id(scan("ch-sims", tmp_path)[0])
    assert len(clips) == len(ROWS)
    (text,) = of(clips[FIRST], "text")
    assert (text.native, text.origin) == ("我不想嫁给李茶", f"{name}:{2 if header else 1}")


def test_columns_in_another_order_and_one_more(tmp_path: Path) -> None:
    write(
        tmp_path / "label.csv", f"mode,extra,{HEADER.removesuffix(',mode')}\ntest,x,{ROWS[0].removesuffix(',train')}\n"
    )
    clips, defects = scan("ch-sims", tmp_path)
    assert clips[0].clip.split == "test"
    assert [d.what for d in defects if d.code == "unknown_columns"] == ["columns that are not read: extra"]


@pytest.mark.parametrize(
    ("score", "sign", "degree"),
    [
        *(("-1", "negative", "negative"), ("-0.8", "negative", "negative"), ("-0.7", "negative", "negative")),
        *(("-0.6", "negative", "weakly_negative"), ("-0.2", "negative", "weakly_negative")),
        *(("-0.1", "negative", "weakly_negative"), ("-0.09", "neutral", "neutral"), ("0.0", "neutral", "neutral")),
        *(
            ("0.1", "neutral", "neutral"),
            ("0.2", "positive", "weakly_positive"),
            ("0.7", "positive", "weakly_positive"),
        ),
        *(("0.8", "positive", "positive"), ("1.0", "positive", "positive")),
    ],
)
def test_the_five_degrees(tmp_path: Path, score: str, sign: str, degree: str) -> None:
    write(tmp_path / "label.csv", f"video_0001,1,嗯,{score},0,0,0,Neutral,test\n")
    (annotated,) = scan("ch-sims", tmp_path)[0]
    case = Case(
        annotated.clip, annotated.observations, merge(annotated.clip, annotated.observations), "test", None, seed=0
    )
    (coarse,), (fine,) = sentiment(case), sentiment_fine(case)
    assert (coarse.labels, fine.labels) == ((sign,), (degree,))
    assert sorted(fine.options) == ["negative", "neutral", "positive", "weakly_negative", "weakly_positive"]


def test_a_version_has_its_own_numbers(tmp_path: Path) -> None:
    write(tmp_path / "meta.csv", "\n".join(ROWS))
    _, defects = scan("ch-sims", tmp_path)
    assert "5 train, the owner states 2722" in {d.what for d in defects}
    write(tmp_path / "label.csv", "\n".join(ROWS[:1]))
    clips, defects = scan("ch-sims", tmp_path)
    assert len(clips) == 1 and "1 train, the owner states 1368" in {d.what for d in defects}


@pytest.mark.parametrize(("written", "file"), [("00012", "00012"), ("12", "12"), ("12", "0012"), ("0012", "0012")])
def test_a_video_is_named_as_written_or_with_four_digits(tmp_path: Path, written: str, file: str) -> None:
    write(tmp_path / "meta.csv", f"video_0001,{written},嗯,0,0,0,0,Neutral,test\n")
    touch(tmp_path, f"Raw/video_0001/{file}.mp4")
    clips, defects = scan("ch-sims", tmp_path)
    assert (clips[0].clip.clip_id, clips[0].clip.file) == ("CH-SIMS/video_0001/0012", f"Raw/video_0001/{file}.mp4")
    assert not any(d.code == "unannotated_video" for d in defects)


def test_lines_of_blanks_are_no_rows(tmp_path: Path) -> None:
    write(tmp_path / "label.csv", "\n".join(["", ROWS[0], "  ", ",,", ROWS[1], ""]))
    clips, _ = scan("ch-sims", tmp_path)
    assert [a.observations[0].origin for a in clips] == ["label.csv:2", "label.csv:5"]


def test_copies_without_the_table(tmp_path: Path) -> None:
    touch(tmp_path, "Processed/unaligned_39.pkl")
    with pytest.raises(
        EmoCfgError, match=r"E306[\s\S]*unaligned_39.pkl[\s\S]*write label.csv with the columns video_id,"
    ):
        scan("ch-sims", tmp_path)
    touch(tmp_path, "metadata/sentiment/label_M.csv")
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*older layout[\s\S]*metadata/sentiment/label_M.csv"):
        scan("ch-sims", tmp_path)


def test_fetch(tmp_path: Path) -> None:
    root = make(tmp_path)
    (root / "Raw/video_0001/0001.mp4").write_bytes(b"frames")
    clips, source = by_id(scan("ch-sims", root)[0]), open_source("ch-sims", root)
    source.fetch(clips[FIRST].clip, tmp_path / "c.mp4")
    assert (tmp_path / "c.mp4").read_bytes() == b"frames"
    with pytest.raises(MediaError, match="missing"):
        source.fetch(clips["CH-SIMS/video_0002/0001"].clip, tmp_path / "d.mp4")


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ([ROWS[0], ROWS[0].replace(",1,", ",0001,", 1)], "E304", 2),
        ([HEADER, ROWS[0], ROWS[0]], "E304", 3),
        (["video_id,clip_id,text,label,mode", "video_0001,1,a,0,train"], "E301", 1),
        ([ROWS[0], "video_0001,2,a,0,train"], "E302", 2),
        ([ROWS[0].replace("Negative", "Weakly Negative")], "E302", 1),
        ([ROWS[1], ROWS[0].replace(",train", ",unsupervised")], "E302", 2),
        ([ROWS[0].replace(",-1,-1,-1,-1,", ",-1.2,-1,-1,-1,")], "E302", 1),
        ([ROWS[0].replace(",-1,-1,-1,-1,", ",-1,-1,nan,-1,")], "E302", 1),
        ([ROWS[0].replace(",-1,-1,-1,-1,", ",-1,low,-1,-1,")], "E302", 1),
        ([ROWS[0].replace(",1,", ",1a,", 1)], "E302", 1),
        ([ROWS[0].replace("video_0001", "../video_0001")], "E302", 1),
        ([ROWS[0].replace("video_0001", "")], "E302", 1),
        ([ROWS[0].replace("video_0001", "..")], "E302", 1),
        ([ROWS[0].replace("video_0001", "a\\b")], "E302", 1),
        ([ROWS[0].replace(",-1,-1,-1,-1,", ",-0_1,-1,-1,-1,")], "E302", 1),
        (['"x"y,1'], "E301", 1),
    ],
)
def test_bad_tables_name_file_and_line(tmp_path: Path, lines: list[str], code: str, line: int) -> None:
    write(tmp_path / "label.csv", "\n".join(lines) + "\n")
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*where: label.csv:{line}\n"):
        scan("ch-sims", tmp_path)


def test_neither_utf8_nor_gb18030(tmp_path: Path) -> None:
    (tmp_path / "label.csv").write_bytes(ROWS[0].encode() + b"\nvideo_0001,2,\xff\xff,0,0,0,0,Neutral,test\n")
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*label.csv:2"):
        scan("ch-sims", tmp_path)
