"""Every operation of the contract, written down once more: what a test holds the contract against."""

from typing import Any, Final, NamedTuple

REFUSALS: Final = {"400", "401", "402", "403", "404", "405", "415", "429", "5XX"}
BULK: Final = {
    "BulkSequenceSubscription": ("sequence_subscription", "bulk_sequence_subscription"),
    "BulkEmail": ("email", "bulk_email"),
    "BulkEdit": ("edit", "bulk_edit"),
    "BulkDelete": ("delete", "bulk_delete"),
}
"""The four kinds of bulk actions: how their components, paths and operationIds are called."""


class Expected(NamedTuple):
    """What an operation should be; `query` holds its query parameters."""

    method: str
    path: str
    tag: str
    status: str = "200"
    body: str | None = None
    answer: str | None = None
    query: tuple[str, ...] = ()

    def of(self, contract: dict[str, Any]) -> dict[str, Any]:
        """Return the operation in a contract."""
        found: dict[str, Any] = contract["paths"][self.path][self.method]
        return found


def _bulk(component: str) -> dict[str, Expected]:
    kind, name = BULK[component]
    every, one, tag = f"/bulk_action/{kind}/", f"/bulk_action/{kind}/{{id}}/", "bulk_actions"
    action, page, request = f"{component}Action", f"{component}Page", f"{component}Request"
    change = "BulkActionStatusChange"
    listing = ("_limit", "_skip", "_fields", *(("template_id",) if kind == "email" else ()))
    return {
        f"list_{name}s": Expected("get", every, tag, answer=page, query=listing),
        f"create_{name}": Expected("post", every, tag, body=request, answer=action),
        f"get_{name}": Expected("get", one, tag, answer=action, query=("_fields",)),
        f"update_{name}": Expected("put", one, tag, body=change, answer=action),
    }


_EVENT_FILTERS: Final = (
    *("_limit", "_cursor", "object_type", "object_id", "action", "lead_id", "user_id"),
    *("request_id", "date_updated__gt", "date_updated__gte"),
    *("date_updated__lt", "date_updated__lte"),
)
_SEQUENCES: Final = ("/sequence/", "/sequence/{id}/", "sequences")
_SUBSCRIPTIONS: Final = (
    *("/sequence_subscription/", "/sequence_subscription/{id}/", "sequence_subscriptions"),
)


def _sequences() -> dict[str, Expected]:
    every, one, tag = _SEQUENCES
    new, changed, answer = "CreateSequenceRequest", "UpdateSequenceRequest", "Sequence"
    paging = ("_limit", "_skip")
    return {
        "list_sequences": Expected("get", every, tag, answer="SequencePage", query=paging),
        "create_sequence": Expected("post", every, tag, body=new, answer=answer),
        "get_sequence": Expected("get", one, tag, answer=answer),
        "update_sequence": Expected("put", one, tag, body=changed, answer=answer),
        "delete_sequence": Expected("delete", one, tag),
    }


def _subscriptions() -> dict[str, Expected]:
    every, one, tag = _SUBSCRIPTIONS
    listing = ("_limit", "_skip", "sequence_id", "contact_id", "lead_id")
    page, answer = "SequenceSubscriptionPage", "SequenceSubscription"
    new, changed = "CreateSequenceSubscriptionRequest", "UpdateSequenceSubscriptionRequest"
    return {
        f"list_{tag}": Expected("get", every, tag, answer=page, query=listing),
        f"create_{tag[:-1]}": Expected("post", every, tag, "201", new, answer),
        f"get_{tag[:-1]}": Expected("get", one, tag, answer=answer),
        f"update_{tag[:-1]}": Expected("put", one, tag, body=changed, answer=answer),
        f"delete_{tag[:-1]}": Expected("delete", one, tag),
    }


OPERATIONS: Final[dict[str, Expected]] = {
    **{name: each for component in BULK for name, each in _bulk(component).items()},
    **_sequences(),
    **_subscriptions(),
    "search_data": Expected(
        "post", "/data/search/", "search", body="SearchRequest", answer="SearchResults"
    ),
    "get_saved_search": Expected(
        "get", "/saved_search/{id}/", "saved_searches", answer="SavedSearch"
    ),
    "list_events": Expected("get", "/event/", "events", answer="EventPage", query=_EVENT_FILTERS),
    "get_me": Expected("get", "/me/", "users", answer="Me", query=("_fields",)),
}
"""All thirty, by their operationId."""


def resolved(contract: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to what it names."""
    while "$ref" in node:
        target: Any = contract
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def json_content(node: dict[str, Any]) -> dict[str, Any]:
    """Return the media type object of JSON, which is the only one that there is."""
    assert list(node["content"]) == ["application/json"]
    found: dict[str, Any] = node["content"]["application/json"]
    return found


def reachable(contract: dict[str, Any], node: Any) -> list[dict[str, Any]]:
    """Return every schema that a schema leads to, itself first, each component once."""
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    todo: list[Any] = [node]
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo.extend(value)
        elif isinstance(value, dict):
            if "$ref" in value:
                if value["$ref"] in seen:
                    continue
                seen.add(value["$ref"])
            schema = resolved(contract, value)
            found.append(schema)
            todo.extend(_inner(schema))
    return found


def _inner(schema: dict[str, Any]) -> list[Any]:
    inner: list[Any] = [schema.get(key, ()) for key in ("oneOf", "anyOf", "allOf", "items")]
    inner.append([*schema.get("properties", {}).values()])
    if isinstance(schema.get("additionalProperties"), dict):
        inner.append(schema["additionalProperties"])
    return [list(each) if isinstance(each, tuple) else each for each in inner]
