"""The prompt of a sample: question, options, and what form the answer has."""

from emocfg.core import canonical
from emocfg.schema import Sample, user_text

from .specs import SPECS

PROMPTS_SHA256 = canonical.digest({name: spec.instruction for name, spec in SPECS.items()})
"""Digest of the answer instructions; part of a run's fingerprint (the questions are part of the dataset's)."""


def prompt_text(sample: Sample) -> str:
    """What a model reads besides the video."""
    return f"{user_text(sample.question, sample.options)}\n{SPECS[sample.task].instruction}"
