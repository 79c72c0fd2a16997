"""Emo-CFG itself, as its authors release it: no corpus to build from, but a dataset to import."""

from .protocol import SourceCard

CARD = SourceCard(
    name="Emo-CFG",
    title="the official release: instructions over 19 corpora, 400 K clips and 2.1 M samples by its paper",
    license="Emo-CFG agreement, and the terms of the corpora it is made of",
    access="the Hugging Face dataset KlingTeam/Emo-CFG: upload the signed agreement",
    citation="VidEmo: Affective-Tree Reasoning for Emotion-Centric Video Foundation Models, NeurIPS 2025",
    gate="agreement",
    terms="the signed agreement with its authors, and for each video the terms of its corpus",
    identity="unknown: a clip's own id",
    splits="its own: train and test",
    evidence="README.md and eval/config.py of KlingTeam/VidEmo@a2063f9; names of train files are not public",
)
