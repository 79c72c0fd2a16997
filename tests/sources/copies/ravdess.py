"""A copy of RAVDESS in the owners' layout, and every name that the field rules allow."""

from itertools import product
from pathlib import Path

from tests.sources.scans import touch


def names() -> list[str]:
    """All 7,356 names."""
    found = []
    for channel, emotion, intensity, statement, repetition, actor in product(
        ("01", "02"), range(1, 9), ("01", "02"), ("01", "02"), ("01", "02"), range(1, 25)
    ):
        sung = channel == "02"
        if (emotion == 1 and intensity == "02") or (sung and (emotion in (7, 8) or actor == 18)):
            continue
        take = f"{channel}-{emotion:02d}-{intensity}-{statement}-{repetition}-{actor:02d}"
        kind = "Song" if sung else "Speech"
        home = f"{kind}_Actor_{actor:02d}/Actor_{actor:02d}"
        found += [f"Video_{home}/{modality}-{take}.mp4" for modality in ("01", "02")]
        found.append(f"Audio_{home}/03-{take}.wav")
    return found


def make(root: Path) -> Path:
    """Some takes of two actors, with sound, silent and as sound alone."""
    touch(root, *(name for name in names() if name[-12:-4] in ("01-01-01", "02-02-02")))
    return root
