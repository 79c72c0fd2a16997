"""What transformers writes: the policy's own distribution, drawn level by level, whoever shares the batch."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import torch

from tests.videmo_ref.conftest import Small
from videmo_ref.data.batches import Budget, batch_of
from videmo_ref.data.encoding import Encoded
from videmo_ref.model.packing import Segment, pack
from videmo_ref.model.policy import Policy
from videmo_ref.rollouts.hf import HfWriter
from videmo_ref.rollouts.session import GREEDY, NOTHING, Draw, Piece, Prompt

STOP = "e"
"""A letter of many tokens: a random policy writes it soon."""
LEVELS = (Draw(3, STOP, 12, seed=1), Draw(2, "a", 12, seed=1), Draw(2, STOP, 8, seed=1))


def prompts_of(small: Small) -> list[Prompt]:
    """One clip, two clips of different sizes, none; questions of different lengths."""
    clips = [(small.clip(0),), (small.clip(1, frames=2, height=112), small.clip(2)), ()]
    asked = ("Which emotion?", "What does the person do, and who is older?", "Say nothing.")
    return [
        Prompt(small.encoder.root(some) + small.encoder.asked(text), some)
        for some, text in zip(clips, asked, strict=True)
    ]


def writer_of(small: Small, **options: Any) -> HfWriter:
    return HfWriter(small.model, small.encoder, small.patches, **options)


def levels_of(writer: HfWriter, prompts: Sequence[Prompt], draws: Sequence[Draw] = LEVELS) -> list[list[Piece]]:
    session = writer.start(prompts)
    return [session.extend(draw) for draw in draws]


def scored(
    small: Small, policy: Policy, prompt: Prompt, levels: list[list[Piece]], temperature: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """(recorded, trained) log-probs of all pieces of one prompt as a packed tree."""
    segments = [Segment(prompt.tokens, -1, (0.0,) * len(prompt.tokens))]
    above, recorded = [0], list[float]()
    for pieces in levels:
        each = len(pieces) // len(above)
        here = []
        for place, piece in enumerate(pieces):
            here.append(len(segments))
            segments.append(Segment(piece.tokens, above[place // each], (1.0,) * len(piece.tokens)))
            recorded += piece.logps
        above = here
    batch = batch_of([Encoded(pack(segments), prompt.clips)], small.encoder, small.patches)
    return torch.tensor(recorded), policy(batch, temperature)[0].detach()


@contextmanager
def logits_of(small: Small, changed: Callable[[torch.Tensor], torch.Tensor]) -> Iterator[None]:
    """The policy with other logits."""
    hook = small.model.lm_head.register_forward_hook(lambda _module, _inputs, logits: changed(logits))
    try:
        yield
    finally:
        hook.remove()


@pytest.mark.parametrize("temperature", [1.0, 0.6])
def test_recorded_logps_are_those_of_the_packed_tree(small: Small, temperature: float) -> None:
    prompts = prompts_of(small)
    draws = [Draw(draw.n, draw.stop, draw.limit, temperature, draw.seed) for draw in LEVELS]
    levels = levels_of(writer_of(small), prompts, draws)
    assert sum(piece.closed for piece in levels[0]) > 3  # else nothing is tested below the first level
    policy = Policy(small.model, small.encoder.visual)
    for place, prompt in enumerate(prompts):
        mine = [pieces[place * len(pieces) // 3 : (place + 1) * len(pieces) // 3] for pieces in levels]
        recorded, trained = scored(small, policy, prompt, mine, temperature)
        assert torch.allclose(recorded, trained, atol=1e-4, rtol=0)


def test_greedy_is_what_generate_writes(small: Small) -> None:
    prompts = prompts_of(small)
    pieces = writer_of(small).start(prompts).extend(Draw(1, "", 20, GREEDY))
    for prompt, piece in zip(prompts, pieces, strict=True):
        encoded = Encoded(pack([Segment(prompt.tokens, -1, (0.0,) * len(prompt.tokens))]), prompt.clips)
        batch = batch_of([encoded], small.encoder, small.patches)
        clips = {
            "pixel_values_videos": batch.patches,
            "video_grid_thw": batch.grids,
            "second_per_grid_ts": batch.seconds,
        }
        written = small.model.generate(
            input_ids=batch.ids,
            attention_mask=torch.ones_like(batch.ids),
            mm_token_type_ids=batch.kinds,
            **(clips if prompt.clips else {}),
            max_new_tokens=20,
            do_sample=False,
            suppress_tokens=list(small.encoder.visual),
        )
        assert list(piece.tokens) == written[0, len(prompt.tokens) :].tolist()
        assert piece.text == small.encoder.text(piece.tokens)


@pytest.mark.parametrize("temperature", [GREEDY, 1.0])
def test_neither_company_nor_the_size_of_a_batch_changes_a_piece(small: Small, temperature: float) -> None:
    prompts = prompts_of(small)
    draws = [Draw(draw.n, draw.stop, draw.limit, temperature, draw.seed) for draw in LEVELS]
    together = levels_of(writer_of(small), prompts, draws)
    apart = levels_of(writer_of(small, read=Budget(1), beams=4), prompts, draws)
    assert [[piece.tokens for piece in level] for level in apart] == [
        [piece.tokens for piece in level] for level in together
    ]
    if temperature == GREEDY:
        alone = [levels_of(writer_of(small), [prompt], draws) for prompt in prompts]
        for level in range(3):
            assert [piece.tokens for some in alone for piece in some[level]] == [
                piece.tokens for piece in together[level]
            ]


def test_siblings_differ_and_a_seed_repeats(small: Small) -> None:
    prompts, writer = prompts_of(small), writer_of(small)
    draw = Draw(8, "", 8, seed=3)
    first, again = (writer.start(prompts).extend(draw) for _ in range(2))
    assert first == again
    assert len({piece.tokens for piece in first}) == len(first)
    other = writer.start(prompts).extend(Draw(8, "", 8, seed=4))
    assert all(one.tokens != two.tokens for one, two in zip(first, other, strict=True))


def test_levels_of_one_seed_are_independent(small: Small) -> None:
    """A level that drew by the same numbers as the one above it would repeat it where the policy forgets."""
    with logits_of(small, torch.zeros_like):
        draw = Draw(1, STOP, 40, seed=0)
        session = writer_of(small).start(prompts_of(small)[2:] * 8)
        above = session.extend(draw)
        below = session.extend(draw)
    pairs = [(one, two) for one, two in zip(above, below, strict=True) if one.closed]
    assert pairs
    assert all(one.tokens != two.tokens for one, two in pairs)


def test_what_is_not_closed_has_ended(small: Small) -> None:
    bias = torch.full((len(small.processor.tokenizer),), -50.0)
    tokens = [small.encoder.tokens("b")[0], small.encoder.tokens("z")[0], small.encoder.stop]
    bias[tokens] = 50.0
    with logits_of(small, lambda logits: logits + bias):
        session = writer_of(small).start(prompts_of(small))
        pieces = session.extend(Draw(20, "z", 2, seed=0))
        deeper = session.extend(Draw(2, "", 5))
    ways = {(piece.text, piece.closed, piece.tokens[-1] == small.encoder.stop) for piece in pieces}
    assert ways == {
        *(("bb", False, False), ("z", True, False), ("bz", True, False)),
        *(("", True, True), ("b", True, True)),
    }
    for place, piece in enumerate(pieces):
        below = deeper[2 * place : 2 * place + 2]
        assert (below == [NOTHING, NOTHING]) == (not piece.text.endswith("z"))


def test_beams_are_kept_in_any_order_and_more_than_once(small: Small) -> None:
    prompts, writer = prompts_of(small), writer_of(small)
    draw, greedy = Draw(4, STOP, 20, seed=5), Draw(1, "", 6, GREEDY)
    whole = writer.start(prompts)
    first = whole.extend(draw)
    below = whole.extend(greedy)
    chosen = [place for place, piece in enumerate(first) if piece.closed][::-1]
    kept = [chosen[0], *chosen, chosen[0]]
    session = writer.start(prompts)
    session.extend(draw)
    session.keep(kept)
    assert [piece.tokens for piece in session.extend(greedy)] == [below[place].tokens for place in kept]
    session.keep([])
    assert session.extend(greedy) == []


@pytest.mark.parametrize("temperature", [GREEDY, 1.0])
def test_no_visual_token_is_ever_drawn(small: Small, temperature: float) -> None:
    names = {"<|vision_start|>", "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>"}
    visual = {small.processor.tokenizer.convert_tokens_to_ids(name) for name in names}
    bias = torch.zeros(len(small.processor.tokenizer))
    bias[list(visual)] = 50.0
    prompt = prompts_of(small)[0]
    with logits_of(small, lambda logits: logits + bias):
        levels = levels_of(writer_of(small), [prompt], [Draw(20, "", 5, temperature)])
        recorded, plain = scored(small, small.policy, prompt, levels, 1.0)
        policy = Policy(small.model, small.encoder.visual)
        _, trained = scored(small, policy, prompt, levels, 1.0)
    assert not {token for piece in levels[0] for token in piece.tokens} & visual
    assert torch.allclose(recorded, trained, atol=1e-4, rtol=0)
    assert (recorded - plain).min() > 10  # what would be the gap, did the trainer not suppress them


def test_draws_follow_the_softmax(small: Small) -> None:
    from scipy.stats import chisquare

    prompt = prompts_of(small)[0]
    size, temperature = 6000, 0.7
    pieces = writer_of(small).start([prompt]).extend(Draw(size, "", 1, temperature, seed=0))
    policy = Policy(small.model, small.encoder.visual)
    ids = [token for token in range(len(small.processor.tokenizer)) if token not in small.encoder.visual]
    level = [Piece((token,), (0.0,), "", closed=True) for token in ids]
    _, logps = scored(small, policy, prompt, [level], temperature)
    expected = logps.double().exp() / logps.double().exp().sum() * size
    assert logps.exp().sum().item() == pytest.approx(1, abs=1e-4)
    found = torch.tensor([sum(piece.tokens[0] == token for piece in pieces) for token in ids]).double()
    often = expected >= 5
    assert often.sum() > 20
    some = [torch.cat([counts[often], counts[~often].sum()[None]]).numpy() for counts in (found, expected)]
    assert chisquare(*some).pvalue > 0.001


def test_entropies_leave_out_what_cannot_be_drawn(small: Small) -> None:
    prompt = prompts_of(small)[1]
    segments = [Segment(prompt.tokens, -1, (0.0,) * len(prompt.tokens)), Segment((300,), 0, (1.0,))]
    batch = batch_of([Encoded(pack(segments), prompt.clips)], small.encoder, small.patches)
    (entropy,) = Policy(small.model, small.encoder.visual)(batch)[1].tolist()
    ids = [token for token in range(len(small.processor.tokenizer)) if token not in small.encoder.visual]
    _, logps = scored(small, small.policy, prompt, [[Piece((token,), (0.0,), "", closed=True) for token in ids]], 1.0)
    probs = torch.softmax(logps.double(), 0)
    assert entropy == pytest.approx(-(probs * probs.log()).sum().item(), abs=1e-4)


def test_nothing_is_left_in_the_model(small: Small) -> None:
    small.model.train()
    small.model.model.visual.eval()
    small.model.model.rope_deltas = torch.tensor([[77]])
    modes = {name: module.training for name, module in small.model.named_modules()}
    state = torch.random.get_rng_state()
    levels = levels_of(writer_of(small), prompts_of(small)[:1])
    assert {name: module.training for name, module in small.model.named_modules()} == modes
    assert small.model.model.rope_deltas.item() == 77
    assert torch.equal(torch.random.get_rng_state(), state)
    _, trained = scored(small, Policy(small.model), prompts_of(small)[0], levels, 1.0)
    assert len(trained)
    encoded = Encoded(pack([Segment((1, 2, 3), -1, (0.0, 1.0, 1.0))]), ())
    small.policy(batch_of([encoded], small.encoder, small.patches))[0].sum().backward()
    assert small.model.lm_head.weight.grad is not None


def test_adapters_of_peft_write_too(small: Small) -> None:
    peft = pytest.importorskip("peft")
    prompts = prompts_of(small)
    plain = levels_of(writer_of(small), prompts[:1])
    config = peft.LoraConfig(r=4, target_modules=["q_proj", "v_proj"], init_lora_weights=False)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = peft.get_peft_model(small.model, config)
    levels = levels_of(HfWriter(model, small.encoder, small.patches), prompts[:1])
    assert levels != plain
    recorded, trained = scored(small, Policy(model, small.encoder.visual), prompts[0], levels, 1.0)
    assert torch.allclose(recorded, trained, atol=1e-4, rtol=0)
