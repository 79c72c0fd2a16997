"""The typed alignment: perfect is 1 in any order and under any name, right claims help, hedges and lists do not."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from emocfg.schema import PERSON_SLOTS, SPACES, ActionUnit, AffectiveTree, Emotion, Person, read_tree, to_text
from tests.schema.strategies import trees
from videmo_ref.rewards import UNIFORM, AlignedReward, Parts, Weights, idf_weights, prior_tree
from videmo_ref.rewards.alignment import Alignment, align
from videmo_ref.rewards.claims import Claim, Claims, claims_of

REWARD = AlignedReward()
WEIGHTS = Weights(idf={("emotion", "anger"): 0.3, ("gender", "male"): 0.4, ("unit", "12"): 2.5}, unseen=1.3)


def aligned(said: AffectiveTree, true: AffectiveTree, weights: Weights = UNIFORM) -> Alignment:
    return align(claims_of(said), claims_of(true), weights)


def known_trees() -> st.SearchStrategy[AffectiveTree]:
    """Trees that know something."""
    return trees().filter(lambda tree: claims_of(tree).count() > 0)


@given(known_trees(), st.sampled_from((UNIFORM, WEIGHTS)))
@settings(max_examples=60)
def test_the_truth_scores_one_on_every_level_it_knows(tree: AffectiveTree, weights: Weights) -> None:
    result = aligned(tree, tree, weights)
    assert result.score() == 1
    assert set(result.scores()) <= {1.0, None}


@given(trees(), trees(), st.sampled_from((UNIFORM, WEIGHTS)))
@settings(max_examples=60)
def test_every_score_is_a_share(said: AffectiveTree, true: AffectiveTree, weights: Weights) -> None:
    result = aligned(said, true, weights)
    assert 0 <= result.score() <= 1
    assert all(score is None or 0 <= score <= 1 for score in result.scores())


@given(trees(), trees())
@settings(max_examples=60)
def test_order_keys_and_places_of_persons_do_not_matter(said: AffectiveTree, true: AffectiveTree) -> None:
    def turn(person: Person, key: str) -> Person:
        attributes = dict(reversed(person.attributes.items()))
        sets = {name: (getattr(person, name) or ())[::-1] or getattr(person, name) for name in ("units", "emotions")}
        return replace(person, key=key, position="", attributes=attributes, **sets)

    turned = tuple(turn(person, f"p{9 - i}") for i, person in enumerate(said.persons[::-1]))
    other = replace(said, persons=turned)
    assert aligned(other, true, WEIGHTS).score() == pytest.approx(aligned(said, true, WEIGHTS).score())


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 5), min_size=2, max_size=4))
def test_it_is_symmetric_where_both_know_the_same(drawn: list[tuple[int, ...]]) -> None:
    """What one side does not know is not asked, so only trees that know the same kinds can be exchanged."""
    ages, felt, units = PERSON_SLOTS["age"].values, SPACES["emotion-11"].labels, (1, 2, 12, 14)
    people = [
        Person(
            f"p{1 + i // 2}",
            attributes={"age": ages[a % 3], "gender": PERSON_SLOTS["gender"].values[b % 2]},
            units=tuple(map(ActionUnit, units[c:])),
            emotions=(Emotion(felt[d]), Emotion(felt[d + e]))[: 1 + a % 2],
        )
        for i, (a, b, c, d, e) in enumerate(drawn)
    ]
    one, two = AffectiveTree(persons=tuple(people[::2])), AffectiveTree(persons=tuple(people[1::2]))
    assert aligned(one, two, WEIGHTS).score() == pytest.approx(aligned(two, one, WEIGHTS).score())


@given(known_trees(), st.data(), st.sampled_from((UNIFORM, WEIGHTS)))
@settings(max_examples=60)
def test_one_more_right_claim_never_costs(tree: AffectiveTree, data: st.DataObject, weights: Weights) -> None:
    whole = claims_of(tree)
    places = [(i, kind, claim) for i, g in enumerate((whole.scene, *whole.persons)) for kind in g for claim in g[kind]]
    kept = data.draw(st.lists(st.sampled_from(places), unique=True))
    more = data.draw(st.sampled_from(places))
    assume(more not in kept)

    def part(chosen: list[tuple[int, str, Claim]]) -> Claims:
        groups: list[dict[str, tuple[Claim, ...]]] = [{} for _ in range(1 + len(whole.persons))]
        for i, kind, claim in places:
            if (i, kind, claim) in chosen:
                groups[i][kind] = (*groups[i].get(kind, ()), claim)
        return Claims(groups[0], tuple(groups[1:]))

    before, after = (align(part(chosen), whole, weights).score() for chosen in (kept, [*kept, more]))
    assert after > before


@given(trees(), trees())
@settings(max_examples=60)
def test_a_text_earns_what_its_tree_does(said: AffectiveTree, true: AffectiveTree) -> None:
    parts = REWARD.score(to_text(said), true)
    assert parts.parsed
    assert parts.conflicts == 0
    assert parts.total == pytest.approx(max(-1, aligned(said, true).score() - parts.penalty))
    assert [parts.attribute, parts.expression, parts.emotion] == aligned(said, true).scores()


@given(st.text(alphabet='<>/aetxpromp1:;=@*"-U12\n ', max_size=200), trees(), trees())
@settings(max_examples=40)
def test_any_text_has_a_reward(text: str, true: AffectiveTree, prior: AffectiveTree) -> None:
    for said in (text, f"<attr>{text}</attr>", f"<emo>\np1:{text}\n</emo>"):
        for reward in (REWARD, AlignedReward(prior=prior)):
            assert -1 <= reward.score(said, true).total <= 1


TREE, _ = read_tree(
    "<attr>\nscene: lighting=dim\np1: gender=male; age=young\n</attr>\n<expr>\np1: AU6; AU12\n</expr>\n"
    "<emo>\np1: happiness*high\n</emo>"
)


def parts(text: str, tree: AffectiveTree = TREE) -> Parts:
    return REWARD.score(text, tree)


def test_each_level_is_scored_as_soon_as_its_tag_closes_it() -> None:
    text = to_text(TREE)
    grown = [text[: text.index(tag) + len(tag)] for tag in ("</attr>", "</expr>", "</emo>")]
    found = [parts(said) for said in grown]
    assert [(p.attribute, p.expression, p.emotion) for p in found] == [(1, 0, 0), (1, 1, 0), (1, 1, 1)]
    assert [p.total for p in found] == pytest.approx([6 / 9, 10 / 11, 1])


def test_a_truncated_level_counts_as_empty() -> None:
    cut = parts(to_text(TREE).removesuffix("</emo>"))
    assert (cut.emotion, cut.attribute, cut.expression) == (0, 1, 1)
    assert cut.conflicts > 0


def test_two_values_of_a_slot_are_wrong_both_and_a_repetition_is_nothing() -> None:
    said = "<attr>\nscene: lighting=dim\np1: gender=male; age=young{}\n</attr>"
    assert parts(said.format("")).attribute == parts(said.format("; age=young")).attribute == 1
    hedged = parts(said.format("; age=elderly"))
    assert hedged.attribute == pytest.approx(2 * 2 / (3 + 4))
    assert hedged.conflicts == 0.5
    assert parts(said.format("; age=elderly; age=young")).attribute == hedged.attribute


def test_what_a_set_says_beyond_its_cap_is_wrong() -> None:
    first, last = (
        parts(f"<emo>\np1: {felt}\n</emo>").emotion
        for felt in (
            "happiness*high; anger; fear; disgust",
            "anger; fear; disgust; happiness*high",
        )
    )
    assert (first, last) == (2 / 5, 0)


def test_nothing_there_is_a_claim() -> None:
    still = replace(TREE, persons=(replace(TREE.persons[0], units=()),))
    assert parts("<expr>\np1: none\n</expr>", still).expression == 1
    assert parts("<expr>\np1: AU12\n</expr>", still).expression == 0
    assert parts("<expr>\n</expr>", still).expression == 0


def test_what_the_reference_does_not_know_counts_neither_way() -> None:
    said = to_text(TREE).replace("age=young", "age=young; hat=hat; action=nod")
    assert parts(said).attribute == 1
    unknown = replace(TREE, persons=(replace(TREE.persons[0], units=None),))
    assert parts(to_text(TREE), unknown).expression is None
    assert parts(to_text(TREE), unknown).total == pytest.approx(1 - parts(to_text(TREE), unknown).penalty)


def test_a_person_who_is_not_there_costs() -> None:
    both = to_text(TREE).replace("p1: gender=male; age=young", "p1: gender=male; age=young\np2: gender=female")
    assert parts(both).attribute == pytest.approx(6 / 7)


def test_an_invented_word_costs_as_a_fault_and_length_beyond_half_more_costs() -> None:
    invented = parts(to_text(TREE).replace("young", "ancient"))
    assert invented.attribute == pytest.approx(4 / 5)
    assert invented.conflicts == pytest.approx(1 / 6)
    assert parts(to_text(TREE) + " " * len(to_text(TREE))).penalty == pytest.approx(0.05)


def test_the_relation_belongs_to_the_emotion_level() -> None:
    tree = AffectiveTree(relation="tense")
    assert parts("<emo>\nscene: relation=tense\n</emo>", tree).emotion == 1
    assert parts("<emo>\nscene: relation=hostile\n</emo>", tree).emotion == 0.3


def test_weights_are_clipped_inverse_frequencies_among_those_who_know_the_kind() -> None:
    people = [Person("p1", attributes={"gender": "male"}) for _ in range(98)]
    people += [Person("p1", emotions=(Emotion("fear"),)), Person("p1", emotions=(Emotion("anger"),))]
    weights = idf_weights([AffectiveTree(persons=(person,)) for person in people], {"attribute": 2, "emotion": 1})
    assert weights.of(Claim("gender", "male")) == 2 * 0.3
    assert weights.of(Claim("emotion", "fear")) == pytest.approx(0.405465, abs=1e-6)  # log(3 / 2)
    assert weights.of(Claim("gender", "female")) == 2 * 3.0


def test_the_prior_says_what_is_most_frequent() -> None:
    texts = [
        ("gender=male; head_pose=front", "AU1*0.20; AU2", "fear*low"),
        ("gender=male", "AU1*0.40@0.00-1.00; AU2", "fear*low"),
        ("gender=female", "none", "anger*high"),
    ]
    form = "<attr>\np1: {}\n</attr>\n<expr>\np1: {}\n</expr>\n<emo>\np1: {}\n</emo>"
    prior = prior_tree([read_tree(form.format(*said))[0] for said in texts])
    assert to_text(prior) == (
        "<attr>\np1: gender=male; head_pose=front\n</attr>\n<expr>\np1: AU1*0.30@0.00-1.00; AU2\n</expr>\n"
        "<emo>\np1: fear*low\n</emo>"
    )


@given(st.lists(trees(), min_size=1, max_size=4))
@settings(max_examples=40)
def test_no_skill_is_left_of_the_prior_where_it_is_not_perfect(references: list[AffectiveTree]) -> None:
    prior = prior_tree(references)
    skilled, plain = AlignedReward(prior=prior), AlignedReward()
    for tree in references:
        people = tuple(replace(person, key=other.key) for other in tree.persons for person in prior.persons)
        guess = to_text(replace(prior, persons=people))
        found, raw = skilled.score(guess, tree), plain.score(guess, tree)
        for skill, score in ((found.attribute, raw.attribute), (found.emotion, raw.emotion)):
            assert skill == (1 if score == 1 else None if score is None else 0)
