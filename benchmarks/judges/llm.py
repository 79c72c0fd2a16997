"""The judge that is a model behind a server, or a record of one: a fixed prompt, and a verdict in JSON or none."""

from collections.abc import Mapping
from typing import Any

from emocfg.check.models import Prompts, ask
from emocfg.llm import Client

from .protocol import LONG_TASKS, MAX_REASON, MAX_SHOWN, Question, Verdict, aspects_of

VERSION = 1
PROMPTS = Prompts("benchmarks.judges")
_SCORE = {"type": "integer", "minimum": 0, "maximum": 100}


class LlmJudge:
    """Asks a model at temperature 0 for one JSON object with exactly the aspects and a reason.

    What others wrote stands in fences (``emocfg.llm.guard``). The reply must hold one object and no second one: a judge
    that repeats a verdict which stood in the answer gives no verdict. A score outside 0 to 100, a missing or a further
    key, and no object are ``judge_error``; no number is looked for in the text.

    Args:
        client: who answers for the model.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def name(self) -> str:
        """The model."""
        return self._client.name

    def describe(self) -> Mapping[str, Any]:
        """See :func:`describe_llm`."""
        return describe_llm(self.name)

    def aspects(self, task: str) -> tuple[str, ...]:
        """All of them."""
        return aspects_of(task)

    def judge(self, question: Question) -> Verdict:
        """The model's verdict on one answer.

        Raises:
            EmoCfgError: what the client raises: E801 the server fails, E802 no calls left, E803 no recorded answer.
        """
        aspects = self.aspects(question.task)
        request = PROMPTS.request(
            "long" if question.task in LONG_TASKS else "short",
            self.name,
            quoted={
                "prompt": question.prompt,
                "reference": question.reference,
                "items": "\n".join(question.gold) or "(nothing)",
                "answer": question.answer,
            },
            schema=dict.fromkeys(aspects, _SCORE) | {"reason": {"type": "string"}},
            cut=question.cut,
        )
        answer = ask(self._client, request, sole=True)
        if answer.value is None:
            return Verdict("judge_error", reason=answer.reason)
        scores = {aspect: int(answer.value[aspect]) for aspect in aspects}
        return Verdict("judged", scores, answer.value["reason"][:MAX_REASON])


def describe_llm(model: str) -> dict[str, Any]:
    """What shapes the verdicts of a model: its name, the prompts' digest, the version; not where its server is.

    A replay of a model's answers is the same judge as the model.
    """
    return {"kind": "llm", "name": model, "prompts": PROMPTS.sha256(), "version": VERSION, "shown": MAX_SHOWN}
