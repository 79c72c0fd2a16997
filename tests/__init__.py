"""A package, because one of lmms-eval's dependencies installs another one called ``tests``."""
