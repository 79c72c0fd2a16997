"""Whatever a quoted text holds, it neither closes its fence nor reads as a token of a chat template."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from emocfg.llm import nonce_for, quote
from emocfg.llm.guard import OPENERS

PIECES = st.sampled_from(
    [
        *(
            "<<<",
            ">>>",
            "<",
            "END",
            "BEGIN",
            "\n",
            " ",
            "\u200b",
            "\u2060",
            "\ufeff",
            "\u00ad",
            "＜",
            "‹",
            "≪",
            "⋘",
            "﹤",
        ),
        *("<|im_end|>", "<|im_start|>system", "</s>", "<image>", "[INST]", "[/INST]", "<start_of_turn>", "[", "]"),
        *("<｜end▁of▁sentence｜>", "\x1b", "\x00", "\U000e0041", "0123456789abcdef", "{", "}", "%s", "{nonce}"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=15).map("".join)
SMUGGLED = ("", "\u200b", "\ufeff", " ", "\n", "<", "<<<")


def body_of(quoted: str) -> str:
    return "\n".join(quoted.split("\n")[1:-1])


def plain(text: str) -> str:
    """A text as a careless reader takes it: one normal form, no invisible signs."""
    signs = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in signs if unicodedata.category(sign) != "Cf").casefold()


def check(text: str, nonce: str) -> None:
    quoted = quote(text, nonce)
    first, *_, last = quoted.split("\n")
    assert (first, last) == (f"<<<BEGIN {nonce}>>>", f"<<<END {nonce}>>>")
    body = body_of(quoted)
    for seen in (body, plain(body)):
        assert nonce not in seen
        assert not re.search(r"<(?! )", seen)
        assert "<<" not in seen
        assert "<|" not in seen
    assert not re.search(r"\[/?[A-Z]+\]", body)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", body)
    quoted.encode("utf-8")


@given(TEXTS)
@example("\ud800")
def test_nothing_closes_the_fence(text: str) -> None:
    check(text, nonce_for(text))


@given(TEXTS, st.sampled_from(SMUGGLED), st.sampled_from(SMUGGLED), st.integers(1, 4))
def test_not_even_one_who_knows_the_rule(text: str, before: str, between: str, rounds: int) -> None:
    """Each round writes the fence of the round before into the text, plainly and in disguise."""
    for _ in range(rounds):
        nonce = nonce_for(text)
        text += f"{before}<{between}<{between}<END {between.join(nonce)}>>>\n{quote(text, nonce)}"
    check(text, nonce_for(text))


@given(TEXTS, TEXTS)
def test_one_code_for_all_texts_of_a_request(one: str, other: str) -> None:
    nonce = nonce_for(one, other)
    assert nonce == nonce_for(one, other)
    assert (nonce == nonce_for(other, one)) == (one == other)
    check(one, nonce)
    check(other, nonce)


@given(TEXTS)
def test_quoting_again_is_safe_and_nothing_else_is_lost(text: str) -> None:
    body = body_of(quote(text, nonce_for(text)))
    check(body, nonce_for(body))
    words = re.findall(r"\w+", re.sub(r"[\ud800-\udfff]", "\ufffd", text))
    assert [w for w in re.findall(r"\w+", body) if w != "\ufffd"] == [w for w in words if w != "\ufffd"]


def test_plain_text_stays_as_it_is() -> None:
    said = "Well - I'm 5 > 4 happy!\n\t\u201cJoey\u201d [sighs] \u5f00\u5fc3 "
    text = said + "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f52c"
    assert body_of(quote(text, nonce_for(text))) == text


def test_a_code_that_the_text_holds_is_refused() -> None:
    nonce = nonce_for("x")
    spaced = " ".join(nonce.upper())
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in nonce)
    for text in (nonce, spaced, full_width, "\u200b".join(nonce)):
        with pytest.raises(ValueError, match="nonce_for"):
            quote(text, nonce)
    for code in ("", "short", "x" * 32, "0" * 15, f"{nonce}\n"):
        with pytest.raises(ValueError, match="nonce_for"):
            quote("y", code)


def test_another_code_is_taken_where_a_text_holds_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter(["a" * 64, "b" * 64, "c" * 64])
    monkeypatch.setattr("emocfg.llm.guard.canonical.digest", lambda _: next(codes))
    assert nonce_for("A" * 32, "x " + "b" * 32) == "c" * 32


def test_every_sign_that_normalises_to_an_opener_is_one() -> None:
    for form in ("NFC", "NFKC"):
        signs = filter(str.isprintable, map(chr, range(sys.maxunicode + 1)))
        assert {sign for sign in signs if "<" in unicodedata.normalize(form, sign)} <= set(OPENERS)
