"""VideoLLMs under test, behind the protocol of ``benchmarks.model``.

``openai`` any OpenAI-compatible server, ``hf`` a checkpoint in transformers, ``vllm`` the same in vLLM's engine,
``replay`` answers that were given before;
``checkpoint`` which weights a path or a name stands for, ``video`` clips as these models take them, ``options`` what
``--model-args`` may say. Making a model loads nothing: the first question does.
"""
