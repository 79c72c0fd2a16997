"""Floor 5: building a dataset. ``pipeline.build`` runs the stages; ``builder.EmoCFG`` does so for ``datasets``.

Stages: ``scan``, ``gather``, ``curate``, ``shards`` (with ``compose``), ``publish``. Import the module you need: they
need pyarrow and PyAV.
"""
