"""The answers of a release become labels where they are known, and stay what they are where not."""

import json
from math import isnan
from pathlib import Path

import pytest

from baselines.oracle import Oracle
from benchmarks.data import open_dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.leaderboard.table import load_entries
from benchmarks.run import Run
from benchmarks.specs import SPECS
from emocfg.build.release.answers import MOST_OPTIONS
from emocfg.build.release.files import find_files, parse_chosen
from emocfg.build.release.importer import Release, import_release
from emocfg.core import EmoCfgError
from emocfg.media import VIDEMO
from tests.build.releases import official, put, read, row, small

CAPTION = "CelebV-Text_Emotion-Caption"
DFEW = "DFEW_Single-Label-Emotion-Recognition"


def test_a_file_with_other_answers_keeps_its_own_words(tmp_path: Path) -> None:
    answers = ["Happy", "calm", "Sad", "Happy"]
    rows = [row("Which?", answer, [f"videos/Dfew/{n}.mp4"]) for n, answer in enumerate(answers)]
    built = small(tmp_path, f"test/emotion/full/{DFEW}.json", rows, media=False)
    for sample, answer in zip(read(built.path), answers, strict=True):
        assert (sample.labels, sample.options) == ((answer,), ("Happy", "Sad", "calm"))
        assert sample.scheme == f"emo-cfg/{DFEW}"
    (defect,) = built.report["defects"]
    assert (defect["code"], defect["where"]) == ("own_vocabulary", f"jsons/test/emotion/full/{DFEW}.json")
    assert defect["what"].startswith("1 of 3 labels are not in emotion-7, such as 'calm'")
    data = open_dataset(built.path)
    (score,) = evaluate(
        Oracle(data.samples("test")), data, [SPECS["emotion_single"]], Run(tmp_path / "run"), Settings("test", VIDEMO)
    )
    assert (score.score, score.samples) == (1.0, 4)


def test_a_sentiment_in_words_of_its_own_has_no_number(tmp_path: Path) -> None:
    rows = [row("Which?", answer, [f"videos/MOSI/{n}.mp4"]) for n, answer in enumerate(["good", "bad"])]
    built = small(tmp_path, "test/emotion/full/MOSI_Single-Label-Sentiment-Recognition.json", rows, media=False)
    data = open_dataset(built.path)
    (score,) = evaluate(
        Oracle(data.samples("test")), data, [SPECS["sentiment"]], Run(tmp_path / "run"), Settings("test", VIDEMO)
    )
    assert score.score == 1.0 and isnan(score.metrics["acc2_nonzero"])


def test_a_tier_is_measured_alone(tmp_path: Path) -> None:
    for tier, count in (("full", 3), ("sampled", 1)):
        rows = [row("Which?", "happiness", [f"videos/Dfew/{n}.mp4"]) for n in range(count)]
        path = tmp_path / f"release/jsons/test/emotion/{tier}/{DFEW}.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(rows), encoding="utf-8")
    built = import_release(Release(tmp_path / "release", media=False), tmp_path / "out")
    data = open_dataset(built.path)
    (score,) = evaluate(
        Oracle(data.samples("test")),
        data,
        [SPECS["emotion_single"]],
        Run(tmp_path / "run"),
        Settings("test", VIDEMO, tier="sampled"),
    )
    assert score.samples == 1 and data.rows("test", "sampled") == {"emotion_single": 1}
    assert load_entries([Run(tmp_path / "run")], data)[0].partial == []


@pytest.mark.parametrize(
    ("stem", "answers", "scheme", "labels"),
    [
        ("AffWild2_Action_Unit_Detection", ["AU1,AU99", "none"], "emo-cfg/", [("AU1", "AU99"), ()]),
        ("MAFW_Multiple-Label-Emotion-Recognition", ["ABZ"], "emo-cfg/", [("ABZ",)]),
        ("MAFW_Multiple-Label-Emotion-Recognition", ["anger, Fear", "none"], "emotion-11", [("anger", "fear"), ()]),
        ("CAS_Single-Label-Micro-Expression-Recognition", ["disgust", "happiness"], "emotion-7", [("disgust",)]),
        ("CAS_Single-Label-Micro-Expression-Recognition", ["disgust", "others"], "emo-cfg/", [("disgust",)]),
        ("PERR_Single-Label-Conversational-Emotion-Recognition", ["angry"], "emotion-7", [("anger",)]),
        (DFEW, ["A", "H", "N"], "emo-cfg/", [("A",), ("H",), ("N",)]),
        ("MEAD_ID", ["yes", "no"], "emo-cfg/", [("yes",), ("no",)]),
        ("MEAD_Fine-grained-Emotion-Recognition", ["neutral level_2"], "emo-cfg/", [("neutral level_2",)]),
        ("RAVDESS_Fine-grained-Emotion-Recognition", ["calm strong"], "emo-cfg/", [("calm strong",)]),
    ],
)
def test_an_answer_is_never_bent_into_a_label(
    tmp_path: Path, stem: str, answers: list[str], scheme: str, labels: list[tuple[str, ...]]
) -> None:
    rows = [row("Which?", answer, [f"videos/MEAD/{n}.mp4"]) for n, answer in enumerate(answers)]
    found = read(small(tmp_path, f"test/emotion/full/{stem}.json", rows, media=False).path)
    assert [sample.labels for sample in found][: len(labels)] == labels
    assert found[0].scheme.startswith(scheme)


def test_answers_without_end_are_no_vocabulary(tmp_path: Path) -> None:
    rows = [row("Which?", f"answer {n}") for n in range(MOST_OPTIONS + 1)]
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*no closed vocabulary[\s\S]*--as '{DFEW}="):
        small(tmp_path, f"test/emotion/full/{DFEW}.json", rows)
    chosen = tuple(parse_chosen([f"{DFEW}=qa"]).items())
    built = import_release(Release(tmp_path / "release", chosen=chosen), tmp_path / "out")
    assert built.report["rows"] == {"emotion/test": {"qa": 201}}


@pytest.mark.parametrize(
    ("place", "task"),
    [
        ("train/emotion/full/MELD_Single-Label-Conversational-Emotion-Recognition_train", "conversation"),
        ("train/emotion/full/dfew_single_label_emotion_v3", "emotion_single"),
        ("train/emotion/full/MAFW-Multiple-Label-Emotion", "emotion_multi"),
        ("train/emotion/sampled/AffWild2_AU_train", "action_units"),
        ("train/attribute/full/MEAD_ID_train", "identity"),
        ("train/attribute/full/celebvhq_appearance_recognition_500k", "appearance"),
        ("train/caption/full/CelebV-Text_Appearance-Caption_train", "appearance_caption"),
        ("train/caption/full/openended_v5", "video_caption"),
        ("train/qa/full/caption_qa", "qa"),
        ("train/rationale/full/attribute_referred_caption", "rationale"),
    ],
)
def test_train_files_are_known_by_their_words(tmp_path: Path, place: str, task: str) -> None:
    put(tmp_path, f"{place}.json", [])
    (file,), _ = find_files(tmp_path, {})
    assert file.form.task.name == task


@pytest.mark.parametrize("stem", ["mystery", "emotion_train", "head-pose_and_appearance-recognition", "video"])
def test_a_name_that_says_nothing_has_to_be_explained(tmp_path: Path, stem: str) -> None:
    put(tmp_path, f"train/emotion/full/{stem}.json", [row("Which?", "joy", ["videos/MELD/1.mp4"])])
    with pytest.raises(EmoCfgError, match=rf"E201[\s\S]*--as '{stem}=TASK'"):
        find_files(tmp_path, {})
    (file,), _ = find_files(tmp_path, parse_chosen([f"{stem}=emotion_single"]))
    assert (file.form.task.name, file.form.spaces[0]) == ("emotion_single", "emotion-7")
    with pytest.raises(EmoCfgError, match=rf"E201[\s\S]*{stem}"):
        find_files(tmp_path, parse_chosen([f"{stem}s=emotion_single", f"{stem}=sentiment"]))


@pytest.mark.parametrize(("text", "code"), [("a", "E202"), ("=sentiment", "E202"), ("a=sentimental", "E201")])
def test_a_bad_explanation_is_told(text: str, code: str) -> None:
    with pytest.raises(EmoCfgError, match=code):
        parse_chosen([text])


def test_any_part_of_a_release_will_do_and_nothing_of_one_will_not(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(EmoCfgError, match="E102"):
            import_release(Release(folder), tmp_path / "out")
    (tmp_path / "jsons/test").mkdir(parents=True)
    with pytest.raises(EmoCfgError, match=r"E102[\s\S]*no file of rows"):
        import_release(Release(tmp_path), tmp_path / "out")
    put(tmp_path, f"test/emotion/full/{DFEW}.json", [])
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*no row is left"):
        import_release(Release(tmp_path), tmp_path / "out")
    put(tmp_path, f"dev/emotion/full/{DFEW}.json", official(DFEW))
    put(tmp_path, f"test/emotion/sampled/{DFEW}.json", official(DFEW))
    built = import_release(Release(tmp_path), tmp_path / "out")
    assert built.manifest["rows"] == {"emotion/test": 7}
    assert sorted(defect["code"] for defect in built.report["defects"]) == [
        *("empty_file", "ignored_file", "missing_videos")
    ]
