"""Floor 5: building a dataset. ``pipeline.build`` runs the stages; ``builder.EmoCFG`` does so for ``datasets``.

Stages: ``scan``, ``gather``, ``curate``, ``shards`` (with ``compose``), ``publish``. ``release`` makes such a folder of
the official Emo-CFG release, ``export`` writes one in the forms of trainers. Import the module you need: they need
pyarrow and PyAV.
"""
