"""What answers have said about objects, which later answers must not contradict.

A server has other clients, and answers cross on their way. So nothing counts that another client can
change, and an answer is later only if its request was sent after the earlier answer had come.
"""

from collections.abc import Iterable, Iterator, Mapping
from threading import Lock
from typing import Any, Final, TypeAlias

from attrs import define, field, frozen

from close_contract.document import Contract
from close_contract.rule import Answer
from close_contract.traffic import wire_rules
from close_contract.traffic.violation import Problem

_BULK: Final = "/bulk_action/"
_KEPT: Final = 10_000
_BORN: Final = "date_created"
_ALWAYS: Final = frozenset({"created_by", "created_by_id", "organization_id"})
_OVER: Final = "done"
_COUNTERS: Final = ("n_leads_processed", "n_objects_processed")
_NOT_FOUND: Final = 404
_SHOWN: Final = 60
_OR: Final = "unless the server has started anew"

Broken: TypeAlias = tuple[wire_rules.WireRule, str]
"""A rule, and a sentence that says how it was broken."""


@frozen
class Span:
    """When a request was sent and when its answer had come, in seconds since any one moment."""

    sent: float
    answered: float


@define
class _Object:
    """What is known of an object, and since when."""

    collection: str
    members: Mapping[str, Any]
    answered: float
    is_deleted: bool = False


@define
class Story:
    """Remembers the objects of one server; threads may share one.

    Accounts see different objects; `whose` tells them apart.
    """

    contract: Contract
    _objects: dict[tuple[int, str], _Object] = field(
        factory=dict[tuple[int, str], _Object], init=False, repr=False
    )
    _fixed: dict[str, frozenset[str]] = field(
        factory=dict[str, frozenset[str]], init=False, repr=False
    )
    _lock: Lock = field(factory=Lock, init=False, repr=False)

    def forget(self) -> None:
        """Forget all objects."""
        with self._lock:
            self._objects.clear()

    def problems(self, answer: Answer, whose: int, span: Span | None) -> Iterator[Problem]:
        """Yield what an answer says against earlier ones, and remember what it says.

        Without a `span` it is not known which answer was the earlier one.
        """
        collection = answer.operation.path.removesuffix("{id}/")
        with self._lock:
            found = [*self._of_id(answer, collection, whose, span)]
            for each in answer.objects:
                object_id = each.get("id")
                if isinstance(object_id, str):
                    found += self._of_object((whose, object_id), each, collection, span)
        for rule, sentence in found:
            yield Problem(rule, "body", sentence)

    def _of_id(
        self, answer: Answer, collection: str, whose: int, span: Span | None
    ) -> Iterator[Broken]:
        """Judge what an answer says about the object in the path by its status alone."""
        known = self._objects.get((whose, answer.id)) if answer.id else None
        if known is None or span is None or known.collection != collection:
            return
        if known.answered <= span.sent:
            if known.is_deleted and answer.accepted:
                yield wire_rules.STAYS_DELETED, f"{answer.id} was deleted, and is there, {_OR}"
            if collection.startswith(_BULK) and answer.status == _NOT_FOUND:
                yield wire_rules.STAYS_THERE, f"{answer.id} was there, and is not found, {_OR}"
        if answer.operation.method == "DELETE" and answer.accepted:
            known.is_deleted, known.answered = True, span.answered

    def _of_object(
        self,
        key: tuple[int, str],
        shown: Mapping[str, Any],
        collection: str,
        span: Span | None,
    ) -> Iterable[Broken]:
        known = self._objects.get(key)
        answered = 0.0 if span is None else span.answered
        if known is None or _is_another(known.members, shown):
            while len(self._objects) >= _KEPT:
                del self._objects[next(iter(self._objects))]
            self._objects[key] = _Object(collection, shown, answered)
            return ()
        broken: list[Broken] = []
        if known.members != shown:
            broken += _changed(key[1], known.members, shown, self._fixed_members(collection))
            if span is not None and known.answered <= span.sent:
                broken += _went_back(key[1], known.members, shown)
            if span is None or known.answered <= span.sent:
                known.members = {**known.members, **shown}
        known.answered = max(known.answered, answered)
        return broken

    def _fixed_members(self, collection: str) -> frozenset[str]:
        """Return the members of its objects that no request changes, as far as is known."""
        if collection not in self._fixed:
            own = _ALWAYS
            if collection.startswith(_BULK):
                bodies = {each.label: each.body for each in self.contract.operations()}
                made = self.contract.members(bodies.get(f"POST {collection}") or {})
                changed = self.contract.members(bodies.get(f"PUT {collection}{{id}}/") or {})
                own |= made.keys() - changed.keys()
            self._fixed[collection] = own
        return self._fixed[collection]


def _is_another(known: Mapping[str, Any], shown: Mapping[str, Any]) -> bool:
    """Whether an id was given anew: the server has started again and has forgotten everything."""
    born = shown.get(_BORN)
    return born is not None and known.get(_BORN, born) != born


def _changed(
    object_id: str, known: Mapping[str, Any], shown: Mapping[str, Any], fixed: frozenset[str]
) -> Iterator[Broken]:
    for name in sorted(fixed & known.keys() & shown.keys()):
        if known[name] != shown[name]:
            before, now = repr(known[name])[:_SHOWN], repr(shown[name])[:_SHOWN]
            yield wire_rules.STAYS_SAME, f"{name} of {object_id} was {before}, and is {now}"


def _went_back(
    object_id: str, known: Mapping[str, Any], shown: Mapping[str, Any]
) -> Iterator[Broken]:
    if not object_id.startswith("bulk"):
        return
    before, now = known.get("status"), shown.get("status")
    if before == _OVER and now not in {None, _OVER}:
        yield wire_rules.STAYS_OVER, f"{object_id} was {before}, and is {now}"
    for name in _COUNTERS:
        earlier, later = known.get(name), shown.get(name)
        if isinstance(earlier, int) and isinstance(later, int) and later < earlier:
            yield wire_rules.COUNTS_UP, f"{name} of {object_id} was {earlier}, and is {later}"
