"""Which operations a rule has anything to say about."""

from functools import cache

from close_contract.document import Operation, contract


def narrowed(operation: Operation) -> bool:
    """Tell whether one of some filters has to be given."""
    return bool(operation.at_least_one_of)


def projected(operation: Operation) -> bool:
    """Tell whether the members of the answer can be chosen."""
    return "_fields" in operation.parameters


def listing(operation: Operation) -> bool:
    """Tell whether it answers pages."""
    return operation.id in _listing()


def filtered(operation: Operation) -> bool:
    """Tell whether it lists, by parameters that narrow the list."""
    return listing(operation) and any(not name.startswith("_") for name in operation.parameters)


def logged(operation: Operation) -> bool:
    """Tell whether it is the event log."""
    return operation.id == "list_events"


def searched(operation: Operation) -> bool:
    """Tell whether it is the search."""
    return operation.id == "search_data"


def identified(operation: Operation) -> bool:
    """Tell whether its path names an object."""
    return operation.path.endswith("{id}/")


def written(operation: Operation) -> bool:
    """Tell whether it takes what it answers."""
    return operation.body is not None and not listing(operation)


def of_bulk(operation: Operation) -> bool:
    """Tell whether it is about bulk actions."""
    return operation.path.startswith("/bulk_action/")


@cache
def _listing() -> frozenset[str]:
    known = contract()
    answers = {each.id: known.resolved(each.answer or {}) for each in known.operations()}
    return frozenset(name for name in answers if "data" in answers[name].get("properties", {}))
