"""The curves of a training as one page: losses, perplexity of its SFT, reward and what it is made of of its RL."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emocfg.check.stats.drawing import BLUE, GREEN, GREY, LEVEL_COLORS, ORANGE, canvas, saved, style
from emocfg.core import atomic
from emocfg.schema import LEVELS

from .log import records

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PAGE = "index.html"
SMOOTH = 25
"""Steps that a drawn curve is the running mean of; the log has every one."""

Line = tuple[str, str, list[dict[str, Any]], Callable[[dict[str, Any]], float | None]]
"""Its label, its colour, the records, and what of a record is drawn."""

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}: the training</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1d2430}}
figure{{margin:1.5rem 0}}svg{{max-width:100%;height:auto}}figcaption{{color:#5a6474}}</style>
</head>
<body>
<h1>{name}</h1>
"""


def write_page(run: Path, name: str) -> Path:
    """Write the page of a run from its logs; gives its path. Nothing is loaded from anywhere when it is opened."""
    figures = []
    tower, sft, rl = (run / part / "log.jsonl" for part in ("tower", "sft", "rl"))
    if told := records(tower, "loss"):
        line: Line = ("loss", BLUE, told, _of("loss"))
        figures.append((_lines([line], "loss of a step", log=True), f"Vision tower: {_seen(told)}"))
    if losses := records(sft, "loss"):
        figures.append(
            (_lines([("loss", BLUE, losses, _of("loss"))], "loss of a step", log=True), f"SFT: {_words(losses)}")
        )
    if measured := records(sft, "perplexity"):
        levels = [(level, LEVEL_COLORS[level], measured, _perplexity(level)) for level in LEVELS]
        figures.append((_lines(levels, "perplexity", smooth=1, log=True), "Perplexity of held-out people's answers."))
    if rewards := records(rl, "reward"):
        lines: list[Line] = [("reward", GREY, rewards, _of("reward"))]
        lines += [(level, LEVEL_COLORS[level], rewards, _level(place)) for place, level in enumerate(LEVELS)]
        figures.append((_lines(lines, "reward"), f"RL: the weighed reward and its levels. {_spent(rewards)}"))
        watched = [("entropy", ORANGE, rewards, _of("entropy")), ("distinct siblings", GREEN, rewards, _of("distinct"))]
        figures.append((_lines(watched, ""), "RL: entropy of a token, and the share of first siblings that differ."))
    body = "".join(f"<figure>{drawn}<figcaption>{escape(text)}</figcaption></figure>\n" for drawn, text in figures)
    note = "" if figures else "<p>Nothing was logged yet.</p>\n"
    atomic.write_text(run / PAGE, f"{_HEAD.format(name=escape(name))}{note}{body}</body>\n</html>\n")
    return run / PAGE


def _lines(lines: Sequence[Line], what: str, *, smooth: int = SMOOTH, log: bool = False) -> str:
    with style():
        figure, (axes,) = canvas(2.6)
        for label, color, found, value in lines:
            _line(axes, label, color, [(r["step"] + 1, y) for r in found if (y := value(r)) is not None], smooth)
        axes.set_xlabel("step")
        axes.set_ylabel(what)
        if log:
            axes.set_yscale("log")
        if len(lines) > 1:
            axes.legend(frameon=False, ncols=4)
    text = saved(figure, "svg").decode("utf-8")
    return text[text.index("<svg") :]


def _line(axes: "Axes", label: str, color: str, points: Sequence[tuple[int, float]], smooth: int) -> None:
    means = []
    for place in range(len(points)):
        window = [value for _, value in points[max(0, place - smooth + 1) : place + 1]]
        means.append(sum(window) / len(window))
    axes.plot([step for step, _ in points], means, color=color, label=label, linewidth=1.4)


def _of(key: str) -> Callable[[dict[str, Any]], float | None]:
    return lambda record: record[key]


def _level(place: int) -> Callable[[dict[str, Any]], float | None]:
    return lambda record: record["levels"][place]


def _perplexity(level: str) -> Callable[[dict[str, Any]], float | None]:
    return lambda record: record["perplexity"].get(level)


def _seen(told: Sequence[dict[str, Any]]) -> str:
    seconds, skipped = sum(record["seconds"] for record in told), sum(len(record["skipped"]) for record in told)
    return f"{len(told):,} steps, {seconds:,.0f} s; {skipped} clips left out. Running mean of {SMOOTH} steps."


def _words(losses: Sequence[dict[str, Any]]) -> str:
    tokens, seconds = (sum(record[key] for record in losses) for key in ("tokens", "seconds"))
    skipped = sum(len(record["skipped"]) for record in losses)
    refused = sum(record["left_out"] for record in losses)
    return (
        f"{len(losses):,} steps, {tokens:,} tokens, {seconds:,.0f} s; {skipped} lessons and {refused} updates "
        f"left out. Running mean of {SMOOTH} steps."
    )


def _spent(rewards: Sequence[dict[str, Any]]) -> str:
    sampled, trained = (sum(record[key] for record in rewards) for key in ("sampled", "trained"))
    seconds = sum(sum(record["seconds"].values()) for record in rewards)
    return f"{len(rewards):,} steps, {sampled:,} tokens sampled, {trained:,} trained, {seconds:,.0f} s."
