"""Why a clip cannot be used: one code per cause."""

from pathlib import Path

from emocfg.core import EmoCfgError

REASONS: dict[str, str] = {
    "missing": "the file is not there",
    "uncut": "the annotation does not say which frames it is about",
    "outside": "the path leads out of its folder",
    "empty": "the file has no bytes",
    "not_video": "the file is not a video",
    "truncated": "the file ends before the video does",
    "no_video_stream": "the file has no video stream",
    "no_frames": "the video stream has no frames",
    "too_large": "the frames or the memory they need exceed the limit",
    "too_long": "more frames than the limit, or longer than the plan's filters allow",
    "undecodable": "a frame cannot be decoded",
    "timeout": "decoding took longer than the limit",
    "crashed": "the decoder crashed",
    "black": "every frame is black",
    "frozen": "every frame is the same",
    "duplicate": "the frames are those of another clip",
    "near_duplicate": "it looks and moves like another clip: the same encoded again",
    "too_short": "shorter than the plan's filters ask for",
    "small_frame": "fewer pixels than the plan's filters ask for",
    "small_face": "the owner's face box is smaller than the plan's filters ask for",
    "blurry": "less sharp than the plan's filters ask for",
    "low_quality": "it carries an owner's mark that the plan's filters refuse",
}


class MediaError(EmoCfgError):
    """A clip that cannot be used; ``reason`` is a key of :data:`REASONS`."""

    def __init__(self, reason: str, where: str | Path, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        what = f"{reason}: {REASONS[reason]}" + (f" ({detail})" if detail else "")
        super().__init__("E401", what, where=str(where), fix="replace the file or leave the clip out")

    @property
    def brief(self) -> str:
        """The reason and its detail, for a list of what was left out."""
        return f"{self.reason} {self.detail}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        return MediaError, (self.reason, self.where, self.detail)
