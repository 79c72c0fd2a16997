"""What the clips of a dataset's splits share."""

from collections.abc import Sequence

from ..duplicates import Pictured, near_copies, near_overlaps
from ..leaks import Overlap, Sharing


def shared_clips(clips: Sequence[Pictured]) -> list[Overlap]:
    """People, recordings, clips and copies of clips that are in more than one split; and near copies in one split."""
    sharing = Sharing()
    for clip in clips:
        placed = clip.placed
        sharing.add("clip", placed.clip_id, placed)
        for name in placed.identities:
            sharing.add("identity", name, placed)
        sharing.add("source_video", placed.source_video, placed)
        for digest in filter(None, (clip.frames_sha256, clip.sha256)):
            sharing.add("duplicate", digest, placed, digest[:16])
    several = [overlap for overlap in sharing.overlaps() if overlap.kind == "clip" or len(set(overlap.clips)) > 1]
    equal = {overlap.clips for overlap in several if overlap.kind == "duplicate"}
    near = [overlap for overlap in near_overlaps(near_copies(clips)) if overlap.clips not in equal]
    return several + near
