"""Emo-CFG as training data: rows to packed trees, in the order of a curriculum, with the pixels of their clips."""
