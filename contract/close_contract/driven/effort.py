"""How much of everything is tried."""

import random
from collections.abc import Iterable, Iterator
from typing import TypeVar

from attrs import frozen

_Thing = TypeVar("_Thing")


@frozen
class Effort:
    """What a run takes of each group of calls and answers.

    `most` is how many of those that are written out, all of them without a limit; which, goes by the
    `seed`. `drawn` is how many are drawn from each schema that fit it, and how many that do not. Without
    `silence` every answer comes: one that does not takes a client all the time that it waits.
    """

    seed: int = 0
    most: int | None = None
    drawn: int = 20
    silence: bool = True

    def some(self, things: Iterable[_Thing]) -> Iterator[_Thing]:
        """Yield a part of a group, in its order."""
        all_of_it = [*things]
        if self.most is None or len(all_of_it) <= self.most:
            yield from all_of_it
            return
        chance = random.Random(self.seed)  # noqa: S311 - the same part from the same seed
        for n in sorted(chance.sample(range(len(all_of_it)), self.most)):
            yield all_of_it[n]
