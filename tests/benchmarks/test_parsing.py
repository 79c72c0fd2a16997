"""Answers are read strictly: right where they are clear, not at all where they are not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.final import final_text, is_refusal
from benchmarks.parsing import parse_multi, parse_single
from emocfg.schema import SPACES, display, letter
from emocfg.schema.lexicon import EMOTION_WORDS

SEVEN = SPACES["emotion-7"].labels
UNITS = SPACES["au-12"].labels
FINE = SPACES["fine-22"].labels
SPACES_OF_ONE = [
    SPACES[name]
    for name in (
        "emotion-7",
        "emotion-8",
        "emotion-11",
        "sentiment-3",
        "sentiment-5",
        "sentiment-7",
        "pose-7",
        "micro-3",
        "identity-2",
        "fine-22",
    )
]
SPACES_OF_SOME = [SPACES[name] for name in ("au-12", "appearance-40", "action-35", "emotion-11")]


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("happiness", "happiness"),
        ("  Happy.  ", "happiness"),
        ("**joyful**", "happiness"),
        ("B", "happiness"),
        ("(B)", "happiness"),
        ("B.", "happiness"),
        ("b) happiness", "happiness"),
        ("(B) happiness", "happiness"),
        ("Option (B).", "happiness"),
        ("Answer: B", "happiness"),
        ("The answer is (B).", "happiness"),
        ("Final answer: happy", "happiness"),
        ('{"answer": "joy"}', "happiness"),
        ('```json\n{"emotion": "joy"}\n```', "happiness"),
        ('{"answer": "joy", "label": "sad"}', None),
        ("<think>sad? no, happy</think>\nhappiness", "happiness"),
        ("<think>sad? no, happy", None),
        ("sad</think>happy", "happiness"),
        ("The person smiles and looks happy, not sad.", "happiness"),
        ("She is neither sad nor angry but happy.", "happiness"),
        ("happy or sad", None),
        ("Maybe happy.", None),
        ("either anger or disgust", None),
        ("first angry, then happy", None),
        ("not happy", None),
        ("isn't happy", None),
        ("contempt", None),
        ("contempt, a kind of disgust", None),
        ("(B) sadness", None),
        ("A person is happy", "happiness"),
        ("I", None),
        ("", None),
        ("   ", None),
        ("42", None),
        ("Options: neutral, happiness, sadness, anger", None),
        ("Error code: 500", None),
        ("<answer>B</answer>", "happiness"),
        (r"\boxed{B}", "happiness"),
        ("B\n\nExplanation: she smiles", "happiness"),
        ("The answer is B because she smiles", "happiness"),
        ("I think it's B", "happiness"),
        ("The correct option is (B).", "happiness"),
        ("**B** sadness", None),
        ("B - sadness", None),
        ("sadness (B)", None),
        ("The person's emotion is best described as happiness (B).", "happiness"),
        ("The most likely emotion is happiness.", "happiness"),
        ("She appears to be happy, as she smiles.", "happiness"),
        ("happiness without sadness, anger, and fear", "happiness"),
        ("Happiness is not present", None),
        ("Happiness? No.", None),
        ("anything but happy", None),
        ("lack of happiness", None),
        ("I'm happy to help, but I cannot identify emotions.", None),
        ("A: the person is smiling.", None),
        ("Probably (happiness)", None),
        ("I don't know. Happiness?", None),
        ("Answer: happiness. The least likely answer is sadness.", None),
        ("The answer is not (B).", None),
        ("(B) is wrong.", None),
        ("I would rule out happiness.", None),
        ("It is the opposite of happiness.", None),
        ("far from happy", None),
        ("happiness does not fit", None),
        ("happiness can be ruled out", None),
        ("happiness is definitely not the answer", None),
        ("happiness would not be correct", None),
        ("The person shows happiness, which may be due to the letter.", "happiness"),
        ("I can't identify who this is, but the emotion is happiness.", "happiness"),
        ("(B) happiness. The smile could also be a sign of joy.", "happiness"),
        ("The person is showing happiness, as indicated by the smile or laughter.", "happiness"),
        ("I cannot determine the exact cause, but the person looks happy.", "happiness"),
        ("I choose B.", "happiness"),
        ("B is correct.", "happiness"),
        ("[B]", "happiness"),
        ("I cannot see the video, but happiness is common.", None),
    ],
)
def test_one_label(answer: str, label: str | None) -> None:
    assert parse_single(answer, SEVEN) == label


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("strong joy", "happiness_high"),
        ("happiness (low)", "happiness_low"),
        ("happiness_medium", "happiness_medium"),
        ("neutral", "neutral"),
        ("very sad", "sadness_high"),
        ("sadness", None),
        ("high", None),
        ("strong joy and sadness", None),
        ("slight or strong joy", None),
        ("slightly angry, strongly so", None),
        ("happiness of medium intensity", "happiness_medium"),
        ("Emotion: happiness, intensity: high", "happiness_high"),
        ("happiness, with high confidence", None),
        ("anger; the light is low", None),
    ],
)
def test_emotion_with_intensity(answer: str, label: str | None) -> None:
    assert parse_single(answer, FINE) == label


@pytest.mark.parametrize(
    ("answer", "labels"),
    [
        ("AU1, AU4", {"AU1", "AU4"}),
        ("AU 1 and AU 12.", {"AU1", "AU12"}),
        ("A, C", {"AU1", "AU4"}),
        ("(A) (C)", {"AU1", "AU4"}),
        ('["AU1", "AU4"]', {"AU1", "AU4"}),
        ('{"labels": []}', set()),
        ("none", set()),
        ("None of these.", set()),
        ("No action units are active.", set()),
        ("inner brow raiser; lips part", {"AU1", "AU25"}),
        ("AU1 but not AU4", {"AU1"}),
        ("AU1, no AU4, AU6", None),
        ("AU1 or AU4", None),
        ("perhaps AU1", None),
        ("none, except AU4", None),
        ("AU5", None),
        ('{"AU1": false, "AU4": true}', {"AU4"}),
        ('{"AU1": 1}', None),
        ("AU1: no\nAU4: yes", {"AU4"}),
        ("AU 1, 4 and 12", {"AU1", "AU4", "AU12"}),
        ("AU25/26", {"AU25", "AU26"}),
        ("- AU6\n- AU12", {"AU6", "AU12"}),
        ("AU6 (cheek raiser), AU12 (lip corner puller)", {"AU6", "AU12"}),
        ("The person does not show AU1, AU2, AU4, AU6. She shows AU12.", {"AU12"}),
        ("AU12 and AU25. There is no AU1, AU2, AU4 or AU6.", {"AU12", "AU25"}),
        ("Raised eyebrows and a dropped jaw.", {"AU1", "AU2", "AU26"}),
        ("The inner brows are slightly raised and the lips are pressed together.", {"AU1", "AU24"}),
        ("(A) AU1, (C) AU4", {"AU1", "AU4"}),
        ("A. AU1, C. AU4", {"AU1", "AU4"}),
        ("A) AU1\nC) AU4", {"AU1", "AU4"}),
        ("(C) AU1, (A) AU4", None),
        ("Options A and C", {"AU1", "AU4"}),
        ("[AU1, AU4]", {"AU1", "AU4"}),
        ("(A) and (C), but not (B)", {"AU1", "AU4"}),
        ("(A): yes\n(B): no\n(C): yes", {"AU1", "AU4"}),
        ("None of (A), (B)", None),
        ("Inactive units: AU1, AU2, AU6.", None),
        ("AU1, AU2 and AU6 are not active.", None),
        ("AU6 and AU12 are active; AU1, AU2 and AU4 are not active.", {"AU6", "AU12"}),
        ("Present: AU6, AU12\nAbsent: AU1, AU2", {"AU6", "AU12"}),
        ("Absent:\n- AU1\n- AU2\nPresent:\n- AU6", {"AU6"}),
        ("AU6. AU12 cannot be seen", {"AU6"}),
        ("AU6; AU12 does not occur", {"AU6"}),
        ("Action units 1, 2, 6, 12 and 26 are active.", {"AU1", "AU2", "AU6", "AU12", "AU26"}),
        ("AU01, AU02, AU06", {"AU1", "AU2", "AU6"}),
        ("All except AU1", set(UNITS) - {"AU1"}),
        ("No facial action units other than AU12", None),
        ("Out of AU1, AU2, AU4 and AU12, only AU12 is active", None),
        ("AU1 is not active", None),
        ("None, the video is not visible.", None),
        ("smile", None),
        ("", None),
    ],
)
def test_several_labels(answer: str, labels: set[str] | None) -> None:
    assert parse_multi(answer, UNITS) == (None if labels is None else frozenset(labels))


@pytest.mark.parametrize(
    ("space", "answer", "label"),
    [
        ("identity-2", "yes", "same"),
        ("identity-2", "Yes, it is the same person.", "same"),
        ("identity-2", "They are not the same", "different"),
        ("identity-2", "No, they are different people", "different"),
        ("identity-2", "The two videos do not show the same person.", "different"),
        ("identity-2", "I don't think they are the same person.", "different"),
        ("identity-2", "They are different individuals.", "different"),
        ("identity-2", "The persons in the videos are different.", "different"),
        ("identity-2", "The two people are the same.", "same"),
        ("identity-2", "They are the same height.", None),
        ("identity-2", "I have no idea.", None),
        ("pose-7", "Maybe, front.", None),
        ("pose-7", "front?", None),
        ("pose-7", "Definitely wrong: front", None),
        ("identity-2", "I see no difference.", None),
        ("identity-2", "They have the same hair color.", None),
        ("pose-7", "Front.", "front"),
        ("pose-7", "The head is turned slightly to the left.", "left_30"),
        ("pose-7", "sits in front of a wall", None),
        ("sentiment-7", "mildly positive", "weakly_positive"),
        ("sentiment-7", "less negative", None),
        ("sentiment-3", "mildly positive", "positive"),
        ("sentiment-3", "non-negative", None),
    ],
)
def test_words_that_are_plain_english_elsewhere(space: str, answer: str, label: str | None) -> None:
    assert parse_single(answer, SPACES[space].labels) == label


@pytest.mark.parametrize(
    "answer",
    ["I cannot identify people in videos.", "I'm sorry, I can\u2019t help with that.", "As an AI, I do not see."],
)
def test_refusals(answer: str) -> None:
    assert is_refusal(answer)
    assert parse_single(answer, SEVEN) is None


@pytest.mark.parametrize("answer", ["I can see that she is happy", "She cannot stop smiling"])
def test_not_refusals(answer: str) -> None:
    assert not is_refusal(answer)


@given(st.sampled_from(SPACES_OF_ONE), st.randoms(use_true_random=False), st.data())
def test_every_label_is_read_by_name_and_letter_in_any_order(
    space: object, random: object, data: st.DataObject
) -> None:
    options = list(space.labels)  # type: ignore[attr-defined]
    random.shuffle(options)  # type: ignore[attr-defined]
    label = data.draw(st.sampled_from(options))
    place = letter(options.index(label))
    name = display(label)
    for form in (
        name,
        name.upper(),
        label,
        f"({place})",
        f"{place}.",
        f"({place}) {name}",
        f"The answer is {name}.",
        f"<think>{display(options[0])}?</think>{name}",
    ):
        assert parse_single(form, options) == label, form


@given(st.sampled_from(SPACES_OF_ONE), st.data())
def test_two_labels_are_never_one(space: object, data: st.DataObject) -> None:
    first, second = data.draw(st.lists(st.sampled_from(space.labels), min_size=2, max_size=2, unique=True))  # type: ignore[attr-defined]
    for joint in (" or ", ", ", " / ", " and "):
        assert parse_single(f"{display(first)}{joint}{display(second)}", space.labels) is None  # type: ignore[attr-defined]


@given(st.sampled_from(SPACES_OF_SOME), st.data())
def test_every_set_is_read_by_names_and_letters(space: object, data: st.DataObject) -> None:
    options = data.draw(st.permutations(space.labels))  # type: ignore[attr-defined]
    chosen = data.draw(st.lists(st.sampled_from(options), unique=True, min_size=1, max_size=6))
    names, letters = [display(label) for label in chosen], [letter(options.index(label)) for label in chosen]
    for form in (
        ", ".join(names),
        "; ".join(names),
        " and ".join(names),
        ", ".join(letters),
        " ".join(f"({name})" for name in letters),
    ):
        assert parse_multi(form, options) == frozenset(chosen), form


@given(st.text(max_size=200), st.sampled_from(SPACES_OF_ONE + SPACES_OF_SOME))
def test_no_text_breaks_the_parser_or_gives_a_label_that_is_no_option(text: str, space: object) -> None:
    labels = space.labels  # type: ignore[attr-defined]
    single, multi = parse_single(text, labels), parse_multi(text, labels)
    assert single is None or single in labels
    assert multi is None or multi <= set(labels)


@given(st.sampled_from(sorted(EMOTION_WORDS)), st.data())
def test_negated_synonyms_never_count(label: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from([w for w in EMOTION_WORDS[label] if not w.startswith("no ")]))
    for form in (f"not {word}", f"The person does not look {word}.", f"no {word} at all", f"without {word}"):
        assert parse_single(form, SPACES["emotion-11"].labels) is None, form


def test_a_huge_answer_is_read_in_time() -> None:
    assert parse_single("blah " * 200_000 + "happy", SEVEN) is None
    assert final_text("<think>" * 100_000) is None


@pytest.mark.parametrize(
    ("answer", "labels"),
    [
        ("The person has short, wavy blonde hair.", {"wavy_hair", "blonde_hair"}),
        ("blonde wavy hair", {"wavy_hair", "blonde_hair"}),
        (
            "long, straight, black hair and a big, pointy nose",
            {"long_hair", "straight_hair", "black_hair", "big_nose", "pointy_nose"},
        ),
        ("rosy cheeks, wavy hair, no beard, no hat", {"rosy_cheeks", "no_beard", "wavy_hair"}),
        ("He does not have a beard.", {"male", "no_beard"}),
        ("clean-shaven, 5 o'clock shadow", {"no_beard", "5_o_clock_shadow"}),
        ("not wavy hair, brown hair", None),
    ],
)
def test_looks_are_read_as_they_are_described(answer: str, labels: set[str] | None) -> None:
    assert parse_multi(answer, SPACES["appearance-40"].labels) == (None if labels is None else frozenset(labels))


@given(
    st.text(alphabet="it's {}[]\":,happyTrue", max_size=40), st.sampled_from(["{%s}", "[%s]", "<answer>{%s}</answer>"])
)
@example("it's happy", "{%s}")
def test_brackets_and_apostrophes_never_raise(text: str, form: str) -> None:
    assert parse_single(form % text, ["happiness", "sadness"]) in ("happiness", "sadness", None)
