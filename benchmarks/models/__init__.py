"""Models under test: what turns a checkpoint, a server or a file of answers into :class:`benchmarks.model.Model`."""
