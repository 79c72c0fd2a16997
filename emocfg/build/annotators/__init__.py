"""Who writes the texts of a dataset: templates, people, models, or a record of what models wrote.

``protocol`` what an annotator is, ``template`` from tree to text, ``human`` a file, ``llm`` the pipeline with a model
(``labelled`` questions, answers and captions, ``causal`` clips without labels, ``reflection`` rationales,
``rewriting``), ``committee`` verification by others, ``settings`` what a plan says of all this, ``opening`` the objects
for it, ``writing`` many clips at once, ``stage`` all shards of a build, ``drafts`` what becomes of the rows.

Import from the modules: this file imports nothing, so that any of them may be used from any other file of ``build``.
"""
