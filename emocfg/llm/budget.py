"""How many calls an output may cost."""

from collections.abc import Iterable
from threading import Lock

from emocfg.core import EmoCfgError


class Budget:
    """A limit on the number of calls, over all runs of one output and all clients that share the object.

    A call is one distinct request that was sent: the calls that a record holds from earlier runs count, answered or
    not, so that running again does not begin anew. Sending it again is not a new call: neither a retry nor the
    repetition of a call that a kill cut off. A server that honours ``Idempotency-Key`` charges no more than this
    number; one that does not can charge a retried call once per try.

    Args:
        max_calls: the limit; None for no limit.
    """

    def __init__(self, max_calls: int | None = None) -> None:
        if max_calls is not None and max_calls < 0:
            raise EmoCfgError("E202", f"{max_calls} is not a number of calls", where="--max-calls", fix="use 0 or more")
        self.max_calls = max_calls
        self._keys: set[bytes] = set()
        self._lock = Lock()

    @property
    def spent(self) -> int:
        """Calls so far, those of earlier runs included."""
        return len(self._keys)

    def recall(self, keys: Iterable[str]) -> None:
        """Count calls of earlier runs; it does not matter how often one is named."""
        with self._lock:
            self._keys.update(map(bytes.fromhex, keys))

    def spend(self, key: str) -> None:
        """Count the call of the request with this digest, before it goes out.

        Raises:
            EmoCfgError: E802 if it is a new one and the limit is reached.
        """
        code = bytes.fromhex(key)
        with self._lock:
            if code in self._keys:
                return
            if self.max_calls is not None and len(self._keys) >= self.max_calls:
                raise EmoCfgError(
                    "E802",
                    f"all {self.max_calls:,} calls are used up",
                    where="--max-calls",
                    fix="run the same command again with a larger --max-calls; answers that were paid for are kept",
                )
            self._keys.add(code)
