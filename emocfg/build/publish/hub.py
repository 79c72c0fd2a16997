"""Put a dataset folder on the Hugging Face Hub, or on any server that speaks its HTTP API.

``HfApi.upload_folder`` does the work. With the Xet client, which comes with ``huggingface_hub``, it uploads while it
scans and commits in batches; without it (``HF_HUB_DISABLE_XET=1``) it uploads through git LFS and commits once, which
the Hub limits to 25,000 such files. Run again after an interruption, both send only what the server does not have yet.
The token is ``huggingface_hub``'s own: ``hf auth login`` or ``HF_TOKEN``.
"""

import glob
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from emocfg import __version__
from emocfg.core import EmoCfgError, say
from emocfg.schema import CONFIGS

from .croissant import carries_video
from .rights import gated_sources, may_pass_on
from .verify import Verified, verify

if TYPE_CHECKING:
    from huggingface_hub import HfApi

_GATES = ("auto", "manual")
_LONGEST = 300
"""Characters of a server's own words that go into an error."""

_OURS = [*(f"{config}/*.parquet" for config in CONFIGS), "meta/*"]
"""Files of a repository that are removed if the dataset has none of that name: shards of an older version would be read
as rows of this one."""

_FIXES = {
    401: "`hf auth login`, or set HF_TOKEN to a token that may write",
    403: "use a token that may write to this repository, or ask its owner for access",
    404: "check --repo, --revision and --endpoint",
    429: "wait a while, then run the same command again: it goes on where it stopped",
}
_AGAIN = "run the same command again: it goes on where it stopped"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a dataset goes, and how.

    Attributes:
        repo: ``OWNER/NAME`` of the dataset repository; it is created if there is none.
        gated: how access is granted: ``auto`` to whoever asks, ``manual`` one by one; None leaves it as it is.
        private: make the repository private; False leaves it as it is.
        with_videos: upload the videos too.
        holds_rights: the user's statement that they hold the rights to what they upload.
        endpoint: the server; None for ``HF_ENDPOINT`` or the Hub.
        revision: the branch; it is created if there is none. None for ``main``.
    """

    repo: str
    gated: str | None = None
    private: bool = False
    with_videos: bool = False
    holds_rights: bool = False
    endpoint: str | None = None
    revision: str | None = None

    def check(self) -> None:
        """Refuse values that no server could take, and an endpoint to which the token would go in the clear.

        Raises:
            EmoCfgError: E202.
        """
        from huggingface_hub.errors import HFValidationError
        from huggingface_hub.utils import validate_repo_id  # type: ignore[attr-defined]

        try:
            validate_repo_id(self.repo)
        except HFValidationError:
            what, where, fix = f"{self.repo[:200]!r} is no name of a repository", "--repo", "OWNER/NAME"
            raise EmoCfgError("E202", what, where=where, fix=fix) from None
        if self.repo.count("/") != 1:
            raise EmoCfgError("E202", f"{self.repo[:200]!r} has no owner", where="--repo", fix="OWNER/NAME")
        if self.gated is not None and self.gated not in _GATES:
            raise EmoCfgError("E202", f"gated {self.gated[:200]!r}", where="--gated", fix=" or ".join(_GATES))
        address = urlsplit(self.endpoint or "https://")
        near = address.hostname in ("localhost", "127.0.0.1", "::1")
        if address.scheme != "https" and not (address.scheme == "http" and near):
            what = f"{(self.endpoint or '')[:200]!r} would get your token in the clear"
            raise EmoCfgError("E202", what, where="--endpoint", fix="use an https:// address")


@dataclass(frozen=True, slots=True)
class Package:
    """What goes to the Hub.

    Attributes:
        dataset: the checked folder.
        files: names and bytes of the files that go.
        left_out: files of the folder that do not belong to the dataset and stay.
    """

    dataset: Verified
    files: dict[str, int]
    left_out: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(self.files.values())


@dataclass(frozen=True, slots=True)
class Pushed:
    """A finished upload: the page of the repository and the last commit."""

    url: str
    commit: str


def pack(dataset: Path, target: Target) -> Package:
    """Check a dataset folder and decide which of its files go. Talks to nobody.

    Raises:
        EmoCfgError: E202 for a bad target, E102 and E105 if the folder is no whole dataset, E703 if the terms of a
            source keep back what is asked for, see :func:`rights.may_pass_on`.
    """
    target.check()
    checked = verify(dataset, videos=target.with_videos)
    embedded = carries_video(dataset)
    if embedded and not target.with_videos:
        what, fix = "the rows of this dataset carry the videos", "add --with-videos, or build without --embed-video"
        raise EmoCfgError("E202", what, where=f"--data {dataset}", fix=fix)
    if target.with_videos and not (embedded or checked.videos):
        fix = "leave --with-videos out, or build with the videos"
        raise EmoCfgError("E202", "this dataset has no videos", where="--with-videos", fix=fix)
    may_pass_on(checked.report, videos=target.with_videos, gated=target.gated, holds_rights=target.holds_rights)
    return Package(checked, checked.files | checked.videos, checked.others)


def push(package: Package, target: Target) -> Pushed:
    """Upload what was packed: the repository first, then its gate and its privacy, then the files.

    Raises:
        EmoCfgError: E804 if the server refuses, does not answer, or does not close the gate that was asked for.
    """
    from huggingface_hub import HfApi, get_token, is_offline_mode

    if is_offline_mode():
        fix = "unset HF_HUB_OFFLINE (and TRANSFORMERS_OFFLINE), or look at --dry-run"
        raise EmoCfgError("E804", "HF_HUB_OFFLINE forbids every connection", where="the environment", fix=fix)
    if not get_token():
        raise EmoCfgError("E804", "there is no token for the Hub", where=target.repo, fix=_FIXES[401])
    api = HfApi(endpoint=target.endpoint, library_name="emocfg", library_version=__version__)
    with _answering(f"{api.endpoint} {target.repo}"):
        say(f"{api.endpoint}: repository {target.repo}")
        url = str(api.create_repo(target.repo, repo_type="dataset", private=target.private or None, exist_ok=True))
        _close(api, target)
        if target.revision:
            api.create_branch(target.repo, repo_type="dataset", branch=target.revision, exist_ok=True)
        say(f"uploading {len(package.files):,} files, {package.size:,} bytes; what is there already is not sent again")
        commit = api.upload_folder(
            repo_id=target.repo,
            folder_path=package.dataset.root,
            repo_type="dataset",
            revision=target.revision,
            commit_message=f"emocfg {__version__}: dataset {package.dataset.manifest['digest'][:16]}",
            commit_description=_statement(package, target),
            ignore_patterns=_ignored(package, target),
            delete_patterns=list(_OURS),
        )
    return Pushed(url, commit.oid)


def _close(api: "HfApi", target: Target) -> None:
    """Set gate and privacy, and see that they hold before the first byte goes."""
    if target.gated is None and not target.private:
        return
    gated, private = target.gated, target.private or None
    api.update_repo_settings(target.repo, repo_type="dataset", gated=gated, private=private)  # type: ignore[arg-type]
    info = api.dataset_info(target.repo)
    if (target.gated and info.gated != target.gated) or (target.private and not info.private):
        what = f"the server did not close the repository: gated {info.gated}, private {info.private}"
        fix = "set it on the repository's page, then run the same command again"
        raise EmoCfgError("E804", what, where=target.repo, fix=fix)


def _ignored(package: Package, target: Target) -> list[str]:
    """The patterns of what stays: all videos unless they were asked for, and files that are not of the dataset."""
    strays = [glob.escape(name) for name in package.left_out]
    return strays if target.with_videos else ["videos/*", *strays]


def _statement(package: Package, target: Target) -> str:
    """What the commit says of rights and of what is not in it."""
    said = [] if target.with_videos else ["Without the videos."]
    names = gated_sources(package.dataset.report)
    if target.holds_rights:
        said.append(f"Whoever uploaded it states that they hold the rights to pass it on{_of(names)}.")
    return " ".join(said)


def _of(names: list[str]) -> str:
    return f", of {', '.join(names)} too" if names else ""


@contextmanager
def _answering(where: str) -> Iterator[None]:
    """Turn what can go wrong between us and the server into E804."""
    from huggingface_hub.errors import HfHubHTTPError

    # The base of the Hub's HTTP errors is that of its HTTP library, which changes its name between versions.
    transport: type[Exception] = HfHubHTTPError.__mro__[1]
    try:
        yield
    except (transport, RuntimeError, ValueError, KeyError, ConnectionError) as problem:
        raise _refused(problem, where) from problem


def _refused(problem: Exception, where: str) -> EmoCfgError:
    """The error for what the Hub's client raised; what the server said is cut short and cleaned."""
    cause = problem.__cause__ if isinstance(problem, RuntimeError) and problem.__cause__ else problem
    response = getattr(cause, "response", None)
    status = int(getattr(response, "status_code", 0))
    said = getattr(cause, "server_message", None) or str(cause) or type(cause).__name__
    words = "".join(sign if sign.isprintable() else " " for sign in str(said))
    what = f"status {status}: " if status else "no answer as the Hub gives it: "
    return EmoCfgError("E804", what + " ".join(words.split())[:_LONGEST], where=where, fix=_FIXES.get(status, _AGAIN))
