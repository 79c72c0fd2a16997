"""Files as they come: edit lists, AVI without times, odd tags, and what is no video whatever it is called."""

import struct
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from emocfg.media import FramePolicy, MediaError, decode, inspect_clip, probe
from emocfg.media.decoding import Pixels

EVERY = FramePolicy("uniform", 40)


def shown(path: Path, images: Pixels) -> list[int]:
    """Which of the images each decoded frame is."""
    frames = decode(path, EVERY).images.astype(int)
    return [int(np.argmin([np.abs(frame - image).mean() for image in images])) for frame in frames]


def mux(path: Path, images: Pixels, codec: str, title: str = "", **options: str) -> Path:
    """Write the images with PyAV as any other tool would."""
    with av.open(str(path), "w") as target:
        target.metadata["title"] = title
        stream = target.add_stream(codec, rate=20, options=options)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = images.shape[2], images.shape[1]
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for image in images:
            target.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        target.mux(stream.encode())
    return path


def test_an_edit_list_leaves_out_frames_and_is_no_damage(video: Path, images: Pixels, tmp_path: Path) -> None:
    """A cut without re-encoding keeps the frames before its start in the file: they are neither shown nor missed."""
    content = bytearray(video.read_bytes())
    place = content.index(b"elst") + 12
    duration, start = struct.unpack(">Ii", content[place : place + 8])
    second = struct.unpack(">I", content[(scale := content.index(b"mdhd") + 16) : scale + 4])[0]
    content[place : place + 8] = struct.pack(">Ii", duration, start + second // 2)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(content)
    assert len(probe(cut)) == 30
    assert shown(cut, images) == list(range(10, 40))
    cut.write_bytes(content[: len(content) * 3 // 4])
    assert inspect_clip(cut).reason == "truncated"


@pytest.mark.parametrize(
    ("codec", "options"),
    [("libx264", {"x264-params": "bframes=3:b-adapt=0"}), ("libx264", {"x264-params": "bframes=0"}), ("mjpeg", {})],
)
def test_avi_gives_its_frames_in_order(images: Pixels, tmp_path: Path, codec: str, options: dict[str, str]) -> None:
    path = mux(tmp_path / "clip.avi", images, codec, **options)
    assert shown(path, images) == list(range(40))


@pytest.mark.parametrize(("suffix", "codec"), [("flv", "flv"), ("ts", "libx264"), ("mkv", "libx264")])
def test_formats_whose_streams_come_up_late(images: Pixels, tmp_path: Path, suffix: str, codec: str) -> None:
    """In a process of its own: opening these crashed the interpreter, with options that PyAV handed on to streams."""
    path = mux(tmp_path / f"clip.{suffix}", images[:20], codec)
    code = f"from pathlib import Path; from emocfg.media import probe; print(len(probe(Path({str(path)!r}))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "20"), done.stderr[-300:]


def test_a_playlist_opens_nothing(video: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.mp4"
    path.write_text(f"ffconcat version 1.0\nfile '{video}'\n")
    with pytest.raises(MediaError, match="not_video"):
        decode(path, EVERY)
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://{video}\n#EXT-X-ENDLIST\n")
    with pytest.raises(MediaError, match="not_video"):
        decode(path, EVERY)


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_picture_is_no_video(images: Pixels, tmp_path: Path, kind: str) -> None:
    from PIL import Image

    path = tmp_path / "picture.mp4"
    Image.fromarray(images[0]).save(path, kind)
    assert inspect_clip(path).reason == "not_video"


def test_tags_in_another_encoding_do_not_matter(images: Pixels, tmp_path: Path) -> None:
    path = mux(tmp_path / "tagged.mp4", images, "libx264", title="caf??")
    content = path.read_bytes()
    assert b"caf??" in content
    path.write_bytes(content.replace(b"caf??", b"caf\xe9\xff"))
    assert shown(path, images) == list(range(40))


def test_a_codec_nobody_knows_costs_the_clip_only(video: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.mp4"
    path.write_bytes(video.read_bytes().replace(b"avc1", b"zz9z").replace(b"avcC", b"zz9C"))
    assert inspect_clip(path).reason in ("undecodable", "no_video_stream")
