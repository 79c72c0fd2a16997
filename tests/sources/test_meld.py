"""MELD: the owners' real files, and every way a copy can be wrong."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from emocfg.core import EmoCfgError
from emocfg.media import MediaError
from emocfg.sources import Annotated, Defect, open_source, scan_source
from emocfg.sources.meld import COLUMNS

ROW = '1,"Hi, you.",Joey,joy,positive,0,0,8,21,"00:16:16,059","00:16:21,731"'


def write(root: Path, *rows: str, header: str = ",".join(COLUMNS), name: str = "train_sent_emo.csv") -> Path:
    root.mkdir(exist_ok=True)
    (root / name).write_bytes("\r\n".join([header, *rows, ""]).encode("utf-8"))
    return root


def scan(root: Path) -> tuple[list[Annotated], list[Defect]]:
    entries = list(scan_source(open_source("meld", root)))
    return [e for e in entries if isinstance(e, Annotated)], [e for e in entries if isinstance(e, Defect)]


def test_the_owners_counts(real: Callable[[str], Path]) -> None:
    clips, _ = scan(real("MELD"))
    counts = Counter((a.clip.split, o.native) for a in clips for o in a.observations if o.aspect == "emotion")
    for split, numbers in (
        ("train", (4710, 1743, 1205, 1109, 683, 271, 268)),
        ("validation", (470, 163, 150, 153, 111, 22, 40)),
    ):
        labels = ("neutral", "joy", "surprise", "anger", "sadness", "disgust", "fear")
        assert tuple(counts[split, label] for label in labels) == numbers
    surprised = [a for a in clips if a.clip.split == "train" and a.observations[0].native == "surprise"]
    assert Counter(a.observations[1].native for a in surprised) == {"positive": 591, "negative": 614}


def test_the_owners_known_defects_are_reported(real: Callable[[str], Path]) -> None:
    _, defects = scan(real("MELD"))
    found = {(defect.code, defect.where): defect.what for defect in defects}
    assert found["repeated_serial", "train_sent_emo.csv"].startswith("57 ")
    assert found["utterance_gap", "train_sent_emo.csv"].startswith("72 ")
    assert found["utterance_gap", "dev_sent_emo.csv"].startswith("2 ")
    assert found["count_differs", "train_sent_emo.csv"].startswith("1038 dialogues")
    assert ("known_corrupt", "MELD/train/dia125_utt3") in found
    assert ("known_missing", "MELD/dev/dia110_utt7") in found
    assert "00:06:47,28" in found["unreadable_time", "train_sent_emo.csv:4050"]
    assert ("absent_file", "test_sent_emo.csv") in found
    assert {("known_noisy", "MELD/train/dia793_utt0"), ("known_wrong", "MELD/train/dia485_utt0")} <= set(found)
    assert len(defects) == 18 and all(d.reference for d in defects if d.code.startswith("known"))


def test_every_row_traces_back_to_its_line(real: Callable[[str], Path]) -> None:
    lines = (real("MELD") / "train_sent_emo.csv").read_text(encoding="utf-8").split("\n")
    clips, _ = scan(real("MELD"))
    for annotated in clips[::97]:
        file, _, number = annotated.observations[0].origin.partition(":")
        if file == "train_sent_emo.csv":
            line = lines[int(number) - 1]
            dialogue, utterance = annotated.clip.clip_id.rsplit("/", 1)[1].removeprefix("dia").split("_utt")
            assert f",{dialogue},{utterance}," in line
            assert f",{annotated.observations[0].native},{annotated.observations[1].native}," in line


def test_a_file_that_was_changed_is_told(tmp_path: Path) -> None:
    _, defects = scan(write(tmp_path / "m", ROW))
    assert [d.where for d in defects if d.code == "file_differs"] == ["train_sent_emo.csv"]


def test_a_quoted_line_break_moves_the_line_number(tmp_path: Path) -> None:
    broken = '1,"two\nlines",Joey,joy,positive,0,0,8,21,"00:16:16,059","00:16:21,731"'
    clips, _ = scan(write(tmp_path / "m", broken, ROW.replace(",0,0,", ",0,1,")))
    assert [a.observations[0].origin for a in clips] == ["train_sent_emo.csv:2", "train_sent_emo.csv:4"]
    assert clips[1].clip.dialogue[0].text == "two\nlines"


def test_dialogue_ids_restart_per_split_without_a_clash(tmp_path: Path) -> None:
    root = write(tmp_path / "m", ROW)
    write(root, ROW, name="dev_sent_emo.csv")
    clips, _ = scan(root)
    assert {a.clip.clip_id for a in clips} == {"MELD/train/dia0_utt0", "MELD/dev/dia0_utt0"}
    assert {a.clip.split for a in clips} == {"train", "validation"}


def test_lines_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    rows = [ROW.replace(",0,0,", f",0,{n},").replace("Hi, you.", f"line {n}") for n in (10, 2, 1)]
    clips, _ = scan(write(tmp_path / "m", *rows))
    last = next(a.clip for a in clips if a.clip.clip_id.endswith("utt10"))
    assert [line.text for line in last.dialogue] == ["line 1", "line 2", "line 10"]


@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        ([ROW.replace("joy", "Joy")], "E302", "train_sent_emo.csv:2"),
        ([ROW.replace("positive", "pos")], "E302", "train_sent_emo.csv:2"),
        ([ROW.replace(",0,0,", ",zero,0,")], "E302", "train_sent_emo.csv:2"),
        ([ROW, ROW], "E304", "train_sent_emo.csv:3"),
        ([ROW, "1,too,few"], "E302", "train_sent_emo.csv:3"),
    ],
)
def test_bad_cells_name_file_and_line(tmp_path: Path, rows: list[str], code: str, where: str) -> None:
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*{where}"):
        scan(write(tmp_path / "m", *rows))


def test_a_wrong_header_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*train_sent_emo.csv:1"):
        scan(write(tmp_path / "a", ROW, header="Text,Label"))
    root = write(tmp_path / "b", ROW)
    (root / "train_sent_emo.csv").write_bytes(",".join(COLUMNS).encode() + b"\r\n1,\x93Hi\x94,J,joy,positive\r\n")
    with pytest.raises(EmoCfgError, match="E301"):
        scan(root)


def test_ends_before_start_and_very_long_are_defects(tmp_path: Path) -> None:
    early = ROW.replace("00:16:21,731", "00:16:01,731")
    endless = ROW.replace(",0,0,", ",0,1,").replace("00:16:21,731", "00:20:21,731")
    _, defects = scan(write(tmp_path / "m", early, endless))
    assert {"ends_before_start", "very_long"} <= {defect.code for defect in defects}


def test_an_empty_folder_and_no_folder(tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*train_sent_emo.csv"):
        scan(tmp_path)
    with pytest.raises(EmoCfgError, match="E102"):
        open_source("meld", tmp_path / "nowhere")
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*meld=FOLDER"):
        open_source("meld")


def test_a_video_is_fetched_or_missing(tmp_path: Path) -> None:
    root = write(tmp_path / "m", ROW)
    clips, _ = scan(root)
    with pytest.raises(MediaError, match="missing"):
        open_source("meld", root).fetch(clips[0].clip, tmp_path / "out" / "c.mp4")
    (root / "train_splits").mkdir()
    (root / "train_splits" / "dia0_utt0.mp4").write_bytes(b"video")
    open_source("meld", root).fetch(clips[0].clip, tmp_path / "out" / "c.mp4")
    assert (tmp_path / "out" / "c.mp4").read_bytes() == b"video"


def test_a_clone_of_the_owners_repository_is_found(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    write(tmp_path / "data" / "MELD", ROW)
    assert len(scan(tmp_path)[0]) == 1
