"""``emocfg_baseline``: a baseline in lmms-eval's plain command line."""

from typing import Any

from benchmarks.lmms.rows import data, split
from benchmarks.lmms.serve import PASSED, Served
from emocfg.media import VIDEMO

from .catalogue import make_baseline


class ServedBaseline(Served):
    """A baseline by name.

    Args:
        name: of the baseline, such as ``oracle``.
        model: the name that lmms-eval gives the output folder.
        arguments: the baseline's own, such as ``seed``, beside what lmms-eval passes to every model.
    """

    def __init__(self, name: str, model: str = "", **arguments: Any) -> None:  # noqa: ANN401
        own = {key: value for key, value in arguments.items() if key not in PASSED}
        dataset = data()
        train, truth = dataset.samples("train"), dataset.samples(split())
        super().__init__(make_baseline(name, train, truth, own, root=dataset.root, frames=VIDEMO))
