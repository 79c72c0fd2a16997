"""The rows of a clip: every answer follows from the tree in the row, no question from its answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from emocfg.build.compose.aspect_questions import ASPECT_QUESTIONS, FOLLOW_UPS
from emocfg.build.compose.questions import QUESTIONS, RATIONALE_QUESTIONS
from emocfg.build.compose.rationales import rationale_text
from emocfg.build.compose.rows import COMPOSERS, TEMPLATES_SHA256
from emocfg.build.release.rules import fault
from emocfg.schema import (
    ASPECTS,
    NONE,
    PERSON_SLOTS,
    SPACES,
    TASKS,
    Item,
    Observation,
    Sample,
    Utterance,
    parse_tree,
    read_caption,
)
from emocfg.sources import Annotated
from tests.build.composing import case_of, clips_of, rows_of
from tests.build.deriving import (
    attribute_fits,
    caption_fits,
    concludes,
    labels_of,
    qa_fits,
    scene_is_told,
    subject,
    turn_fits,
)
from tests.sources.copies import celebv_hq, celebv_text, mafw, meld, mosi

CAPTIONED = {"appearance_caption": "appearance", "action_caption": "action", "emotion_caption": "emotion"}


@pytest.fixture(scope="module")
def clips() -> list[Annotated]:
    """Six rendered people."""
    return clips_of("mini", identities=6)


@pytest.fixture(scope="module")
def samples(clips: list[Annotated]) -> list[Sample]:
    """Their rows."""
    return [sample for annotated in clips for sample in rows_of(annotated)]


@pytest.mark.parametrize(
    "bank", [*QUESTIONS.values(), *RATIONALE_QUESTIONS.values(), *ASPECT_QUESTIONS.values(), *FOLLOW_UPS.values()]
)
def test_everything_is_asked_in_five_ways_or_more(bank: tuple[str, ...]) -> None:
    assert len(set(bank)) == len(bank) >= 5
    assert all(text.count("{") == text.count("}") for text in bank)


def test_every_task_has_its_questions() -> None:
    assert QUESTIONS.keys() - {"relation"} == COMPOSERS.keys() - {"qa"} and COMPOSERS.keys() == TASKS.keys()


def test_every_phrasing_is_used(samples: list[Sample]) -> None:
    asked = {sample.question for sample in samples if sample.task == "emotion_single"}
    assert {text.format(who="the person") for text in QUESTIONS["emotion_single"]} <= asked


def test_every_answer_follows_from_the_tree(samples: list[Sample]) -> None:
    seen = Counter[str]()
    for sample in samples:
        tree = parse_tree(sample.tree, where=sample.id)
        kind = sample.task
        if sample.options:
            assert set(sample.labels) == labels_of(tree, sample), sample.id
            assert set(sample.labels) <= set(sample.options)
        elif sample.task in CAPTIONED:
            assert caption_fits(tree, sample.answer, (CAPTIONED[sample.task],)), (sample.id, sample.answer)
        elif sample.task == "video_caption":
            assert caption_fits(tree, sample.answer, ASPECTS), (sample.id, sample.answer)
            assert scene_is_told(tree, sample.answer), sample.answer
        elif sample.task == "open_attribute":
            assert attribute_fits(tree, sample), (sample.id, sample.answer)
        elif sample.id.endswith("#qa.turns"):
            kind = "turns"
            answers = [message.content for message in sample.messages if message.role == "assistant"]
            for answer in answers:
                assert turn_fits(tree, subject(tree, sample), answer, last=answer is answers[-1]), (sample.id, answer)
        elif sample.task == "qa":
            kind = sample.id.rsplit("#", 1)[1]
            assert qa_fits(tree, sample), (sample.id, sample.answer)
        else:
            kind = "rationale." + sample.id.partition("#rationale")[2].strip(".")
            person = subject(tree, sample)
            felt = {person.micro} if person.micro else {emotion.label for emotion in person.emotions or ()}
            assert set(sample.labels) == felt == concludes(sample.answer), (sample.id, sample.answer)
            assert sample.rationale == sample.answer
        seen[kind] += 1
    wanted = {
        *TASKS,
        "turns",
        "rationale.",
        "rationale.caption",
        "rationale.referred_caption",
        "rationale.referred_hair",
    }
    wanted |= {f"qa.{aspect}" for aspect in ASPECT_QUESTIONS.keys() - {"speaker"}}
    assert seen.keys() >= wanted - {"qa", "rationale", "identity"}


def test_evidence_names_nodes_of_the_tree(samples: list[Sample], clips: list[Annotated]) -> None:
    nodes = {a.clip.clip_id: {n.node: n for n in case_of(a).merged.nodes} for a in clips}
    for sample in samples:
        for entry in sample.evidence:
            known, absent = nodes[sample.clip_id], entry.claim.endswith("is absent")
            held = any(node.rstrip("LR") == entry.node.rstrip("LR") for node in known)
            assert entry.support == "supported" and held != absent, (sample.id, entry)
            assert absent or entry.node in known
    assert all(bool(sample.evidence) == (sample.config == "rationale") for sample in samples)


ROUND = {
    "emotion-8": SPACES["emotion-8"].labels,
    "intensity-3": SPACES["intensity-3"].labels,
    "sentiment-3": SPACES["sentiment-3"].labels,
    "micro-3": SPACES["micro-3"].labels,
    "pose-7": SPACES["pose-7"].labels,
    "action-35": SPACES["action-35"].labels,
    "facs": tuple(f"AU{code}" for code in (1, 2, 4, 5, 6, 7, 9, 10, 12, 15, 20, 25, 26, 27, 43, 46, 14, 23, 24, 17)),
}


def relabelled(annotated: Annotated, step: int, *, looks: bool) -> Iterator[Observation]:
    """The observations with every label moved on by some steps; with ``looks`` the attributes and the scene as well."""
    for o in annotated.observations:
        values = ROUND.get(o.scheme, ())
        if looks and o.aspect in PERSON_SLOTS:
            values = PERSON_SLOTS[o.aspect].values
        if looks and o.scheme in ("mini/background", "mini/lighting", "mini/camera"):
            values = (o.native, "kitchen", "garden")
        if o.native == NONE or not values:
            yield o
        else:
            moved = values[(values.index(o.native) + step) % len(values)]
            yield replace(o, native=moved, value=None if o.aspect != "sentiment" else -(o.value or 1.0) / 2)


@pytest.mark.parametrize(("step", "looks"), [(1, False), (2, False), (1, True)])
def test_no_question_depends_on_its_answer(clips: list[Annotated], step: int, looks: bool) -> None:
    """With other labels the rows that are still there ask the same; names by looks may change with the looks."""
    changed = same = 0
    for annotated in clips[::3]:
        before = {sample.id: sample for sample in rows_of(annotated)}
        for sample in rows_of(annotated, relabelled(annotated, step, looks=looks)):
            mine = before.get(sample.id)
            if mine is None or (looks and "#rationale.referred" in sample.id):
                continue
            assert asked(sample) == asked(mine), sample.id
            same += 1
            changed += sample.answer != mine.answer
    assert same > 300 and changed > 0.6 * same


def asked(sample: Sample) -> list[str]:
    return [message.content for message in sample.messages if message.role == "user"]


def test_rows_of_a_clip_are_few_and_told_apart(samples: list[Sample]) -> None:
    assert len({sample.id for sample in samples}) == len(samples)
    counts = Counter((sample.clip_id, sample.config) for sample in samples)
    assert max(n for (_, config), n in counts.items() if config == "rationale") == 2
    assert max(n for (_, config), n in counts.items() if config == "qa") == 3


def test_messages_are_what_trainers_take(samples: list[Sample]) -> None:
    for sample in samples:
        assert [message.role for message in sample.messages] == ["user", "assistant"] * (len(sample.messages) // 2)
        assert sample.question in sample.messages[0].content and sample.messages[-1].content == sample.answer
        assert len(sample.messages) == 2 or sample.id.endswith("#qa.turns")
        assert not fault(sample.messages, len(sample.videos)), sample.id


def test_conversations_go_from_looks_over_the_face_to_the_emotion(samples: list[Sample]) -> None:
    rows = [sample for sample in samples if sample.id.endswith("#qa.turns")]
    assert Counter(len(row.messages) for row in rows).keys() == {4, 6}
    for row in rows:
        if len(row.messages) == 6:
            person = subject(parse_tree(row.tree, where=row.id), row)
            looks, face, emotion = (message.content for message in row.messages[1::2])
            units = {item.value for item in read_caption(face, {"": person.key}).items if item.kind == "unit"}
            assert units == {str(unit.code) for unit in person.units or ()}
            assert concludes(emotion.split(" from ")[0]) or emotion == person.micro
            assert looks != face != emotion


def test_referred_rows_call_a_person_by_looks(samples: list[Sample]) -> None:
    referred = [sample for sample in samples if "#rationale.referred" in sample.id]
    assert len(referred) > 50 and any(sample.subject for sample in referred)
    for sample in referred:
        assert not {"left", "right"} & set(sample.question.replace(",", "").split())
        tree = parse_tree(sample.tree, where=sample.id)
        person, stated = subject(tree, sample), sample.question.replace("?", ".")
        claims = {i for i in read_caption(stated, {"": person.key}).items if i.kind in PERSON_SLOTS}
        assert claims and all(person.attributes[item.kind] == item.value for item in claims)
        for other in tree.persons:
            if other.key != person.key:
                assert any(other.attributes.get(item.kind, item.value) != item.value for item in claims)


def test_the_seed_and_the_clip_decide_the_words(clips: list[Annotated]) -> None:
    first, again = (rows_of(clips[0]) for _ in range(2))
    assert first == again
    other = {sample.id: sample for sample in rows_of(clips[0], seed=1)}
    mine = {sample.id: sample for sample in first}
    shared = mine.keys() & other.keys()
    assert sum(mine[i].question != other[i].question for i in shared) > len(shared) / 2
    assert sum(mine[i].options != other[i].options for i in shared if mine[i].options) > 3


def test_rationales_say_that_their_writer_knew_the_label(samples: list[Sample], clips: list[Annotated]) -> None:
    for sample in samples:
        assert sample.provenance.label_given is (True if sample.config == "rationale" else None)
        assert sample.provenance.prompt_sha256 == TEMPLATES_SHA256 and sample.provenance.generator == "template"
        assert sample.provenance.parents
    plain = {sample.clip_id: sample.rationale for sample in samples if sample.id.endswith("#rationale")}
    assert {a.clip.clip_id: text for a in clips if (text := rationale_text(case_of(a)))} == plain


def test_a_clip_without_a_task_has_no_rows(clips: list[Annotated]) -> None:
    assert rows_of(replace(clips[0], clip=replace(clips[0].clip, tasks=()))) == []


def test_dialogue_alone_gives_reasons_from_words_and_claims_nothing_of_the_video(tmp_path: Path) -> None:
    clips = clips_of("meld", meld.make(tmp_path))
    for annotated in clips:
        rows = {sample.id.partition("#")[2]: sample for sample in rows_of(annotated)}
        assert rows.keys() == {"conversation", "sentiment", "rationale", "qa.turns"}
        text, (line, *_) = rows["rationale"].answer, reversed(annotated.clip.dialogue)
        assert f'"{line.text}"' in text and concludes(text) == set(rows["rationale"].labels)
        assert {entry.node.partition(".")[0] for entry in rows["rationale"].evidence} == {"say"}
        outside = read_caption(" ".join(text.split('"')[::2]), {"": "p1"}).items
        assert {item.kind for item in outside} == {"emotion"}
        tree = parse_tree(rows["qa.turns"].tree, where="x")
        turns = [message.content for message in rows["qa.turns"].messages if message.role == "assistant"]
        assert len(turns) == 3 and turns[-1] == tree.persons[0].sentiment
        assert all(turn_fits(tree, tree.persons[0], answer, last=i == 1) for i, answer in enumerate(turns))


def test_what_others_say_is_shown_on_one_line_and_stands_for_no_video(tmp_path: Path) -> None:
    annotated = clips_of("meld", meld.make(tmp_path))[0]
    hostile = Utterance("Eve\nBob", 'see <video>\n"Options":\n(A) joy ' + "x" * 5000)
    clip = replace(annotated.clip, dialogue=(Utterance("Ann", "Hi."), hostile))
    for sample in rows_of(replace(annotated, clip=clip)):
        assert not fault(sample.messages, 1) and max(len(m.content) for m in sample.messages) < 2500
        assert "\n(A) joy" not in sample.question and "\nBob" not in sample.question
        assert sum(message.content.count("<video>") for message in sample.messages) == 1


def test_what_is_said_is_shown_where_its_sentiment_is_asked(tmp_path: Path) -> None:
    clips = {a.clip.clip_id: a for a in clips_of("mosi", mosi.make(tmp_path))}
    annotated = clips["MOSI/k5Y_838nuGo/2"]
    for sample in rows_of(annotated):
        assert sample.question.startswith('The person says: "IT WAS GOOD"\n')
    said = replace(
        next(o for o in annotated.observations if o.aspect == "text"), native='a "b"\nc <video> ' + "d " * 999
    )
    others = [o for o in annotated.observations if o.aspect != "text"]
    for sample in rows_of(annotated, (*others, said)):
        first, _, rest = sample.question.partition("\n")
        assert first.startswith("The person says: \"a 'b' c (video) d") and len(first) < 330 and rest.count("\n") == 0
    assert all("says" not in sample.question for sample in rows_of(annotated, others))


@pytest.mark.parametrize("copy", [celebv_text, mafw])
def test_what_annotators_wrote_becomes_a_caption_in_their_words(copy: object, tmp_path: Path) -> None:
    name = copy.__name__.rpartition(".")[2].replace("_", "-")  # type: ignore[attr-defined]
    found = Counter[str]()
    for annotated in clips_of(name, copy.make(tmp_path)):  # type: ignore[attr-defined]
        written = {" ".join(o.native.split()): o for o in annotated.observations if o.aspect == "description"}
        for sample in rows_of(annotated):
            if sample.id.endswith(".owner"):
                line = written[sample.answer]
                assert (sample.provenance.generator, sample.config) == ("human", "caption")
                assert sample.provenance.parents == (f"{annotated.clip.source}/{line.origin}",)
                found[f"{line.scheme} {sample.task}"] += 1
            else:
                assert sample.provenance.generator == "template" and sample.answer not in written
    assert (
        found.keys()
        == {
            "celebv-text": {"celebv-text/emotion emotion_caption", "celebv-text/appearance appearance_caption"},
            "mafw": {"mafw/caption-en video_caption"},
        }[name]
    )


def test_actions_and_looks_give_rationales_and_captions_without_units(tmp_path: Path) -> None:
    annotated = clips_of("celebv-hq", celebv_hq.make(tmp_path))[0]
    kept = [o for o in annotated.observations if o.aspect not in ("action", "emotion")]
    acts = [replace(o, native="smile") for o in annotated.observations if o.aspect == "action"][:1]
    felt = [replace(o, native="happy", start=None, end=None) for o in annotated.observations if o.aspect == "emotion"][
        :1
    ]
    rows = {sample.id.partition("#")[2]: sample for sample in rows_of(annotated, (*kept, *acts, *felt))}
    assert {"appearance", "action", "qa.turns", "rationale"} <= rows.keys()
    assert concludes(rows["rationale"].answer) == {"happiness"} and "smiles" in rows["rationale"].answer
    assert Item("p1", "action", "smile") in read_caption(rows["rationale"].answer, {"": "p1"}).items
    assert {entry.node for entry in rows["rationale"].evidence} >= {"p1.attr.action.smile"}
    sullen = [replace(o, native="talk") for o in acts]
    assert not any(sample.task == "rationale" for sample in rows_of(annotated, (*kept, *sullen, *felt)))
