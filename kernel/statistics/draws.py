"""Random draws in integer arithmetic, the same on every machine.

Only the raw stream of PCG64 is used, which numpy guarantees. Its distributions are not: they may
change between versions, and their logarithms differ in the last bit between processors.
"""

from __future__ import annotations

import numpy as np
from numpy.random import PCG64, SeedSequence
from numpy.typing import NDArray

Ints = NDArray[np.int64]
MILLION = 1_000_000
HALF_WORD = 16


class Draws:
    """A stream of draws of its own for each key; equal keys give equal draws."""

    def __init__(self, *key: int) -> None:
        self._bits = PCG64(SeedSequence(key))

    def words(self, count: int) -> Ints:
        """`count` uniform integers of 32 bits."""
        raw = self._bits.random_raw((count + 1) // 2)
        return np.concatenate([raw >> 32, raw & 0xFFFFFFFF])[:count].astype(np.int64)

    def below(self, limits: Ints) -> Ints:
        """A uniform integer from 0 up to (excluding) each limit; limits under 2**31."""
        drawn: Ints = self.words(limits.size) * limits.ravel() >> 32
        return drawn.reshape(limits.shape)

    def whole(self, first: int, last: int) -> int:
        """One uniform integer, both ends included."""
        return first + int(self.below(np.array([last - first + 1]))[0])

    def wobble(self, shape: tuple[int, ...], spread: int) -> Ints:
        """Factors in per mille around 1000 with standard deviation `spread`.

        Bell shaped: the sum of twelve uniform pieces of 16 bits, whose deviation is 2**16.
        """
        size = int(np.prod(shape))
        words = self.words(6 * size).reshape(6, size)
        pieces = (words & 0xFFFF).sum(axis=0) + (words >> HALF_WORD).sum(axis=0)
        factors: Ints = 1000 + ((pieces - 6 * 0xFFFF) * spread >> HALF_WORD)
        return factors.reshape(shape)

    def tosses(self, trials: Ints, rate: Ints) -> Ints:
        """Successes among `trials` tosses each, at `rate` per million: exact binomial draws."""
        flat = trials.ravel()
        limits = np.repeat(np.broadcast_to(rate, trials.shape).ravel() * 2**32 // MILLION, flat)
        hits = np.concatenate([[0], np.cumsum(self.words(int(flat.sum())) < limits)])
        ends = np.cumsum(flat)
        successes: Ints = hits[ends] - hits[ends - flat]
        return successes.reshape(trials.shape)
