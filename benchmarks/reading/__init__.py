"""How answers are read: one turn of language per file; ``benchmarks.parsing`` puts them together."""
