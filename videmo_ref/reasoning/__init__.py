"""Hierarchical reasoning: an affective tree, level by level, before the answer that rests on it (the paper's ER)."""
