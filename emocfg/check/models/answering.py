"""M2: does a rationale help or harm the answer? A model answers with the video alone, and with the rationale as well.

The rationale has its label masked, so what helps is its evidence.
"""

from collections.abc import Collection, Sequence

from emocfg.schema import Check, Vote, display

from .members import Member
from .prompting import Prompts, ask
from .stills import Stills

NAME = "models/M2"
PROMPTS = Prompts("emocfg.check.models")


def check_answer(
    member: Member, question: str, options: Sequence[str], labels: Collection[str], hidden: str, stills: Stills
) -> tuple[Check, tuple[Vote, ...]]:
    """M2 for one rationale: fails if the label is read from the video alone, and no longer with the rationale.

    Args:
        member: who answers; not the model that wrote the rationale.
        question: what is asked.
        options: the labels to choose from.
        labels: the labels of the sample.
        hidden: the rationale with its label masked.
        stills: the frames.

    Returns:
        The check, and two votes on the aspects ``video`` and ``video and rationale``.
    """
    if not stills.images:
        return Check(NAME, "skipped", "there are no frames"), ()
    if not options or not labels:
        return Check(NAME, "skipped", "there is no label to answer with"), ()
    alone = _vote(member, question, options, labels, "", stills, "video")
    helped = _vote(member, question, options, labels, hidden, stills, "video and rationale")
    votes = (alone, helped)
    for vote in votes:
        if vote.verdict == "abstain":
            return Check(NAME, "skipped", f"{vote.aspect}: {vote.reason}"), votes
    found = f"{member.name} reads {alone.reason} from the video, {helped.reason} with the rationale"
    harmed = alone.verdict == "pass" and helped.verdict == "fail"
    return Check(NAME, "fail" if harmed else "pass", found), votes


def vote_by_model(member: Member, question: str, options: Sequence[str], labels: Collection[str], hidden: str) -> Vote:
    """A model's vote in the blind committee: the label read from the masked text alone, without the video."""
    return _vote(member, question, options, labels, hidden, None, "label")


def _vote(
    member: Member,
    question: str,
    options: Sequence[str],
    labels: Collection[str],
    hidden: str,
    stills: Stills | None,
    aspect: str,
) -> Vote:
    request = PROMPTS.request(
        "label",
        member.name,
        quoted={"question": question} | ({"rationale": hidden} if hidden else {}),
        stills=stills,
        schema={"labels": {"type": "array", "items": {"enum": sorted(options)}, "minItems": 1}},
        options=", ".join(sorted(options)),
        with_rationale=bool(hidden),
    )
    answer = ask(member.client, request)
    if answer.value is None:
        return Vote(member.name, "abstain", aspect, answer.reason)
    read = set(answer.value["labels"])
    said = ", ".join(display(label) for label in sorted(read))
    return Vote(member.name, "pass" if read == set(labels) else "fail", aspect, said)
