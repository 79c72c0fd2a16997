"""Tests, mirroring the packages. A package: dependencies install a `tests` of theirs that would hide a bare folder."""
