"""M2, M4, M5 and M6 with scripted models: what passes, what fails, and what is skipped rather than guessed."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from emocfg.check.models import (
    Item,
    Member,
    Stills,
    check_answer,
    check_cues,
    check_entailment,
    check_models,
    check_pairs,
    vote_by_model,
)
from emocfg.llm import Reply, Request
from emocfg.schema import ActionUnit, AffectiveTree, Emotion, Person

STILLS = Stills((b"frame",), (0.0,))
TREE = AffectiveTree(
    persons=(Person("p1", attributes={"hat": "hat"}, units=(ActionUnit(12),), emotions=(Emotion("happiness"),)),)
)
TEXT = "The person wears a hat. The lip corners are raised (AU12). So the person is happy."
CUES = ("the person: hat", "the person: lip corners are raised")
OPTIONS = ("happiness", "sadness", "anger")

Part = Callable[[Request], object]


def mute(_: Request) -> object:
    return "I would rather not say."


class Model:
    """A client that answers with what its part gives, as JSON unless it is text."""

    def __init__(self, name: str, part: Part) -> None:
        self.name, self.part, self.asked = name, part, list[Request]()

    def ask(self, request: Request) -> Reply:
        self.asked.append(request)
        said = self.part(request)
        return Reply(said if isinstance(said, str) else json.dumps(said), self.name)


def member(part: Part, name: str = "gemma-3", family: str = "") -> Member:
    return Member(name, family or name.partition("-")[0], Model(name, part))


def asked(who: Member) -> list[Request]:
    assert isinstance(who.client, Model)
    return who.client.asked


def labels(alone: str, helped: str) -> Part:
    return lambda request: {"labels": [helped if "these reasons" in request.text else alone]}


@pytest.mark.parametrize(
    ("alone", "helped", "verdict"),
    [
        ("happiness", "happiness", "pass"),
        ("sadness", "happiness", "pass"),
        ("sadness", "anger", "pass"),
        ("happiness", "sadness", "fail"),
    ],
)
def test_m2_a_rationale_may_not_harm(alone: str, helped: str, verdict: str) -> None:
    who = member(labels(alone, helped))
    check, votes = check_answer(who, "What does she feel?", OPTIONS, ("happiness",), "her lips rise : [EMO]", STILLS)
    assert (check.name, check.verdict) == ("models/M2", verdict)
    assert [(v.voter, v.aspect, v.reason) for v in votes] == [
        ("gemma-3", "video", alone),
        ("gemma-3", "video and rationale", helped),
    ]
    first, second = asked(who)
    assert "[EMO]" not in first.text and "her lips rise" in second.text
    assert first.images == second.images == STILLS.images


@pytest.mark.parametrize("said", ["happiness", {"labels": ["joy"]}, {"labels": []}, '{"labels": ["anger"', "{} {}"])
def test_m2_what_cannot_be_read_is_skipped(said: object) -> None:
    check, votes = check_answer(member(lambda _: said), "?", OPTIONS, ("happiness",), "x", STILLS)
    assert check.verdict == "skipped" and check.reason and {v.verdict for v in votes} == {"abstain"}


def test_m2_needs_frames_and_labels() -> None:
    who = member(labels("anger", "anger"))
    assert check_answer(who, "?", OPTIONS, ("anger",), "x", Stills())[0].verdict == "skipped"
    assert check_answer(who, "?", (), (), "x", STILLS)[0].verdict == "skipped"
    assert not asked(who)


def test_a_judge_of_the_blind_committee_sees_the_masked_text_alone() -> None:
    who = member(lambda _: {"labels": ["happiness"]})
    vote = vote_by_model(who, "What does she feel?", OPTIONS, ("happiness",), "the lips rise : [EMO]")
    assert (vote.voter, vote.aspect, vote.verdict, vote.reason) == ("gemma-3", "label", "pass", "happiness")
    (request,) = asked(who)
    assert not request.images and "frames" not in request.text and "the lips rise" in request.text


def nli(*verdicts: str) -> Part:
    return lambda _: {"verdicts": list(verdicts)}


def test_m4_a_contradicted_cue_fails() -> None:
    check, votes = check_entailment([member(nli("entailed", "open"))], ["hat=hat"], CUES)
    assert (check.name, check.verdict, check.reason) == ("models/M4", "pass", "cues: 1 entailed, 1 open")
    assert [(v.aspect, v.verdict) for v in votes] == [(CUES[0], "pass"), (CUES[1], "abstain")]
    check, _ = check_entailment([member(nli("entailed", "contradicted"))], ["hat=hat"], CUES)
    assert (check.verdict, check.reason) == ("fail", "cues: 1 contradicted, 1 entailed")


def test_m4_by_several_half_of_those_who_answer_contradict() -> None:
    bad, good = nli("entailed", "contradicted"), nli("entailed", "entailed")

    def verdict(*parts: Part) -> str:
        return check_entailment([member(part) for part in parts], ["x"], CUES)[0].verdict

    assert verdict(bad, good, good) == "pass"
    assert verdict(bad, good) == verdict(bad, good, mute) == "fail"
    assert verdict(mute) == verdict(nli("entailed")) == "skipped", "one verdict for two cues is none"
    assert verdict() == "skipped"


def pairs(*said: tuple[str, str]) -> Part:
    """For each cue the answers to the question and to its negation."""

    def part(request: Request) -> object:
        cue = next(i for i, cue in enumerate(CUES) if cue in request.text)
        return {"answer": said[cue]["NOT so" in request.text]}

    return part


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ((("yes", "no"), ("yes", "no")), "pass"),
        ((("yes", "no"), ("no", "yes")), "fail"),
        ((("yes", "no"), ("yes", "yes")), "pass"),
        ((("yes", "yes"), ("no", "no")), "skipped"),
        ((("unsure", "unsure"), ("yes", "unsure")), "skipped"),
    ],
)
def test_m5_only_a_consistent_pair_counts(said: tuple[tuple[str, str], ...], verdict: str) -> None:
    check, votes = check_pairs([member(pairs(*said))], CUES, STILLS)
    assert (check.name, check.verdict) == ("models/M5", verdict)
    assert len(votes) == 2 and all(v.aspect in CUES for v in votes)


def test_m5_by_majority_and_without_frames() -> None:
    yes, no = pairs(("yes", "no"), ("yes", "no")), pairs(("no", "yes"), ("yes", "no"))
    assert check_pairs([member(yes), member(no), member(yes)], CUES, STILLS)[0].verdict == "pass"
    assert check_pairs([member(yes), member(no), member(no)], CUES, STILLS)[0].verdict == "fail"
    check, votes = check_pairs([member(yes), member(lambda _: "no idea")], CUES, STILLS)
    assert check.verdict == "pass" and {v.verdict for v in votes} == {"pass", "abstain"}
    assert check_pairs([member(yes)], CUES, Stills())[0].reason == "there are no frames"


NAMES = ("gemma-3", "internvl-3", "pixtral-12b")


def test_m6_two_thirds_see_every_cue() -> None:
    def verdict(*parts: Part) -> str:
        bench = [member(part, name) for part, name in zip(parts, NAMES, strict=True)]
        return check_cues(bench, CUES, STILLS, writer="qwen")[0].verdict

    yes, no = nli("right", "right"), nli("right", "wrong")
    assert verdict(yes, yes, yes) == verdict(yes, no, yes) == verdict(yes, mute, yes) == "pass"
    assert verdict(no, no, yes) == verdict(yes, mute, mute) == verdict(yes, nli("unsure", "unsure"), no) == "fail"
    assert verdict(mute, mute, mute) == "skipped"


def test_m6_needs_three_families_besides_the_writers() -> None:
    bench = [member(nli("right", "right"), name) for name in NAMES]
    check, votes = check_cues(bench, CUES, STILLS, writer="gemma")
    assert (check.name, check.verdict, votes) == ("models/M6", "skipped", ()) and "gemma" in check.reason
    assert check_cues(bench[:2], CUES, STILLS, writer="")[0].verdict == "skipped"
    check, votes = check_cues(bench, CUES, STILLS, writer="qwen")
    assert check.verdict == "pass" and {v.voter for v in votes} == set(NAMES) and len(votes) == 6


def honest(request: Request) -> object:
    """A model that sees what the tree says."""
    if "Choose from these labels" in request.text:
        return {"labels": ["happiness"]}
    if "Is this so" in request.text or "NOT so" in request.text:
        return {"answer": "no" if "NOT so" in request.text else "yes"}
    claims = len(re.findall(r"^Claim \d+:", request.text, re.MULTILINE))
    return {"verdicts": ["entailed" if "known of a video" in request.text else "right"] * claims}


ITEM = Item(TEXT, "What does the person feel?", OPTIONS, ("happiness",), TREE, "She wears a hat.", STILLS, "qwen")


def test_all_four_in_one() -> None:
    bench = [member(honest, name) for name in (*NAMES, "qwen-2")]
    checks, votes = check_models(ITEM, bench)
    assert [(c.name, c.verdict) for c in checks] == [(f"models/M{n}", "pass") for n in (2, 4, 5, 6)]
    assert "qwen-2" not in {v.voter for v in votes} and not asked(bench[-1]), "the writer's family is not asked"
    for who in bench[:3]:
        for request in asked(who):
            body = request.text.split("Choose from these labels")[0]
            assert "happy" not in body and "happiness" not in body
    premises = next(r.text for r in asked(bench[0]) if "known of a video" in r.text)
    assert "She wears a hat." in premises and "hat=hat" in premises and "AU12" in premises


def test_without_anybody_all_is_skipped_and_says_why() -> None:
    for item, bench in ((ITEM, []), (replace(ITEM, stills=Stills()), [member(lambda _: "?")])):
        checks, votes = check_models(item, bench)
        assert [c.verdict for c in checks] == ["skipped"] * 4 and all(c.reason for c in checks)
        assert all(v.verdict == "abstain" for v in votes)
