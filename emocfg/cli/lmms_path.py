"""``emocfg lmms-path``: where the task files for lmms-eval are."""

from .common import Json, emit


def lmms_path(*, as_json: Json = False) -> None:
    """Print the folder for lmms-eval's --include_path.

    Example: EMOCFG_DATA=demo/emo-cfg python -m lmms_eval --include_path "$(emocfg lmms-path)" --tasks emocfg ...
    """
    from benchmarks.lmms.generate import TASKS

    emit({"path": str(TASKS)}, str(TASKS), as_json=as_json)
