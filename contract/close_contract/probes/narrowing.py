"""A probe that narrows every list by what is in it."""

from collections.abc import Iterator
from typing import Final

from close_contract.bench import Bench
from close_contract.report import Finding

_FEW: Final = 3


def list_filters(bench: Bench) -> Iterator[Finding]:
    """Narrow each list by the values of an object in it: the object stays in."""
    for operation in bench.operations:
        if "_skip" not in operation.parameters:
            continue
        names = [name for name in operation.parameters if not name.startswith("_")]
        query = {
            **bench.samples(operation).query,
            "_limit": operation.parameters["_limit"]["maximum"],
        }
        for item in bench.send(operation, query=query).items[:_FEW] if names else ():
            for name in (each for each in names if isinstance(item.get(each), str)):
                sent = bench.send(operation, query={**query, name: item[name]})
                is_there = item.get("id") in sent.ids or sent.members.get("has_more")
                if not is_there:
                    message = f"{name} of {item.get('id')} is {item[name]}, but it is missing"
                    yield sent.finding("list_filters", message)
