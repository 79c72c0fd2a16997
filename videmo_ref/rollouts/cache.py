"""A cache that decoding writes into: room for all tokens of a level at once, nothing is copied from step to step."""

from torch import Tensor
from transformers.cache_utils import Cache, DynamicLayer


class _Roomy(DynamicLayer):  # type: ignore[misc] # transformers has no types here
    """Keys and values of one layer, (B, heads, room, size) each, of which the first ``length`` are written."""

    def __init__(self, keys: Tensor, values: Tensor, length: int) -> None:
        super().__init__()
        self.lazy_initialization(keys, values)
        self.keys, self.values, self.length = keys, values, length

    def update(self, key_states: Tensor, value_states: Tensor, *_: object, **__: object) -> tuple[Tensor, Tensor]:
        """Write what follows; gives all that is written."""
        start, self.length = self.length, self.length + key_states.shape[-2]
        self.keys[:, :, start : self.length] = key_states
        self.values[:, :, start : self.length] = value_states
        return self.keys[:, :, : self.length], self.values[:, :, : self.length]

    def get_seq_length(self) -> int:
        """How many tokens are written."""
        return self.length


def with_room(cache: Cache, rows: Tensor, room: int) -> Cache:
    """Some rows (B,) of a cache, each as often as it is named, with room for so many tokens more."""
    layers = []
    for layer in cache.layers:
        length = layer.get_seq_length()
        pair = []
        for states in (layer.keys, layer.values):
            made = states.new_empty(len(rows), states.shape[1], length + room, states.shape[3])
            made[:, :, :length] = states[rows, :, :length]
            pair.append(made)
        layers.append(_Roomy(*pair, length))
    return Cache(layers=layers)
