"""Measurements of the reference implementation, one ``python -m`` each."""
