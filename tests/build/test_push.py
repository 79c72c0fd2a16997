"""``emocfg push`` against a stand-in of the Hub: what arrives, what never goes, and what happens when it breaks."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from emocfg.build.publish import hub as hub_module
from emocfg.build.publish.hub import Package, Target, pack, push
from emocfg.build.publish.rights import may_pass_on
from emocfg.build.publish.verify import verify
from emocfg.core import EmoCfgError, canonical
from tests.build.hub_standin import OWNER, TOKEN, Hub, Repo, pointer, standin
from tests.build.published import copy, publish, seal, source, trim

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the Hub's own client

REPO = f"{OWNER}/emo-cfg"
MAFW = source("MAFW", gate="agreement", license="MAFW EULA", terms="neither clips nor labels may be passed on")
MELD = source("MELD", license="GPL-3.0 (annotation); the video is copyright of the show's owner")


@pytest.fixture
def hub() -> Iterator[Hub]:
    with standin() as running:
        yield running


@pytest.fixture(scope="module")
def dataset(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trim(copy(mini, tmp_path_factory.mktemp("push") / "emo-cfg"))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process as a client of the stand-in: its token, no Xet, no waiting between tries."""
    import time

    from huggingface_hub import constants

    monkeypatch.setenv("HF_TOKEN", TOKEN)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(time, "sleep", lambda _: None)


def environment(**more: str) -> dict[str, str]:
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "TRANSFORMERS_"))}
    return (
        bare | {"HF_TOKEN": TOKEN, "HF_HUB_DISABLE_XET": "1", "HF_HOME": "/nonexistent", "PYTHONSAFEPATH": "1"} | more
    )


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "emocfg", "push", *map(str, arguments)]


def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment(**more), capture_output=True, text=True, check=False, timeout=100
    )


def with_sources(dataset: Path, to: Path, *sources: dict[str, str]) -> Path:
    """A copy whose report names other sources."""
    folder = copy(dataset, to)
    publish(folder, canonical.read(folder / "meta/report.json") | {"sources": list(sources)})
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refusal(error: pytest.ExceptionInfo[EmoCfgError]) -> list[str]:
    lines = str(error.value).splitlines()
    assert len(lines) == 3
    return lines


def test_every_byte_arrives_and_no_video(hub: Hub, dataset: Path) -> None:
    done = run("--data", dataset, "--repo", REPO, "--endpoint", hub.url, "--json")
    assert done.returncode == 0, done.stderr
    expected = {name: data for name, data in contents(dataset).items() if not name.startswith("videos/")}
    repo = hub.repos[REPO]
    assert {n: d for n, d in repo.branches["main"].items() if n != ".gitattributes"} == expected
    result = json.loads(done.stdout)
    assert result["files"] == {name: len(data) for name, data in sorted(expected.items())}
    assert result["bytes"] == sum(map(len, expected.values()))
    assert (result["url"], result["commit"]) == (f"{hub.url}/datasets/{REPO}", repo.commits[-1]["oid"])
    assert result["digest"][:16] in repo.commits[-1]["summary"]
    assert repo.commits[-1]["description"] == "Without the videos."
    assert (repo.gated, repo.private) == (False, False)
    assert TOKEN not in done.stdout + done.stderr


@pytest.mark.usefixtures("client")
def test_what_arrived_is_the_dataset(hub: Hub, dataset: Path, tmp_path: Path) -> None:
    target = Target(REPO, endpoint=hub.url, with_videos=True)
    push(pack(dataset, target), target)
    for name, data in hub.repos[REPO].branches["main"].items():
        (tmp_path / "copy" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "copy" / name).write_bytes(data)
    checked = verify(tmp_path / "copy", videos=True)
    assert checked.videos and checked.others == (".gitattributes",)
    assert checked.manifest == canonical.read(dataset / "manifest.json")


FETCH = """
import sys
from hf_xet import XetFileInfo, XetSession, hash_files
store, to, *paths = sys.argv[1:]
place = {"endpoint": f"local://{store}", "token": "x", "token_expiry_unix_secs": 2**40}
with XetSession().new_file_download_group(**place) as group:
    for number, known in enumerate(hash_files(paths)):
        group.start_download_file(XetFileInfo(known.hash, known.file_size), f"{to}/{number}")
"""


def test_the_way_of_a_default_installation_brings_every_byte_too(hub: Hub, dataset: Path, tmp_path: Path) -> None:
    """With Xet: batches in the background, and a second run that sends nothing. The Xet store is read back."""
    hub.xet = tmp_path / "xet"
    home = {"HF_HOME": str(tmp_path / "home")}
    for _ in range(2):
        done = run("--data", dataset, "--repo", REPO, "--endpoint", hub.url, HF_HUB_DISABLE_XET="0", **home)
        assert done.returncode == 0, done.stderr
        assert len(hub.repos[REPO].commits) == 1
    expected = {name: data for name, data in contents(dataset).items() if not name.startswith("videos/")}
    large = sorted(name for name in expected if name.endswith(".parquet"))
    seen = {n: d for n, d in hub.repos[REPO].branches["main"].items() if n != ".gitattributes"}
    assert seen == expected | {name: pointer(canonical.file_digest(dataset / name)) for name in large}
    (tmp_path / "back").mkdir()
    fetch = [
        sys.executable,
        "-c",
        FETCH,
        str(hub.xet),
        str(tmp_path / "back"),
        *(str(dataset / name) for name in large),
    ]
    subprocess.run(fetch, check=True, timeout=100, env=environment(**home))
    assert [(tmp_path / "back" / str(n)).read_bytes() for n in range(len(large))] == [expected[name] for name in large]


@pytest.mark.usefixtures("client")
def test_a_second_push_sends_nothing_and_a_new_version_leaves_no_old_shard(
    hub: Hub, dataset: Path, tmp_path: Path
) -> None:
    target = Target(REPO, endpoint=hub.url)
    push(pack(dataset, target), target)
    sent, commits = hub.puts.total(), len(hub.repos[REPO].commits)
    push(pack(dataset, target), target)
    assert (hub.puts.total(), len(hub.repos[REPO].commits)) == (sent, commits)
    files = hub.repos[REPO].branches["main"]
    files |= {"emotion/train-00008-of-00009.parquet": b"old", "meta/old.json": b"{}", "notes.txt": b"theirs"}
    files["videos/mini/x.mp4"] = b"their own"
    newer = with_sources(dataset, tmp_path / "newer", source("mini", citation="another"))
    push(pack(newer, target), target)
    after = hub.repos[REPO].branches["main"]
    assert {name for name in after if name not in contents(newer)} == {
        ".gitattributes",
        "notes.txt",
        "videos/mini/x.mp4",
    }
    assert after["manifest.json"] == (newer / "manifest.json").read_bytes()


@pytest.mark.usefixtures("client")
def test_gate_and_privacy_hold_before_the_first_byte(hub: Hub, dataset: Path) -> None:
    target = Target(REPO, gated="manual", private=True, endpoint=hub.url, revision="v1")
    push(pack(dataset, target), target)
    repo = hub.repos[REPO]
    assert {(commit["gated"], commit["private"]) for commit in repo.commits} == {("manual", True)}
    assert set(repo.branches) == {"main", "v1"}
    assert set(repo.branches["main"]) == {".gitattributes"}
    assert "manifest.json" in repo.branches["v1"]


@pytest.mark.usefixtures("client")
def test_a_server_that_leaves_the_gate_open_gets_nothing(hub: Hub, dataset: Path) -> None:
    hub.ignores_gates = True
    target = Target(REPO, gated="manual", endpoint=hub.url)
    with pytest.raises(EmoCfgError, match=r"E804[\s\S]*did not close the repository") as error:
        push(pack(dataset, target), target)
    refusal(error)
    assert not hub.repos[REPO].commits and not hub.store


@pytest.mark.usefixtures("client")
def test_an_existing_repository_of_ours_is_used_and_closed(hub: Hub, dataset: Path) -> None:
    hub.repos[REPO] = Repo()
    target = Target(REPO, gated="auto", private=True, endpoint=hub.url)
    assert push(pack(dataset, target), target).url == f"{hub.url}/datasets/{REPO}"
    assert (hub.repos[REPO].gated, hub.repos[REPO].private) == ("auto", True)


def test_a_dry_run_names_every_file_and_talks_to_nobody(hub: Hub, dataset: Path) -> None:
    arguments = ("--data", dataset, "--repo", REPO, "--endpoint", hub.url, "--dry-run")
    done = run(*arguments, HF_TOKEN="", HF_HUB_OFFLINE="1")
    assert done.returncode == 0, done.stderr
    sizes = {name: len(data) for name, data in contents(dataset).items() if not name.startswith("videos/")}
    *lines, total = done.stdout.splitlines()
    assert {line.split()[1]: int(line.split()[0].replace(",", "")) for line in lines} == sizes
    assert total.split()[0] == f"{sum(sizes.values()):,}"
    assert f"in {len(sizes)} files would go to {REPO}" in total
    assert not hub.asked
    package = pack(dataset, Target(REPO, with_videos=True))
    assert package.files == {name: len(data) for name, data in contents(dataset).items()}


def test_offline_mode_is_told(hub: Hub, dataset: Path) -> None:
    done = run("--data", dataset, "--repo", REPO, "--endpoint", hub.url, HF_HUB_OFFLINE="1")
    assert done.returncode == 4
    what, _, fix = done.stderr.splitlines()[-3:]
    assert what.startswith("error[E804]: HF_HUB_OFFLINE") and "unset HF_HUB_OFFLINE" in fix
    assert "Traceback" not in done.stderr and not hub.asked


@pytest.mark.usefixtures("client")
def test_a_missing_token_is_told(hub: Hub, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.delenv("HF_TOKEN")
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "none"))
    target = Target(REPO, endpoint=hub.url)
    with pytest.raises(EmoCfgError, match=r"E804[\s\S]*no token[\s\S]*hf auth login"):
        push(pack(dataset, target), target)
    assert not hub.asked


@pytest.mark.usefixtures("client")
def test_an_upload_killed_half_way_goes_on(hub: Hub, dataset: Path) -> None:
    hub.hold_after = 4
    arguments = ("--data", dataset, "--repo", REPO, "--endpoint", hub.url)
    process = subprocess.Popen(
        command(*arguments), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert hub.held.wait(60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(hub.store) == 4 and not hub.repos[REPO].commits
    hub.hold_after = None
    hub.released.set()
    target = Target(REPO, endpoint=hub.url)
    push(pack(dataset, target), target)
    assert set(hub.puts.values()) == {1}, "what was there already was not sent again"
    expected = {name: data for name, data in contents(dataset).items() if not name.startswith("videos/")}
    assert {n: d for n, d in hub.repos[REPO].branches["main"].items() if n != ".gitattributes"} == expected


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("route", ["create", "preupload", "put lfs", "commit"])
def test_a_dropped_connection_is_told_or_tried_again(hub: Hub, dataset: Path, route: str) -> None:
    target = Target(REPO, endpoint=hub.url)
    package = pack(dataset, target)
    hub.drops[route] = 99
    with pytest.raises(EmoCfgError, match=r"E804[\s\S]*goes on where it stopped") as error:
        push(package, target)
    assert f"{hub.url} {REPO}" in refusal(error)[1]
    hub.drops.clear()
    hub.drops["put lfs"] = 2
    push(package, target)
    assert "manifest.json" in hub.repos[REPO].branches["main"]
    assert set(hub.puts.values()) == {1}


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(
    ("route", "status", "words"),
    [
        ("create", 401, "hf auth login"),
        ("create", 403, "a token that may write"),
        ("settings", 403, "a token that may write"),
        ("tree", 404, "check --repo, --revision"),
        ("commit", 429, "wait a while"),
        ("put lfs", 500, "goes on where it stopped"),
        ("commit", 503, "goes on where it stopped"),
    ],
)
def test_a_refusal_is_three_lines(hub: Hub, dataset: Path, route: str, status: int, words: str) -> None:
    hub.answers[route] = (status, "no\x1b[31m " + "long " * 200)
    target = Target(REPO, gated="auto", endpoint=hub.url)
    with pytest.raises(EmoCfgError, match="E804") as error:
        push(pack(dataset, target), target)
    what, _, fix = refusal(error)
    assert f"status {status}" in what and words in fix
    assert len(what) < 400 and what.isprintable()


@pytest.mark.usefixtures("client")
def test_a_wrong_token_and_another_owner_are_told(hub: Hub, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Target("else/x", endpoint=hub.url)
    with pytest.raises(EmoCfgError, match=r"E804[\s\S]*status 403"):
        push(pack(dataset, other), other)
    monkeypatch.setenv("HF_TOKEN", "hf_wrong")
    target = Target(REPO, endpoint=hub.url)
    with pytest.raises(EmoCfgError, match=r"E804[\s\S]*status 401[\s\S]*hf auth login") as error:
        push(pack(dataset, target), target)
    assert "hf_wrong" not in str(error.value)
    assert not hub.repos


@pytest.mark.usefixtures("client")
def test_a_server_that_is_no_hub_is_told(monkeypatch: pytest.MonkeyPatch, dataset: Path) -> None:
    target = Target(REPO, endpoint="http://127.0.0.1:9")
    with pytest.raises(EmoCfgError, match="E804"):
        push(pack(dataset, target), target)
    with standin() as hub:
        hub.answers["create"] = (200, "hello")
        there = Target(REPO, endpoint=hub.url)
        with pytest.raises(EmoCfgError, match=r"E804[\s\S]*no answer as the Hub gives it"):
            push(pack(dataset, there), there)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--repo", "no-owner"),
        ("--repo", "a/b/c"),
        ("--repo", "a/b c"),
        ("--gated", "yes"),
        ("--endpoint", "http://example.org"),
        ("--endpoint", "ftp://localhost"),
    ],
)
def test_bad_targets_are_refused(dataset: Path, option: str, value: str) -> None:
    values = {"repo": REPO} | {option.removeprefix("--"): value}
    with pytest.raises(EmoCfgError, match=f"E202[\\s\\S]*{option}"):
        pack(dataset, Target(**values))  # type: ignore[arg-type]


def test_a_folder_that_is_not_what_was_made_is_refused(dataset: Path, tmp_path: Path) -> None:
    target = Target(REPO, with_videos=True)
    with pytest.raises(EmoCfgError, match="E102"):
        pack(tmp_path, target)
    folder = copy(dataset, tmp_path / "a")
    card, video = folder / "README.md", next(folder.glob("videos/**/*.mp4"))
    for path, change in ((card, b"x"), (folder / "manifest.json", b" "), (video, b"x")):
        kept = path.read_bytes()
        if path.name == "manifest.json":
            path.write_bytes(kept.replace(b'"emocfg":"', b'"emocfg":"9'))
        else:
            path.write_bytes(kept + change)
        with pytest.raises(EmoCfgError, match=r"E105") as error:
            pack(folder, target)
        assert path.name in refusal(error)[0]
        path.write_bytes(kept)
    card.unlink()
    with pytest.raises(EmoCfgError, match=r"E105[\s\S]*README.md"):
        pack(folder, target)


@pytest.mark.usefixtures("client")
def test_what_is_not_of_the_dataset_stays(hub: Hub, dataset: Path, tmp_path: Path) -> None:
    folder = copy(dataset, tmp_path / "a")
    (folder / "my[notes].txt").write_text("private")
    (folder / "videos/mini/mine.mp4").write_text("private")
    target = Target(REPO, endpoint=hub.url, with_videos=True)
    package = pack(folder, target)
    assert package.left_out == ("my[notes].txt", "videos/mini/mine.mp4")
    push(package, target)
    assert set(hub.repos[REPO].branches["main"]) == {".gitattributes", *contents(dataset)}


@pytest.mark.usefixtures("client")
def test_rows_of_a_gated_corpus_need_a_gate_and_a_word(hub: Hub, dataset: Path, tmp_path: Path) -> None:
    folder = with_sources(dataset, tmp_path / "a", source("mini"), MAFW)
    refused: list[dict[str, Any]] = [
        {},
        {"gated": "manual"},
        {"holds_rights": True},
        {"gated": "auto", "holds_rights": True},
    ]
    for options in refused:
        with pytest.raises(EmoCfgError, match=r"E703[\s\S]*MAFW[\s\S]*--gated manual --i-hold-the-rights"):
            pack(folder, Target(REPO, endpoint=hub.url, **options))
    target = Target(REPO, gated="manual", holds_rights=True, endpoint=hub.url)
    push(pack(folder, target), target)
    repo = hub.repos[REPO]
    assert repo.gated == "manual" and not any(name.startswith("videos/") for name in repo.branches["main"])
    assert "states that they hold the rights" in repo.commits[-1]["description"]
    assert "MAFW" in repo.commits[-1]["description"]
    with pytest.raises(EmoCfgError, match=r"E703[\s\S]*MAFW: their videos may not be passed on") as error:
        pack(folder, Target(REPO, gated="manual", holds_rights=True, with_videos=True))
    assert "mini" not in refusal(error)[0]


@pytest.mark.parametrize(
    ("report", "options", "allowed"),
    [
        ([source("mini")], {"videos": True}, True),
        ([MELD], {}, True),
        ([MELD], {"videos": True}, False),
        ([MELD], {"videos": True, "holds_rights": True}, True),
        ([source("MAFW")], {}, False),  # the report says open, our catalogue knows better
        ([source("unheard of", gate="closed")], {}, False),
        ([source("mini"), MAFW], {"videos": True, "gated": "manual", "holds_rights": True}, False),
    ],
)
def test_who_may_pass_on_what(report: list[dict[str, str]], options: dict[str, Any], *, allowed: bool) -> None:
    asked: dict[str, Any] = {"videos": False, "gated": None, "holds_rights": False} | options
    if allowed:
        may_pass_on({"sources": report}, **asked)
    else:
        with pytest.raises(EmoCfgError, match="E703"):
            may_pass_on({"sources": report}, **asked)


def test_videos_that_are_not_there_or_ride_in_the_rows_are_told(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = copy(dataset, tmp_path / "a")
    for path in folder.glob("meta/clips-*.parquet"):
        table = pq.read_table(path)
        place = table.schema.get_field_index("sha256")
        pq.write_table(table.set_column(place, "sha256", pa.array([""] * len(table))), path)
    seal(folder)
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*no videos"):
        pack(folder, Target(REPO, with_videos=True))
    monkeypatch.setattr(hub_module, "carries_video", lambda _: True)
    with pytest.raises(EmoCfgError, match=r"E202[\s\S]*rows of this dataset carry the videos"):
        pack(folder, Target(REPO))
    assert isinstance(pack(folder, Target(REPO, with_videos=True)), Package)
