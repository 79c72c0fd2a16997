"""Prompts out of a config file in upstream's manner: parsed, never run, and refused where they are not plain texts."""

from pathlib import Path

import pytest

from benchmarks.paper.config import read_prompts
from benchmarks.paper.files import FILES
from benchmarks.paper.prompts import our_prompts, prompts_sha256
from benchmarks.paper.rows import Row
from emocfg.core import EmoCfgError
from tests.benchmarks.paper.cases import ASPECTS, CAPTION, LETTERS, POSE, QA, UNITS

ROW = Row("here", 0, "it is {gold}", "front", (("user", "<video>.Where?"),), ())

CONFIG = '''
"""Tasks."""
import os
from dataclasses import dataclass, field
from textwrap import dedent

LETTERS = ["A", "B"]
ROOT = os.environ.get("ROOT", "results")
JUDGE: str = "Question: {question}. Truth: {answer}. Said: {response}." + " Reply yes or no."
UNITS_PROMPT = f"Labels: {', '.join(LETTERS)}. Said: {{response}}."

@dataclass(kw_only=True)
class EvalTask:
    task_name: str
    filename: str
    prompt: str = JUDGE
    labels: list = field(default_factory=list)

class ScoreTask(EvalTask):
    prompt = dedent("""
        Score {prediction} against {label}.
    """).strip()

def caption_prompt(query, gt, pred):
    """Six scores."""
    return f"{query} -> {gt} <- {pred}"

print(open("/etc/passwd").read())
raise SystemExit("this module must not run")

TASKS = [
    EvalTask(task_name="meld_test_emotion", filename=f"{ROOT}/MEAD_Head-Pose.json"),
    ScoreTask(task_name="caption", filename=ROOT + "/CelebV-Text_Emotion-Caption.json"),
    EvalTask(task_name="units", filename="AffWild2_Action_Unit_Detection.json", prompt=UNITS_PROMPT, labels=LETTERS),
    EvalTask(task_name="six", filename="caption_test_sampling_v2_all_example.json", prompt=caption_prompt),
    dict(filename=os.path.join(ROOT, "QA_test_sampling_all.json"), prompt=lambda item: "Q " + item["question"]
         + f" G {item['answer']} P {item['response']}", gt_file="anno/QA_test_sampling_all/QA_test_sampling_all.json"),
    {"file": "MAFW_Multiple-Label-Emotion-Recognition.json", "judge_prompt": "Letters of {answer}: {{A}}"},
]
'''


def write(path: Path, text: str) -> Path:
    (path / "config.py").write_text(text, encoding="utf-8")
    return path / "config.py"


def test_every_form_is_read_and_nothing_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = read_prompts(write(tmp_path, CONFIG), [POSE, CAPTION, UNITS, ASPECTS, QA, LETTERS])
    filled = {stem: template.fill(ROW) for stem, template in found.items()}
    assert filled == {
        POSE: "Question: Where?. Truth: front. Said: it is {gold}. Reply yes or no.",
        CAPTION: "Score it is {gold} against front.",
        UNITS: "Labels: A, B. Said: it is {gold}.",
        ASPECTS: "Where? -> front <- it is {gold}",
        QA: "Q Where? G front P it is {gold}",
        LETTERS: "Letters of it is {gold}: {A}",
    }
    assert capsys.readouterr().out == ""


TASK = 'x = EvalTask(filename="MEAD_Head-Pose.json", prompt={})\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1\n",
        "x = (\n",
        "\x00",
        "x = " + "(" * 5000 + ")" * 5000,
        "x = " + "-" * 100000 + "1",
        'x = EvalTask(filename="MEAD_Head-Pose.json")\n',
        'x = EvalTask(filename="MEAD_Head-Pose.json", prompt="{gold} {response}", system_prompt="y")\n',
        'x = EvalTask(a="MEAD_Head-Pose.json", b="MEAD_ID.json", prompt="{gold} {response}")\n',
        TASK.format('open("/etc/passwd").read()'),
        TASK.format('__import__("os").system("true")'),
        TASK.format('"{gold} {response!r}"'),
        TASK.format('"{gold} {response:>5}"'),
        TASK.format('"{gold} {response"'),
        TASK.format('"{gold}"'),
        TASK.format('"{response} no reference"'),
        TASK.format('"{answer} alone"'),
        TASK.format('"{gold} {response} {mystery}"'),
        TASK.format('"{} {}"'),
        TASK.format('"%s %s"'),
        TASK.format('"{gold.__class__} {response}"'),
        TASK.format("NAME"),
        TASK.format("b'{gold} {response}'"),
        TASK.format("lambda gold, response: gold if response else gold"),
        TASK.format('"{gold} {response}" * 10**9'),
        "A = B\nB = A\n" + TASK.format("A"),
        "def f(gold, response):\n    import os\n    return f'{gold}{response}'\n" + TASK.format("f"),
        TASK.format('"{gold} {response}"') + TASK.format('"other {gold} {response}"'),
    ],
)
def test_what_is_not_plain_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(EmoCfgError) as problem:
        read_prompts(path, [POSE])
    assert problem.value.code == "E202" and problem.value.where.startswith(str(path))


def test_a_conversion_must_not_see_the_reference(tmp_path: Path) -> None:
    text = f'x = EvalTask(filename="{UNITS}.json", prompt="{{label}} {{response}}")\n'
    with pytest.raises(EmoCfgError, match="shows the reference"):
        read_prompts(write(tmp_path, text), [UNITS])


def test_our_own_prompts_are_pinned() -> None:
    """A change of wording is a change of the instrument: it has to be meant."""
    assert prompts_sha256(our_prompts()) == "5ca30836b553602482fee7a430ce101bc03229950146825d79f9e9a1d92820c6"


def test_our_own_prompts_show_the_judge_what_upstreams_show() -> None:
    for stem, template in our_prompts().items():
        wanted = {"question", "response"} | ({"gold"} if FILES[stem].kind != "labels" else set())
        assert template.roles == wanted, stem
        text = template.fill(ROW)
        assert "Where?" in text and "it is {gold}" in text and "<video>" not in text
        assert all(label in text for label in FILES[stem].labels)
