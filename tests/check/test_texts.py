"""Words that splits share: what is about one clip is found, what is common, scripted or a template's is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.check import Overlap, Placed
from emocfg.check.texts import Asked, TextSharing, normalised

LINE = "You must have had your hands full"


def asked(
    name: str,
    split: str,
    lines: tuple[str, ...] = (),
    *,
    source: str = "talks",
    owner: bool = False,
    question: str = "Which emotion?",
    answer: str = "anger",
    open_: bool = False,
    generator: str = "template",
) -> Asked:
    clip = Placed(name, source, (name,), f"recording of {name}", split, owner)
    return Asked(clip, question, answer, open_, generator, lines)


def shared(*rows: Asked) -> list[Overlap]:
    sharing = TextSharing()
    for row in rows:
        sharing.add(row)
    return sharing.overlaps()


def test_a_line_that_is_said_in_two_splits_is_a_leak_however_it_is_written() -> None:
    (leak,) = shared(
        asked("a", "train", ("Hello.", f"{LINE}.")),
        asked("b", "test", (f"“{LINE.upper()}!”",)),
    )
    assert (leak.kind, leak.splits, leak.clips, leak.level) == ("dialogue", ("test", "train"), ("b", "a"), "error")
    assert leak.name == f"{LINE}."
    (warning,) = shared(asked("a", "train", (LINE,), owner=True), asked("b", "test", (LINE,), owner=True))
    assert warning.level == "warning"


def test_short_lines_leak_only_with_all_that_was_said_before() -> None:
    talk = ("Where have you been all day?", "Out.")
    assert shared(asked("a", "train", ("Out.",)), asked("b", "test", ("Out.",))) == []
    assert shared(asked("a", "train", ("Who is there now, then?", "Out.")), asked("b", "test", talk)) == []
    (leak,) = shared(asked("a", "train", talk), asked("b", "test", talk))
    assert (leak.kind, leak.name) == ("dialogue", "Where have you been all day? / Out.")


def test_common_speech_and_scripts_are_notes() -> None:
    common = [asked(f"c{n}", "train", ("What are you talking about?",)) for n in range(3)]
    (note,) = shared(*common, asked("b", "test", ("What are you talking about",)))
    assert (note.kind, note.level) == ("script", "note")
    (leak,) = shared(*common[:2], asked("b", "test", ("What are you talking about",)))
    assert leak.kind == "dialogue"
    scripted = [asked(split, split, (LINE,), source="RAVDESS") for split in ("train", "test")]
    assert [overlap.kind for overlap in shared(*scripted)] == ["script"]
    assert [overlap.kind for overlap in shared(scripted[0], asked("b", "test", (LINE,)))] == ["dialogue"]


def test_a_question_leaks_if_it_speaks_of_one_clip() -> None:
    def both(question: str, answer: str = "anger", **more: object) -> list[str]:
        rows = [asked(s, s, question=question, answer=answer, **more) for s in ("train", "test")]  # type: ignore[arg-type]
        return [overlap.kind for overlap in shared(*rows)]

    assert both("Which emotion does the person show?") == []
    assert both("What do you see?", "A man smiles and looks away from the camera.", open_=True) == []
    assert both("What does she feel when she says “I never wanted to come here”?") == ["question"]
    assert both('Is "oh no" said?') == []
    written = {"open_": True, "generator": "some-model"}
    assert both("What do you see?", "A man smiles and looks away from the camera.", **written) == ["question"]
    assert both("What do you see?", "A man smiles.", **written) == []
    said = [asked(s, s, (LINE,), question=f"Ana: {LINE}.\nWhich emotion?") for s in ("train", "test")]
    assert {overlap.kind for overlap in shared(*said)} == {"dialogue", "question"}


def test_another_answer_is_another_row() -> None:
    question = "What does she feel when she says “I never wanted to come here”?"
    assert shared(asked("a", "train", question=question), asked("b", "test", question=question, answer="fear")) == []


def test_words_without_spaces_are_counted() -> None:
    assert len(normalised("我不知道你在说什么。")) == 9
    (leak,) = shared(asked("a", "train", ("我不知道你在说什么",)), asked("b", "test", ("我不知道你在说什么!",)))
    assert leak.kind == "dialogue"


@pytest.mark.parametrize("text", ["", "...", "\ud800 odd"])
def test_odd_texts_are_no_words(text: str) -> None:
    assert shared(asked("a", "train", (text,)), asked("b", "test", (text,))) == []


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(("train", "test"))), max_size=12))
def test_every_planted_line_is_found_and_no_other(said: list[tuple[str, str]]) -> None:
    """Each letter stands for a line of its own."""
    rows = [asked(f"{n}", split, (f"the line called {line} is said here",)) for n, (line, split) in enumerate(said)]
    both = {line for line in "abcdefgh" if {split for other, split in said if other == line} == {"train", "test"}}
    found = {overlap.name.split()[3]: overlap for overlap in shared(*rows)}
    assert set(found) == both
    for line, overlap in found.items():
        assert overlap.kind == ("script" if sum(other == line for other, _ in said) >= 4 else "dialogue")
