"""The official Emo-CFG release: its layout, its rows, its answers, its videos. ``importer`` makes a dataset of it.

::

    DIR/jsons/{train,test}/{attribute,caption,emotion,qa,rationale}/{full,sampled}/NAME.json
    DIR/videos/<Source>/...

Files are JSON arrays or JSON lines of rows ``{"messages": [...], "videos": [...], "source": ...}`` (ms-swift's form)
and may have further columns. Any part may be absent.
"""
