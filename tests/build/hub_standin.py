"""A stand-in for the Hub's HTTP API, as far as an upload needs it, on a port of this machine.

It keeps repositories in memory, checks what it is sent, counts it, and can be told to fail: to drop a connection, or to
hold it until the client gives up. Large files go through git LFS for clients with ``HF_HUB_DISABLE_XET=1``. The Xet
protocol has a server of its own; for it the stand-in names a folder (``local://``), which the Xet client can write to
by itself, and a commit then holds the digests of such files in place of their bytes.
"""

import base64
import hashlib
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

TOKEN = "hf_standin"  # noqa: S105 - of nobody
OWNER = "somebody"

Files = dict[str, bytes]


@dataclass
class Repo:
    """A dataset repository: its settings, and the files of each branch."""

    private: bool = False
    gated: bool | str = False
    branches: dict[str, Files] = field(default_factory=lambda: {"main": {".gitattributes": b"*.parquet filter=lfs\n"}})
    commits: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Hub:
    """What the stand-in holds and what it was asked.

    Attributes:
        url: its address.
        repos: by ``OWNER/NAME``.
        store: the LFS objects, by SHA-256.
        asked: how often each route was asked, such as ``put lfs``.
        puts: how often each LFS object was sent.
        drops: routes whose next connections are closed without an answer, and how many.
        answers: routes that are answered with a status and a message instead.
        hold_after: how many LFS objects are taken before further ones are held up.
        held: set once one is held up.
        ignores_gates: True if it does not do as the settings say.
        xet: the folder for the Xet client; None for a server without Xet.
    """

    url: str = ""
    repos: dict[str, Repo] = field(default_factory=dict)
    store: Files = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    puts: Counter[str] = field(default_factory=Counter)
    drops: Counter[str] = field(default_factory=Counter)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    hold_after: int | None = None
    held: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    ignores_gates: bool = False
    xet: Path | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def standin() -> Iterator[Hub]:
    """A running stand-in."""
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"hub": hub}))
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


_REPO = r"(?P<repo>[\w.-]+/[\w.-]+)"


class _Handler(BaseHTTPRequestHandler):
    """One connection; the routes are methods, listed in ``_ROUTES``."""

    hub: Hub
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        """A client that was killed is no error of the stand-in."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Tests need no log."""

    def _serve(self) -> None:
        path = unquote(urlsplit(self.path).path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        for name, method, pattern, answer in _ROUTES:
            match = re.fullmatch(pattern, path)
            if method == self.command and match:
                self._answer(name, answer, match, body)
                return
        self._send(404, {"error": f"no such route: {self.command} {path}"})

    do_GET = do_POST = do_PUT = _serve  # noqa: N815 - the names of http.server

    def _answer(self, name: str, answer: Callable[..., None], match: re.Match[str], body: bytes) -> None:
        with self.hub.lock:
            self.hub.asked[name] += 1
            dropped = self.hub.drops[name] > 0
            self.hub.drops[name] -= dropped
        if dropped:
            self.close_connection = True
            self.connection.close()
            return
        if name in self.hub.answers:
            status, message = self.hub.answers[name]
            self._send(status, {"error": message}, {"X-Error-Message": message})
        elif not name.endswith("lfs") and self.headers.get("Authorization") != f"Bearer {TOKEN}":
            message = "Invalid credentials in Authorization header"
            self._send(401, {"error": "Invalid username or password."}, {"X-Error-Message": message})
        else:
            answer(self, body, **match.groupdict())

    def _send(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        for key, text in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(key, text)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _create(self, body: bytes) -> None:
        asked = json.loads(body)
        repo = f"{asked['organization']}/{asked['name']}"
        url = {"url": f"{self.hub.url}/datasets/{repo}"}
        if asked["organization"] != OWNER:
            self._send(403, {"error": f"You don't have the rights to create a dataset under {asked['organization']}"})
        elif repo in self.hub.repos:
            self._send(409, url | {"error": "You already created this dataset repo"})
        else:
            assert asked["type"] == "dataset"
            self.hub.repos[repo] = Repo(private=asked.get("visibility") == "private")
            self._send(200, url)

    def _settings(self, body: bytes, repo: str) -> None:
        asked = json.loads(body)
        if not self.hub.ignores_gates:
            self.hub.repos[repo].gated = asked.get("gated", self.hub.repos[repo].gated)
            self.hub.repos[repo].private |= asked.get("visibility") == "private"
        self._send(200, asked)

    def _info(self, _: bytes, repo: str, revision: str | None = None) -> None:
        if repo not in self.hub.repos:
            self._send(404, {"error": "Repository not found"}, {"X-Error-Code": "RepoNotFound"})
            return
        here = self.hub.repos[repo]
        files = here.branches[revision or "main"]
        sha = here.commits[-1]["oid"] if here.commits else "0" * 40
        siblings = [{"rfilename": name} for name in files]
        self._send(
            200,
            {"id": repo, "sha": sha, "private": here.private, "gated": here.gated, "siblings": siblings, "tags": []},
        )

    def _branch(self, _: bytes, repo: str, revision: str) -> None:
        branches = self.hub.repos[repo].branches
        if revision in branches:
            self._send(409, {"error": "Reference already exists"})
        else:
            branches[revision] = dict(branches["main"])
            self._send(200, {})

    def _tree(self, _: bytes, repo: str, revision: str) -> None:
        files = self.hub.repos[repo].branches[revision].items()
        self._send(200, [{"type": "file", "path": n, "size": len(c), "oid": _git_oid(c)} for n, c in files])

    def _yaml(self, body: bytes) -> None:
        assert json.loads(body)["repoType"] == "dataset"
        self._send(200, {"errors": [], "warnings": []})

    def _preupload(self, body: bytes, repo: str, revision: str) -> None:
        files = self.hub.repos[repo].branches[revision]
        told = []
        for asked in json.loads(body)["files"]:
            large = asked["path"].endswith((".parquet", ".mp4"))
            there = files.get(asked["path"])
            oid = None if there is None else _lfs_oid(there) if large else _git_oid(there)
            mode = "lfs" if large else "regular"
            told.append({"path": asked["path"], "uploadMode": mode, "shouldIgnore": False, "oid": oid})
        self._send(200, {"files": told})

    def _xet(self, _: bytes, repo: str, revision: str) -> None:
        assert self.hub.xet is not None and revision in self.hub.repos[repo].branches
        self._send(200, {"casUrl": f"local://{self.hub.xet}", "exp": int(time.time()) + 3600, "accessToken": "x"})

    def _batch(self, body: bytes, repo: str) -> None:
        assert repo in self.hub.repos
        objects = json.loads(body)["objects"]
        for wanted in objects:
            if wanted["oid"] not in self.hub.store:
                place = f"{self.hub.url}/lfs/{wanted['oid']}"
                wanted["actions"] = {"upload": {"href": place}, "verify": {"href": f"{place}/verify"}}
        self._send(200, {"transfer": "basic", "objects": objects})

    def _put(self, body: bytes, oid: str) -> None:
        with self.hub.lock:
            hold = self.hub.hold_after is not None and len(self.hub.store) >= self.hub.hold_after
            if not hold:
                assert hashlib.sha256(body).hexdigest() == oid
                self.hub.store[oid] = body
                self.hub.puts[oid] += 1
        if hold:
            self.hub.held.set()
            self.hub.released.wait(60)
            self.close_connection = True
            self.connection.close()
        else:
            self._send(200, {})

    def _verify(self, body: bytes, oid: str) -> None:
        asked = json.loads(body)
        assert asked == {"oid": oid, "size": len(self.hub.store[oid])}
        self._send(200, {})

    def _commit(self, body: bytes, repo: str, revision: str) -> None:
        here = self.hub.repos[repo]
        files = dict(here.branches[revision])
        header, *operations = [json.loads(line) for line in body.splitlines()]
        assert header["key"] == "header"
        for operation in operations:
            value = operation["value"]
            if operation["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif operation["key"] == "lfsFile":
                there = pointer(value["oid"]) if self.hub.xet else self.hub.store[value["oid"]]
                files[value["path"]] = there
            else:
                assert operation["key"] == "deletedFile"
                del files[value["path"]]
        here.branches[revision] = files
        oid = hashlib.sha1(body).hexdigest()  # noqa: S324 - as git names commits
        here.commits.append({"oid": oid, "gated": here.gated, "private": here.private, **header["value"]})
        self._send(200, {"commitUrl": f"{self.hub.url}/datasets/{repo}/commit/{oid}", "commitOid": oid})


def pointer(oid: str) -> bytes:
    """What a repository holds of a file whose bytes are with Xet."""
    return b"xet " + oid.encode()


def _lfs_oid(content: bytes) -> str:
    return content[4:].decode() if content.startswith(b"xet ") else hashlib.sha256(content).hexdigest()


def _git_oid(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()  # noqa: S324 - as git names files


_ROUTES: list[tuple[str, str, str, Callable[..., None]]] = [
    ("create", "POST", "/api/repos/create", _Handler._create),
    ("settings", "PUT", f"/api/datasets/{_REPO}/settings", _Handler._settings),
    ("info", "GET", f"/api/datasets/{_REPO}(?:/revision/(?P<revision>.+))?", _Handler._info),
    ("branch", "POST", f"/api/datasets/{_REPO}/branch/(?P<revision>.+)", _Handler._branch),
    ("tree", "GET", f"/api/datasets/{_REPO}/tree/(?P<revision>.+)", _Handler._tree),
    ("yaml", "POST", "/api/validate-yaml", _Handler._yaml),
    ("preupload", "POST", f"/api/datasets/{_REPO}/preupload/(?P<revision>.+)", _Handler._preupload),
    ("xet", "GET", f"/api/datasets/{_REPO}/xet-write-token/(?P<revision>.+)", _Handler._xet),
    ("batch", "POST", rf"/datasets/{_REPO}\.git/info/lfs/objects/batch", _Handler._batch),
    ("put lfs", "PUT", "/lfs/(?P<oid>[0-9a-f]{64})", _Handler._put),
    ("verify lfs", "POST", "/lfs/(?P<oid>[0-9a-f]{64})/verify", _Handler._verify),
    ("commit", "POST", f"/api/datasets/{_REPO}/commit/(?P<revision>.+)", _Handler._commit),
]
