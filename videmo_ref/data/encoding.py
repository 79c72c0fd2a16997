"""Lessons as packed trees of tokens, in the words of the checkpoint's own chat template."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..model.packing import Row, Segment, pack
from .lessons import Lesson, Part, Question, Weighting
from .vision import Pixels

_MARK = "\x00"
VIDEO = "<|video_pad|>"
"""The placeholder of a video, once in the template, and as often as the video has tokens in a row."""

VISUAL = ("<|vision_start|>", "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>", VIDEO)
"""Every token of Qwen2.5-VL that says where images and videos are: a policy has none of them to write."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A lesson in tokens, and the pixels of its clips."""

    row: Row
    clips: tuple[Pixels, ...]


class Encoder:
    """Lessons to tokens.

    Args:
        processor: of the checkpoint: its tokenizer and chat template.
        weighting: how answers are weighed in the loss.
    """

    def __init__(self, processor: Any, weighting: Weighting = "token") -> None:
        self._processor, self._tokenizer, self._weighting = processor, processor.tokenizer, weighting
        self.stop: int = self._tokenizer.eos_token_id
        self.pad: int = self._tokenizer.pad_token_id
        self.ends: tuple[int, ...] = (self.stop, self.pad)  # as in the generation configs of Qwen2.5-VL
        self.video: int = self._tokenizer.convert_tokens_to_ids(VIDEO)
        self.visual: tuple[int, ...] = tuple(self._tokenizer.convert_tokens_to_ids(list(VISUAL)))
        self.tokens = lru_cache(65_536)(self._tokens)
        self._frame = lru_cache(8)(self._framed)

    def encode(self, lesson: Lesson, clips: Sequence[Pixels]) -> Encoded:
        """A lesson as one row.

        Args:
            lesson: its questions become branches; of text alone there is one, and all before its answer is the root.
            clips: of its videos, in order.
        """
        if clips:
            root = self.root(clips)
            branches = [self._branch(question, self.asked(question.prompt)) for question in lesson.questions]
        else:
            (question,) = lesson.questions
            root = self.root(()) + self.asked(question.prompt)
            branches = [self._branch(question, ())]
        segments = [Segment(root, -1, (0.0,) * len(root)), *branches]
        return Encoded(pack(segments), tuple(clips))

    def root(self, clips: Sequence[Pixels]) -> tuple[int, ...]:
        """What precedes a question: the beginning of the chat and the clips."""
        head = self._frame(len(clips))[0]
        tokens: list[int] = []
        rest = iter(clips)
        for token in head:
            tokens += [token] * (next(rest).tokens if token == self.video else 1)
        return tuple(tokens)

    def asked(self, prompt: str) -> tuple[int, ...]:
        """The question itself, up to where the answer begins.

        Raises:
            ValueError: the text holds the placeholder of a video, for which there are no pixels.
        """
        tokens = self.tokens(prompt + self._frame(1)[1])
        if self.video in tokens:
            raise ValueError(f"a question that says {VIDEO}, the placeholder of a video")
        return tokens

    def again(self, prompt: str) -> tuple[int, ...]:
        """The next question, behind an answer: the end of that turn, the question, up to where its answer begins."""
        return self.tokens(self._between() + prompt + self._frame(1)[1])

    def answer(self, parts: Sequence[Part], *, finished: bool) -> tuple[tuple[int, ...], tuple[bool, ...]]:
        """(tokens of an answer, whether each is learned); a finished answer ends with the token that ends a turn."""
        tokens: list[int] = []
        learned: list[bool] = []
        for part in parts:
            some = self.tokens(part.text)
            tokens += some
            learned += [part.learned] * len(some)
        if finished:
            tokens.append(self.stop)
            learned.append(parts[-1].learned)
        return tuple(tokens), tuple(learned)

    def text(self, tokens: Sequence[int]) -> str:
        """What tokens say; special ones are left out."""
        said: str = self._tokenizer.decode(list(tokens), skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return said

    def texts(self) -> list[str]:
        """What each id says alone; ids that the model has and the tokenizer does not are not in the list."""
        said: list[str] = self._tokenizer.batch_decode([[token] for token in range(len(self._tokenizer))])
        return said

    def _branch(self, question: Question, asked: tuple[int, ...]) -> Segment:
        tokens, learned = self.answer(question.parts, finished=question.finished)
        each = 1.0 if self._weighting == "token" else 1.0 / max(sum(learned), 1)
        return Segment(asked + tokens, 0, (0.0,) * len(asked) + tuple(each if own else 0.0 for own in learned))

    def _framed(self, n_videos: int) -> tuple[tuple[int, ...], str]:
        """(tokens before a question, text between question and answer) of the template, for so many videos."""
        clips = [{"type": "video"} for _ in range(n_videos)]
        chat = [{"role": "user", "content": [*clips, {"type": "text", "text": _MARK}]}]
        text = self._processor.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
        head, mark, tail = text.partition(_MARK)
        if not mark or head.count(VIDEO) != n_videos:
            raise ValueError("the chat template does not hold each video once, before the question")
        return self.tokens(head), tail

    def _between(self) -> str:
        """The text of the template between an answer and the next question."""
        chat = [{"role": role, "content": [{"type": "text", "text": _MARK}]} for role in ("user", "assistant", "user")]
        text: str = self._processor.apply_chat_template(chat, tokenize=False)
        if text.count(_MARK) != len(chat):
            raise ValueError("the chat template does not hold every turn as it is")
        return text.split(_MARK)[2]

    def _tokens(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer(text, add_special_tokens=False)["input_ids"])
