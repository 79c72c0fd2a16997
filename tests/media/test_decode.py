"""Decoding: both backends take the same frames; what cannot be used says why."""

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError
from emocfg.media import REASONS, VIDEMO, FramePolicy, MediaError, decode, encode, inspect_clip, probe
from emocfg.media.decoding import Pixels

EIGHT = FramePolicy("uniform", 8)


def test_frames_are_those_that_were_encoded(video: Path, images: Pixels) -> None:
    frames = decode(video, EIGHT)
    assert frames.images.shape == (8, 64, 96, 3)
    assert (frames.total, frames.fps) == (40, 20.0)
    for taken, index in zip(frames.images, frames.indices, strict=True):
        distances = [np.abs(taken.astype(int) - image).mean() for image in images]
        assert int(np.argmin(distances)) == index
    assert frames.times == tuple(round(index / 20, 4) for index in frames.indices)


def test_the_same_frames_encode_to_the_same_bytes(images: Pixels, tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        encode(images, tmp_path / name, fps=20)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


@pytest.mark.parametrize("clip", ["single_face.mp4", "WolfgangLanger_Pexels.mp4"])
@pytest.mark.parametrize("policy", [VIDEMO, EIGHT], ids=["fps", "uniform"])
def test_backends_agree_to_the_pixel_on_real_h264(real: Callable[[str], Path], clip: str, policy: FramePolicy) -> None:
    path = real(f"clips/{clip}")
    ours, theirs = decode(path, policy), decode(path, policy, backend="decord")
    assert ours.indices == theirs.indices
    assert np.array_equal(ours.images, theirs.images)


def test_backends_nearly_agree_on_real_hevc(real: Callable[[str], Path]) -> None:
    path = real("clips/face_noface.mov")
    ours, theirs = decode(path, EIGHT), decode(path, EIGHT, backend="decord")
    assert ours.indices == theirs.indices
    assert np.abs(ours.images.astype(int) - theirs.images).mean() <= 3.0


@pytest.mark.parametrize(
    ("clip", "frames", "size"),
    [
        ("single_face.mp4", 72, (640, 360)),
        ("WolfgangLanger_Pexels.mp4", 472, (640, 360)),
        ("face_noface.mov", 169, (960, 540)),
    ],
)
def test_real_clips_are_probed(real: Callable[[str], Path], clip: str, frames: int, size: tuple[int, int]) -> None:
    timeline = probe(real(f"clips/{clip}"))
    assert (len(timeline), timeline.width, timeline.height) == (frames, *size)


def test_seeking_gives_the_frames_of_decoding_through(
    real: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = real("clips/WolfgangLanger_Pexels.mp4")
    seeking = decode(path, FramePolicy("uniform", 5))
    monkeypatch.setattr("emocfg.media.decoding._SEEK_GAP", 10**9)
    through = decode(path, FramePolicy("uniform", 5))
    assert np.array_equal(seeking.images, through.images)


def broken(tmp_path: Path, video: Path, kind: str) -> Path:
    path, whole = tmp_path / f"{kind}.mp4", video.read_bytes()
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "not_video":
        path.write_text("<html>404</html>")
    elif kind == "truncated":
        path.write_bytes(whole[: len(whole) // 2])
    elif kind == "no_video_stream":
        with av.open(str(path), "w", format="mp4") as container:
            stream = container.add_stream("aac", rate=16000)
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            frame.sample_rate = 16000
            container.mux(stream.encode(frame))
            container.mux(stream.encode())
    elif kind == "undecodable":
        start = whole.index(b"mdat") + 2000
        path.write_bytes(whole[:start] + b"\xff" * (len(whole) - start - 200) + whole[-200:])
    return path


@pytest.mark.parametrize("kind", ["missing", "empty", "not_video", "truncated", "no_video_stream", "undecodable"])
def test_a_bad_file_has_its_reason_code(tmp_path: Path, video: Path, kind: str) -> None:
    path = broken(tmp_path, video, kind)
    with pytest.raises(MediaError) as caught:
        decode(path, FramePolicy("uniform", 40))
    assert caught.value.reason == kind
    assert str(caught.value).count("\n") == 2
    assert inspect_clip(path).reason == kind


@pytest.mark.parametrize("part", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999])
@pytest.mark.parametrize("clip", ["clips/single_face.mp4", "clips/face_noface.mov"])
def test_a_real_clip_cut_anywhere_never_gives_other_frames(
    real: Callable[[str], Path], tmp_path: Path, clip: str, part: float
) -> None:
    whole = real(clip)
    path = tmp_path / whole.name
    path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * part)])
    try:
        frames = decode(path, EIGHT)
    except MediaError as error:
        assert error.reason in ("truncated", "undecodable", "no_frames")
    else:
        assert np.array_equal(frames.images, decode(whole, EIGHT).images)


def test_black_and_frozen_clips_are_told(images: Pixels, tmp_path: Path) -> None:
    encode(images * 0, tmp_path / "black.mp4", fps=20)
    encode(np.repeat(images[:1], 20, axis=0), tmp_path / "frozen.mp4", fps=20)
    assert inspect_clip(tmp_path / "black.mp4").reason == "black"
    assert inspect_clip(tmp_path / "frozen.mp4").reason == "frozen"


def test_a_header_that_promises_a_giant_is_refused(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emocfg.media.probing.MAX_PIXELS", 1000)
    with pytest.raises(MediaError, match="too_large"):
        probe(video)
    monkeypatch.undo()
    monkeypatch.setattr("emocfg.media.probing.MAX_FRAMES", 10)
    with pytest.raises(MediaError, match="too_long"):
        probe(video)


def test_a_missing_backend_says_how_to_get_it(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "decord", None)
    with pytest.raises(EmoCfgError, match=r"E701[\s\S]*emocfg\[decord\]"):
        decode(video, EIGHT, backend="decord")


@given(st.integers(1, 5000), st.floats(1, 240), st.integers(1, 64))
def test_policies_never_repeat_a_frame_and_keep_both_ends(total: int, fps: float, count: int) -> None:
    for policy in (VIDEMO, FramePolicy("uniform", count)):
        indices = policy.indices(total, fps)
        assert indices == sorted(set(indices))
        assert indices[0] >= 0 and indices[-1] < total
        if len(indices) > 1:
            assert (indices[0], indices[-1]) == (0, total - 1)
    assert len(FramePolicy("uniform", count).indices(total, fps)) == min(count, total)
    assert len(VIDEMO.indices(total, fps)) <= 16


def test_a_micro_expression_is_shorter_than_what_is_asked_for() -> None:
    assert FramePolicy("uniform", 32).indices(14, 24.0) == list(range(14))
    assert len(VIDEMO.indices(14, 24.0)) == 4
    assert VIDEMO.indices(1, 24.0) == [0]


@given(st.integers(28, 5000), st.integers(28, 5000))
def test_sizes_stay_under_the_limit_on_the_patch_grid(width: int, height: int) -> None:
    w, h = VIDEMO.size(width, height)
    if (w, h) != (width, height):
        assert w % 28 == 0 and h % 28 == 0
        assert w * h <= 100352 or min(w, h) == 28


def test_reasons_are_documented() -> None:
    assert all(REASONS.values())
