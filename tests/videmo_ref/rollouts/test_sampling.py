"""When a continuation is closed, and which token is drawn, without a model."""

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.videmo_ref.conftest import SIDE, TEXTS
from videmo_ref.data.encoding import Encoder
from videmo_ref.model.scratch import SPECIAL, make_processor, make_tokenizer
from videmo_ref.rollouts.beams import Beams
from videmo_ref.rollouts.decoding import Batch, decode
from videmo_ref.rollouts.sampling import Ending, drawn, uniforms
from videmo_ref.rollouts.session import GREEDY, Draw, Piece

WORDS = ("<attr>\np1: age=young\n</attr>\n<expr>", "</at</attr>", "x</attr>yz", "</attr", "none", "é</attr>\n", ">>>")


@pytest.fixture(scope="module", params=[0, 200])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    """Of a tokenizer without merges, and of one in which a token holds a tag and the line's end."""
    tokenizer = make_tokenizer([*TEXTS, *WORDS] * 2, len(SPECIAL) + 256 + request.param)
    encoder = Encoder(make_processor(tokenizer, (28 * 28, SIDE * SIDE)))
    assert (len(encoder.tokens("</attr>\n")) == 1) == bool(request.param)
    return encoder


class Script(Batch):
    """Beams whose most likely tokens are written down; whoever goes on after the end of a script fails."""

    def __init__(self, lines: list[list[int]], size: int, rows: list[int] | None = None, step: int = 0) -> None:
        self.lines, self.size, self.rows, self.at = lines, size, rows or list(range(len(lines))), step
        self.decoded: list[int] = []
        self.model = self
        self.states = torch.tensor(self.rows)

    def lm_head(self, states: torch.Tensor) -> torch.Tensor:
        wanted = [line[min(self.at, len(line) - 1)] for line in (self.lines[row] for row in states.tolist())]
        return torch.nn.functional.one_hot(torch.tensor(wanted), self.size).float() * 100

    def of(self, rows: torch.Tensor, room: int) -> "Script":
        assert room >= 1
        part = Script(self.lines, self.size, [self.rows[row] for row in rows.tolist()], self.at)
        part.decoded = self.decoded
        return part

    def step(self, ids: torch.Tensor) -> None:
        assert ids.tolist() == [line[min(self.at, len(line) - 1)] for line in (self.lines[row] for row in self.rows)]
        self.at += 1
        self.decoded.append(len(self.rows))


def written(encoder: Encoder, lines: list[list[int]], stop: str, limit: int) -> tuple[list[Piece], list[int]]:
    size = len(encoder.texts())
    script = Script(lines, size)
    ending = Ending(encoder, size, stop, torch.device("cpu"))
    luck = uniforms(0, len(lines), limit)
    return decode(script, Draw(1, stop, limit, GREEDY), luck, ending, [], encoder.text), script.decoded


def until(encoder: Encoder, line: list[int], stop: str, limit: int) -> tuple[int, bool]:
    """By reading after every token: (tokens of the piece, whether it is closed)."""
    for length in range(1, min(len(line), limit) + 1):
        if line[length - 1] in encoder.ends or (stop and stop in encoder.text(line[:length])):
            return length, True
    return limit, False


@pytest.mark.parametrize("stop", ["</attr>", "e", "é", ""])
@pytest.mark.parametrize("limit", [1, 4, 60])
def test_a_piece_ends_with_the_token_in_which_it_is_closed(encoder: Encoder, stop: str, limit: int) -> None:
    lines = [[*encoder.tokens(word), encoder.stop] for word in WORDS]
    pieces, decoded = written(encoder, lines, stop, limit)
    for line, piece in zip(lines, pieces, strict=True):
        length, closed = until(encoder, line, stop, limit)
        assert (piece.tokens, piece.closed) == (tuple(line[:length]), closed)
        assert piece.text == encoder.text(line[:length])
        assert len(piece.logps) == length
        assert all(-1e-3 < logp <= 0 for logp in piece.logps)
    assert len(decoded) < max(until(encoder, line, stop, limit)[0] for line in lines)
    if limit == 60:
        assert decoded[-1] < len(WORDS)  # who is closed leaves the batch


def test_a_tag_is_found_inside_a_token_and_across_tokens(encoder: Encoder) -> None:
    lines = [[*encoder.tokens(text), encoder.stop] for text in ("a</attr>\nb", "a</attr>b")]
    pieces, _ = written(encoder, lines, "</attr>", 20)
    merged = len(encoder.tokens("</attr>\n")) == 1
    assert [piece.text for piece in pieces] == ["a</attr>\n" if merged else "a</attr>", "a</attr>"]
    assert all(piece.closed for piece in pieces)


@given(
    st.lists(st.floats(-30, 5, allow_nan=False), min_size=2, max_size=12), st.floats(0, 1, exclude_max=True), st.data()
)
def test_what_has_no_probability_is_never_drawn(logits: list[float], uniform: float, data: Any) -> None:
    impossible = data.draw(st.sets(st.integers(0, len(logits) - 1), max_size=len(logits) - 1))
    values = torch.tensor(logits)
    values[list(impossible)] = -torch.inf
    logps = torch.log_softmax(values, 0)[None]
    (token,) = drawn(logps, torch.tensor([uniform], dtype=torch.float64)).tolist()
    assert token not in impossible
    below = logps.double().exp()[0, :token].sum()
    assert below - 1e-6 <= uniform <= below + logps.double().exp()[0, token] + 1e-6


def test_numbers_are_those_of_their_seed_alone() -> None:
    state = torch.random.get_rng_state()
    first = uniforms(2**64 - 1, 3, 4)
    torch.manual_seed(1)
    assert torch.equal(first, uniforms(2**64 - 1, 3, 4))
    assert not torch.equal(first, uniforms(1, 3, 4))
    torch.random.set_rng_state(state)


def test_the_books_of_a_session() -> None:
    """Levels have seeds of their own; the closed go on, with all they wrote; the order is kept."""
    seen = []

    def write(beams: Any, draw: Draw) -> list[list[Piece]]:
        seen.append(([(beam.prompt, beam.tokens) for beam in beams], draw.seed))
        kinds = [Piece((5,), (0.0,), "a", closed=True), Piece((6,), (0.0,), "b", closed=False)]
        return [[*kinds, Piece((9,), (0.0,), "", closed=True)] for _ in beams]

    session = Beams(2, write, (9,))
    assert [piece.tokens for piece in session.extend(Draw(3, "", 1))] == [(5,), (6,), (9,)] * 2
    session.keep([3, 1, 0, 3])
    pieces = session.extend(Draw(3, "", 1))
    assert [piece.tokens for piece in pieces] == [(5,), (6,), (9,), (), (), (), (5,), (6,), (9,), (5,), (6,), (9,)]
    assert [beams for beams, _ in seen] == [[(0, ()), (1, ())], [(1, (5,)), (0, (5,)), (1, (5,))]]
    assert seen[0][1] != seen[1][1]
    session.keep([1])
    session.extend(Draw(3, "", 1))
    assert len(seen) == 2  # nobody is left, so nothing is asked
