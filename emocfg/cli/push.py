"""``emocfg push``: a dataset folder to the Hugging Face Hub."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from emocfg.core import say

from .common import Data, Json, emit

if TYPE_CHECKING:
    from emocfg.build.publish.hub import Package, Target


def push(
    *,
    data: Data,
    repo: Annotated[str, typer.Option("--repo", help="OWNER/NAME; it is created if there is none.")],
    gated: Annotated[
        str | None, typer.Option("--gated", help="auto: whoever asks gets access; manual: you decide on each.")
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="Make the repository private.")] = False,
    with_videos: Annotated[
        bool, typer.Option("--with-videos", help="Upload the videos too, where their licences allow it.")
    ] = False,
    holds_rights: Annotated[
        bool,
        typer.Option("--i-hold-the-rights", help="You state that you may pass on what the owners' terms keep back."),
    ] = False,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", help="Another server that speaks the Hub's API; HF_ENDPOINT by default.")
    ] = None,
    revision: Annotated[
        str | None, typer.Option("--revision", help="A branch; it is created if there is none.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and talk to nobody.")] = False,
    as_json: Json = False,
) -> None:
    """Put a dataset on the Hub, after checking every file. An interrupted upload goes on when it is run again.

    Rows from corpora under an agreement need --gated manual and --i-hold-the-rights; their videos never go. The token
    is that of `hf auth login`, or HF_TOKEN.

    Example: emocfg push --data emo-cfg --repo OWNER/NAME --private --dry-run
    """
    from emocfg.build.publish import hub

    target = hub.Target(repo, gated, private, with_videos, holds_rights, endpoint, revision)
    package = hub.pack(data, target)
    if package.left_out:
        say(f"left out: {len(package.left_out):,} files that are not of this dataset, such as {package.left_out[0]}")
    result = _result(package, target, dry_run=dry_run)
    if dry_run:
        lines = [f"{size:>15,} {name}" for name, size in package.files.items()]
        lines.append(f"{package.size:>15,} bytes in {len(package.files):,} files would go to {repo}")
        emit(result, "\n".join(lines), as_json=as_json)
        return
    pushed = hub.push(package, target)
    text = f"{pushed.url} has dataset {package.dataset.manifest['digest'][:16]}, commit {pushed.commit}"
    emit(result | {"url": pushed.url, "commit": pushed.commit}, text, as_json=as_json)


def _result(package: "Package", target: "Target", *, dry_run: bool) -> dict[str, Any]:
    return {
        "repo": target.repo,
        "revision": target.revision or "main",
        "gated": target.gated,
        "private": target.private,
        "dry_run": dry_run,
        "digest": package.dataset.manifest["digest"],
        "files": package.files,
        "bytes": package.size,
        "left_out": list(package.left_out),
    }
