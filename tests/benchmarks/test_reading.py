"""What holds of every answer: order, reasoning, negation, doubt and length never turn into another label."""

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.parsing import parse_multi, parse_single
from benchmarks.reading.abroad import in_english
from emocfg.schema import SPACES, display
from tests.benchmarks.answers.measure import HALVES, cases

EIGHT = SPACES["emotion-8"].labels
UNITS = SPACES["au-12"].labels
WORDS = {
    "neutral": ("neutral", "expressionless", "中性", "neutre"),
    "happiness": ("joyful", "cheerful", "高兴", "fröhlich", "felicità"),
    "sadness": ("sorrow", "grief", "悲伤", "tristesse", "грусть"),
    "anger": ("furious", "irritated", "愤怒", "wütend", "분노"),
    "surprise": ("astonished", "startled", "惊讶", "überrascht", "sorpresa"),
    "fear": ("terrified", "scared", "恐惧", "miedo", "страх"),
    "disgust": ("revolted", "disgusted", "厌恶", "ekel", "nojo"),
    "contempt": ("scornful", "disdain", "轻蔑", "mépris", "disprezzo"),
}
LABELS, EITHER = st.sampled_from(EIGHT), st.lists(st.sampled_from(EIGHT), min_size=2, max_size=2, unique=True)


def word(data: st.DataObject, label: str) -> str:
    return data.draw(st.sampled_from((display(label), *WORDS[label])))


@pytest.mark.parametrize(("half", "floor"), [(half, 1.0) for half in HALVES if half != "held"])
def test_answers_by_other_writers_are_read_and_never_guessed(half: str, floor: float) -> None:
    texts = cases(half)
    counts = Counter(case.verdict for case in texts)
    assert (counts["guessed"], counts["wrong"]) == (0, 0)
    assert counts["right"] / len(texts) >= floor


@given(st.permutations(EIGHT), LABELS, st.data())
def test_the_order_of_options_changes_nothing(options: list[str], label: str, data: st.DataObject) -> None:
    said = word(data, label)
    for form in ("{}", "The answer is {}.", "Final answer: {}", "She looks calm at first. So I would say {}."):
        assert parse_single(form.format(said), options) == label


@given(st.text(alphabet=st.characters(exclude_characters="<>"), max_size=100), LABELS, st.data())
def test_finished_reasoning_changes_nothing(thought: str, label: str, data: st.DataObject) -> None:
    said = word(data, label)
    assert parse_single(f"<think>{thought}</think>{said}", EIGHT) == parse_single(said, EIGHT) == label


@given(EITHER, st.data())
def test_two_claimed_labels_are_never_one(labels: list[str], data: st.DataObject) -> None:
    one, other = word(data, labels[0]), word(data, labels[1])
    joints = (" or ", ", ", " and ", " / ", " → ", " versus ", "; ", " and then ", " mixed with ")
    for joint in joints:
        assert parse_single(f"{one}{joint}{other}", EIGHT) is None, joint


@given(LABELS, st.data())
def test_a_negated_label_alone_is_never_read(label: str, data: st.DataObject) -> None:
    said = word(data, label)
    denials = (
        *("not {}", "The person is not {}.", "no {}", "without {}", "hardly {}", "anything but {}", "{} is ruled out"),
        *("{}: no", "{} ✗", "{} can be excluded", "{} doesn't fit", "I exclude {}", "I would rule {} out", "{}? No."),
        *("I don't think it is {}.", "The answer is not {}.", "free from {}", "nothing {} about it"),
    )
    for form in denials:
        assert parse_single(form.format(said), EIGHT) is None, form.format(said)


@given(LABELS, st.data())
def test_a_doubted_label_is_never_read(label: str, data: st.DataObject) -> None:
    said = word(data, label)
    for form in (
        "maybe {}",
        "possibly {}",
        "{}?",
        "I guess {}",
        "could be {}",
        "{}, perhaps",
        "not sure, {}",
        "{} or not",
    ):
        assert parse_single(form.format(said), EIGHT) is None, form.format(said)


@given(EITHER, st.data())
def test_the_conclusion_counts(labels: list[str], data: st.DataObject) -> None:
    wrong, right = word(data, labels[0]), word(data, labels[1])
    forms = (
        *("It might be {0}.\n\nFinal answer: {1}", "Not {0} but {1}", "{0} can be ruled out. Conclusion: {1}"),
        *("At first I see {0}. Wait, actually it is {1}.", "More {1} than {0}", "{1} rather than {0}", "{0} ✗, {1} ✓"),
        *("{0}: 20 %, {1}: 80 %", "{0}: no\n{1}: yes", "I thought of {0}, but my final answer is {1}."),
    )
    for form in forms:
        assert parse_single(form.format(wrong, right), EIGHT) == labels[1], form.format(wrong, right)


@given(st.permutations(EIGHT), EITHER)
def test_a_letter_that_contradicts_the_label_is_not_read(options: list[str], labels: list[str]) -> None:
    place = "ABCDEFGH"[options.index(labels[0])]
    for form in (
        "({0}) {1}",
        "{0}) {1}",
        "{0}. {1}",
        "{0}: {1}",
        "{0} - {1}",
        "{1} ({0})",
        "**{0}.** {1}",
        "Answer: {0} ({1})",
    ):
        assert parse_single(form.format(place, labels[1]), options) is None, form


@given(st.lists(st.sampled_from(UNITS), unique=True, min_size=1, max_size=5))
def test_units_are_read_in_any_notation(units: list[str]) -> None:
    codes = [unit.removeprefix("AU") for unit in units]
    forms = (
        *(", ".join(codes), "AU" + "+".join(codes), " and ".join(units), ", ".join(f"AU {code}" for code in codes)),
        *(", ".join(f"{unit}C" for unit in units), "\n".join(f"- {unit.lower()}" for unit in units)),
        "\n".join(f"{unit}: {'yes' if unit in units else 'no'}" for unit in UNITS),
        "\n".join(f"{unit} = {int(unit in units)}" for unit in UNITS),
    )
    for form in forms:
        assert parse_multi(form, UNITS) == frozenset(units), form


@settings(max_examples=50)
@given(
    st.sampled_from(sorted(SPACES)),
    st.lists(st.sampled_from('(A) |not |happy |yes|: |\n|- |或|AU1, |30° |{|"|left |no '.split("|")), max_size=40),
)
def test_no_mix_of_forms_breaks_the_parser(space: str, parts: list[str]) -> None:
    labels = SPACES[space].labels
    single, several = parse_single("".join(parts), labels), parse_multi("".join(parts), labels)
    assert single is None or single in labels
    assert several is None or several <= set(labels)


@pytest.mark.parametrize(
    "part", ["- ", "(A) ", "the first and ", "happy yes ", "my my ", "very ", "不是", "so I choose ", '"a ']
)
def test_no_pattern_explodes(part: str) -> None:
    """A pattern that backtracks would take minutes here; the bound is only to tell the two apart."""
    begun = time.process_time()
    for space in ("emotion-8", "au-12", "pose-7", "fine-22", "identity-2"):
        parse_multi(part * (100_000 // len(part)), SPACES[space].labels)
    assert time.process_time() - begun < 60


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("AU1, AU2, AU", None),
        ("AU6, AU12,", None),
        ("AU6 (cheek raiser), AU12 (lip", None),
        ("AU12 is present. Some frames show", {"AU12"}),
        ("The units that move are AU6 and", None),
        ("AU12 active. AU12 inactive.", None),
        ("AU6, AU12. Wait, also AU25.", {"AU6", "AU12", "AU25"}),
        ("AU6, AU12, no wait, AU6, AU25.", {"AU6", "AU25"}),
        ("A, C, E. No wait, scratch A. Only C and E.", {"AU4", "AU7"}),
        ("A, C, E minus A", None),
        ("AU4, AU7: absent. AU12, AU25: present.", {"AU12", "AU25"}),
        ("Active → AU1, AU4\nInactive → AU2", {"AU1", "AU4"}),
        ("None; her whole face remains still.", set()),
        ('{"visible": ["AU6"], "not_visible": ["AU4"]}', {"AU6"}),
    ],
)
def test_lists_that_are_cut_corrected_or_contradicted(text: str, labels: set[str] | None) -> None:
    options = ["AU1", "AU2", "AU4", "AU6", "AU7", "AU12", "AU25"]
    options = ["AU1", "AU2", "AU4", "AU12", "AU7", "AU6", "AU25"] if text.startswith("A, C") else options
    assert parse_multi(text, options) == (None if labels is None else frozenset(labels))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Her mouth curls. The emotion she shows is", None),
        ("She is happy. She is not happy.", None),
        ("Not happy. Happy.", None),
        ("I am not convinced that it is anger.", None),
        ("He tries hard to look cheerful.", None),
        ("He pretends to be happy but is actually sad.", "sadness"),
        ("He looks less angry than sad.", "sadness"),
        ("The label that fits least is anger.", None),
        ("Anger is possible.", None),
        ("almost angry", None),
        ("1. sadness 2. anger 3. fear", None),
        ("Had he smiled, I would say joy.", None),
        ("What is missing is joy.", None),
        ("Nothing more can be done → sadness", "sadness"),
        ("All of this points to fear.", "fear"),
        ("The brow points to anger. The mouth points to disgust.", None),
        ("The face rests, so neutral.", "neutral"),
        ("It is hard to miss: he is furious.", "anger"),
        ("anger: 4/10\nsadness: 7/10", "sadness"),
        ("Number four.", "anger"),
        ("C. No wait, E.", "surprise"),
        ("B and I think it is B", "happiness"),
        ("我选E。", "surprise"),
        ("Ekel, ohne Zweifel.", "disgust"),
        ("La peur est exclue.", None),
    ],
)
def test_turns_of_phrase(text: str, label: str | None) -> None:
    assert parse_single(text, EIGHT) == label


@pytest.mark.parametrize(
    ("space", "text", "label"),
    [
        ("pose-7", "The chin drops.", "down"),
        ("pose-7", "She raises her chin.", "top"),
        ("pose-7", "turned left by 30 to 60 degrees", None),
        ("pose-7", "left, maybe 60 degrees", None),
        ("pose-7", "not frontal, not 60 either: right 30", "right_30"),
        ("fine-22", "anger, weak at first but strong in the end", None),
        (
            "sentiment-7",
            "On a scale from highly negative to highly positive I place this at weakly negative.",
            "weakly_negative",
        ),
    ],
)
def test_degrees_and_ranges(space: str, text: str, label: str | None) -> None:
    assert parse_single(text, SPACES[space].labels) == label


def test_english_stays_as_it_is() -> None:
    text = "A media story: come here, read the pony's hat, intensity low, non-negative, a stark contrast"
    assert in_english(text) == text
