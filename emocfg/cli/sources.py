"""``emocfg sources``: the corpora, under which terms one gets them, and what of them is here."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emocfg.core.errors import EmoCfgError, unknown_name

from .common import Json, defect_lines, emit

if TYPE_CHECKING:
    from emocfg.sources import Corpus

_SHOWN = 10
"""Defects of one kind that are printed; --json has them all."""


def sources(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One corpus; all of them by default.")] = None,
    *,
    root: Annotated[
        Path | None, typer.Option("--root", help="Your copy of NAME; without NAME, a folder with copies by name.")
    ] = None,
    accept_license: Annotated[
        bool, typer.Option("--accept-license", help="Record that you hold the owner's licence of NAME.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say how to get each corpus, what a complete copy has, and what of it is here.

    Example: emocfg sources dfew --root corpora/DFEW
    """
    from emocfg.sources import SOURCES

    if name is None:
        if accept_license:
            fix = "emocfg sources NAME --accept-license"
            raise EmoCfgError("E202", "a licence is accepted one by one", where="--accept-license", fix=fix)
        result = {key: _facts(key, corpus, _copy_in(root, key, corpus)) for key, corpus in SOURCES.items()}
        emit(result, _table(result), as_json=as_json)
        return
    if name.lower() not in SOURCES:
        raise unknown_name("source", name, list(SOURCES), where="emocfg sources")
    key, corpus = name.lower(), SOURCES[name.lower()]
    recorded = _accept(key, corpus) if accept_license else None
    facts = _facts(key, corpus, root, strict=True)
    emit(facts | {"recorded": recorded}, _page(facts, recorded), as_json=as_json)


def _accept(name: str, corpus: "Corpus") -> str:
    from emocfg.sources import accept, consent

    state = consent(name, corpus.card)
    if state in ("not needed", "closed"):
        what = f"{corpus.card.name} needs no consent" if state == "not needed" else f"{corpus.card.name} is closed"
        raise EmoCfgError("E202", what, where="--accept-license", fix="leave --accept-license out")
    return str(accept(name, corpus.card))


def _copy_in(root: Path | None, name: str, corpus: "Corpus") -> Path | None:
    """The folder in ``root`` that is called like the corpus, whatever the case."""
    if root is None:
        return None
    if not root.is_dir():
        raise EmoCfgError("E102", f"no such folder: {root}", where="--root", fix="check the path")
    wanted = {name.casefold(), corpus.card.name.casefold()}
    return next((path for path in sorted(root.iterdir()) if path.name.casefold() in wanted), None)


def _facts(name: str, corpus: "Corpus", root: Path | None, *, strict: bool = False) -> dict[str, Any]:
    """Everything about one corpus; what is wrong with a copy is raised if ``strict``, else it is one of the facts."""
    from emocfg.sources import consent

    facts = {
        **asdict(corpus.card),
        "source": name,
        "consent": consent(name, corpus.card),
        "options": list(corpus.options),
        "expected": asdict(corpus.expected),
    }
    if root is None:
        return facts
    try:
        return facts | _found(name, root)
    except (EmoCfgError, OSError) as problem:
        if strict:
            raise
        return facts | {"error": str(problem)}


def _found(name: str, root: Path) -> dict[str, Any]:
    """What a scan of a copy finds."""
    from emocfg.core import track
    from emocfg.sources import Defect, Tally, open_source, scan_source

    source, tally, defects = open_source(name, root), Tally(), []
    for entry in track(scan_source(source), f"{name} scanned"):
        if isinstance(entry, Defect):
            defects.append(asdict(entry))
        else:
            tally.add(entry)
    counts = {what: tally.count(what) for what in dict.fromkeys(["clips", *source.expect().counts])}
    return {"root": str(root), "found": counts, "defects": sorted(defects, key=lambda d: (d["code"], d["where"]))}


def _table(corpora: dict[str, dict[str, Any]]) -> str:
    lines = [f"{'source':15}{'licence':34}{'access':11}{'consent':12}{'expected':30}found"]
    for name, facts in corpora.items():
        counts = facts["expected"]["counts"]
        stated = ", ".join(f"{what} {count:,}" for what, count in counts.items() if "=" not in what) or "-"
        found = "-"
        if "error" in facts:
            found = facts["error"].splitlines()[0]
        elif "found" in facts:
            found = f"{facts['found']['clips']:,} clips, {len(facts['defects'])} defects"
        terms = f"{_cut(facts['license'], 32):34}{facts['gate']:11}{facts['consent']:12}"
        lines.append(f"{name:15}{terms}{_cut(stated, 28):30}{found}".rstrip())
    lines.append("")
    lines.append("emocfg sources NAME says how to get it; --root looks at your copies.")
    return "\n".join(lines)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _page(facts: dict[str, Any], recorded: str | None) -> str:
    expected = facts["expected"]
    rows = [
        ("licence", facts["license"]),
        ("terms", facts["terms"]),
        ("access", facts["access"]),
        ("consent", facts["consent"] + (f", recorded in {recorded}" if recorded else "")),
        ("citation", facts["citation"]),
        ("identity", facts["identity"]),
        ("splits", facts["splits"]),
        ("options", ", ".join(facts["options"])),
        ("layout from", facts["evidence"]),
        ("annotation", "\n".join(expected["files"])),
        ("videos", expected["media"]),
        ("expected", "\n".join(f"{count:,} {what}" for what, count in expected["counts"].items())),
    ]
    lines = [f"{facts['source']}: {facts['name']}, {facts['title']}"]
    lines += [f"  {label:12} {text}".replace("\n", "\n" + " " * 15) for label, text in rows if text]
    if "found" in facts:
        lines.append(f"found in {facts['root']}")
        for what, count in facts["found"].items():
            stated = expected["counts"].get(what)
            lines.append(f"  {count:>9,} {what}" + (f" of {stated:,}" if stated is not None else ""))
        lines += [f"  {line}" for line in defect_lines(facts["defects"], shown=_SHOWN) or ["no defects"]]
    elif facts["consent"] in ("missing", "outdated"):
        lines.append(f"to use it: get the licence, then `emocfg sources {facts['source']} --accept-license`")
    return "\n".join(lines)
