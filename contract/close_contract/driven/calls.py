"""Calls, valid and slightly wrong: written out from the contract, and drawn from its schemas."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

from attrs import frozen

from close_contract.document import Operation
from close_contract.driven.call import OWN_AFFAIR, SEARCH, Call, Customs
from close_contract.driven.drawing import Drawn
from close_contract.driven.effort import Effort
from close_contract.driven.world import World
from close_contract.known import Known
from close_contract.samples import Samples
from close_contract.variations import variations

_WRONG_IDS: Final[tuple[Any, ...]] = (
    "", " ", ".", "..", "x", "../me", "a/b", "?_limit=1", "#", "%2e%2e", "\n", "\N{SNOWMAN}", "lead_1",
    None, 5, True, ["x"], {},
)  # fmt: skip
_MISSPELT: Final = (" {}", "{}\n", "{}/", "{}?x=1", "{}{}", "X{}")
_MOMENTS: Final = ("2026-03-02T09:15:00Z", "2026-03-02T09:15:00", "2026-03-02", "yesterday", "")


@frozen
class Calls:
    """Makes calls for the operations of the contract; the same ones from the same seed."""

    customs: Customs
    world: World
    known: Known
    drawn: Drawn
    effort: Effort

    def plain(self, operation: Operation) -> Call:
        """Return the simplest valid call."""
        samples = self._samples(operation)
        given = {**samples.path, **samples.query, **(samples.smallest or {})}
        return self.customs.call(operation, given)

    def full(self, operation: Operation) -> Call:
        """Return the valid call that says the most."""
        samples = self._samples(operation)
        given = {**samples.path, **samples.query, **(samples.widest or {})}
        return self.customs.call(operation, given)

    def all(self, operation: Operation) -> Iterator[Call]:
        """Yield the calls for an operation, each once."""
        seen: set[str] = set()
        for arguments in self._arguments(operation):
            own = OWN_AFFAIR - {"_fields"} if operation.id == SEARCH else OWN_AFFAIR
            said = {name: value for name, value in arguments.items() if name not in own}
            call = Call(operation, said)
            if call.line not in seen:
                seen.add(call.line)
                yield self.customs.call(operation, said)

    def _arguments(self, operation: Operation) -> Iterator[Mapping[str, Any]]:
        samples, some = self._samples(operation), self.effort.some
        common = {**samples.path, **samples.query}
        smallest, widest = samples.smallest or {}, samples.widest or {}
        yield from some({**common, **samples.full(form)} for form in samples.forms)
        yield from some({**common, **samples.least(form)} for form in samples.forms)
        # An operation without arguments has one call only.
        if operation.body is not None or operation.parameters.keys() - OWN_AFFAIR:
            yield from self.drawn.arguments(operation, self.effort.drawn)
        yield from some(self._of_parameters(operation, {**common, **smallest}))
        yield from some({**common, **body} for body in variations(widest))
        yield from some({**common, **body} for body in samples.conditions())
        yield {**common, **smallest, "brand_new": 1}

    def _of_parameters(
        self, operation: Operation, common: Mapping[str, Any]
    ) -> Iterator[Mapping[str, Any]]:
        known = self.known.by_name(operation)
        if "id" in operation.parameters:
            right = known["id"]
            for wrong in (*_WRONG_IDS, *(form.format(right, right) for form in _MISSPELT)):
                yield {**common, "id": wrong}
            yield {name: value for name, value in common.items() if name != "id"}
        filters = [n for n in operation.parameters if n not in OWN_AFFAIR | {"id"}]
        for name in filters:
            values = (known.get(name, "x"), *_WRONG_IDS)
            for value in (*values, *(_MOMENTS if name.startswith("date_") else ())):
                yield {**common, name: value}
        given = {name: known[name] for name in filters if name in known}
        for n in (0, 2, len(given)):
            for names in combinations(given, n):
                yield {name: given[name] for name in names}

    def _samples(self, operation: Operation) -> Samples:
        return Samples(self.customs.contract, self.known, operation)
