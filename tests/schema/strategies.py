"""Random affective trees."""

from hypothesis import strategies as st

from emocfg.schema import (
    PERSON_SLOTS,
    SCENE_SLOTS,
    SPACES,
    ActionUnit,
    AffectiveTree,
    Emotion,
    Event,
    Person,
    Span,
    Utterance,
)
from emocfg.schema.lexicon import UNIT_NAMES

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
HUNDREDTHS = st.integers(0, 500).map(lambda n: n / 100)
SPANS = st.none() | st.tuples(HUNDREDTHS, HUNDREDTHS).map(lambda pair: Span(min(pair), max(pair)))
LABELS_11 = st.sampled_from(SPACES["emotion-11"].labels)


def optional_tuples(items: st.SearchStrategy[object], size: int) -> st.SearchStrategy[object]:
    return st.none() | st.lists(items, max_size=size).map(tuple)


@st.composite
def persons(draw: st.DrawFn, key: str, position: str) -> Person:
    slots = draw(st.lists(st.sampled_from(list(PERSON_SLOTS)), unique=True, max_size=8))
    return Person(
        key=key,
        position=position,
        attributes={s: draw(st.sampled_from(PERSON_SLOTS[s].values)) for s in PERSON_SLOTS if s in slots},
        looks=draw(optional_tuples(st.sampled_from(SPACES["appearance-40"].labels), 4)),  # type: ignore[arg-type]
        head_pose=draw(st.none() | st.sampled_from(SPACES["pose-7"].labels)),
        actions=draw(optional_tuples(st.builds(Event, st.sampled_from(SPACES["action-35"].labels), SPANS), 4)),  # type: ignore[arg-type]
        units=draw(
            optional_tuples(
                st.builds(
                    ActionUnit,
                    st.sampled_from(sorted(UNIT_NAMES)),
                    st.sampled_from(("", "L", "R")),
                    st.none() | st.integers(1, 100).map(lambda n: n / 100),
                    SPANS,
                ),
                5,
            )  # type: ignore[arg-type]
        ),
        emotions=draw(
            optional_tuples(
                st.builds(Emotion, LABELS_11, st.none() | st.sampled_from(("low", "medium", "high")), SPANS), 3
            )  # type: ignore[arg-type]
        ),
        sentiment=draw(st.none() | st.sampled_from(SPACES["sentiment-3"].labels)),
        valence=draw(st.none() | st.integers(-300, 300).map(lambda n: n / 100)),
        micro=draw(st.none() | st.sampled_from(SPACES["micro-3"].labels)),
    )


@st.composite
def trees(draw: st.DrawFn) -> AffectiveTree:
    sides = draw(st.sampled_from(((), ("",), ("left", "right"))))
    people = tuple(draw(persons(f"p{i + 1}", side)) for i, side in enumerate(sides))
    scene = {s: draw(TEXT) for s in draw(st.lists(st.sampled_from(SCENE_SLOTS), unique=True))}
    dialogue = tuple(draw(st.lists(st.builds(Utterance, TEXT, TEXT), max_size=3)))
    relation = draw(st.none() | st.sampled_from(SPACES["relation-5"].labels))
    return AffectiveTree({s: scene[s] for s in SCENE_SLOTS if s in scene}, people, dialogue, relation)
