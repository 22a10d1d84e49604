"""Clients that are wrong in one way each."""

import json
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any, Final, TypeAlias
from urllib.parse import urlencode, urlsplit

from attrs import frozen

from contract.clients.client import BULK, JSON, PAUSE, SUBSCRIBE, Client, basic

Send: TypeAlias = Callable[[Client], object]


@frozen
class Wrong:
    """A client's mistake, the rule that names it, where, and what is wrong besides."""

    name: str
    rule: str
    where: str
    send: Send
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def _gets(name: str, rule: str, where: str, path: str) -> Wrong:
    return Wrong(name, rule, where, lambda client: client.send("GET", path))


def _posts(name: str, rule: str, where: str, body: Any, path: str = BULK) -> Wrong:
    return Wrong(name, rule, where, lambda client: client.json("POST", path, body))


def _puts(name: str, rule: str, where: str, body: Any, path: str) -> Wrong:
    return Wrong(name, rule, where, lambda client: client.json("PUT", path, body))


def _bytes(name: str, rule: str, where: str, body: bytes, headers: dict[str, str] = JSON) -> Wrong:
    return Wrong(name, rule, where, lambda client: client.send("POST", BULK, body, headers))


def _signs_in(name: str, rule: str, make: Callable[[str], str] | None) -> Wrong:
    def send(client: Client) -> object:
        headers = {} if make is None else {"authorization": make(client.api_key)}
        return client.send("GET", "/me/", headers=headers, signed_in=False)

    return Wrong(name, rule, "header/authorization", send)


def _signs_in_twice(client: Client) -> None:
    connection = HTTPConnection(urlsplit(client.base_url).netloc, timeout=10)
    connection.putrequest("GET", f"{urlsplit(client.base_url).path}/me/")
    connection.putheader("authorization", basic(f"{client.api_key}:"))
    connection.putheader("authorization", "Bearer token")
    connection.endheaders()
    connection.getresponse().read()
    connection.close()


def _without(name: str) -> Wrong:
    body = {key: value for key, value in SUBSCRIBE.items() if key != name}
    return _posts(f"subscribes without {name}", "missing_field", f"body/{name}", body)


_ACTION: Final = f"{BULK}bulkseqsub_1/"
_MOMENT: Final = "2026-03-02T09:15:00"

WRONG: Final = (
    _gets("forgets the final slash", "missing_slash", "path", "/me"),
    _gets("doubles a slash", "double_slash", "path", "//me/"),
    _gets("puts in no id", "double_slash", "path", "/sequence//"),
    _gets("makes up a path", "unknown_path", "path", "/sequence/seq_1/stats/"),
    _gets("leaves the version out", "unknown_path", "path", "/../v2/me/"),
    _gets("has no filter", "missing_filter", "query", "/sequence_subscription/?_limit=10"),
    _gets("has an unknown filter", "unknown_parameter", "query/status", "/event/?status=done"),
    _gets("skips events", "unknown_parameter", "query/_skip", "/event/?_skip=100"),
    _gets(
        "asks for fields of sequences",
        "unknown_parameter",
        "query/_fields",
        "/sequence/?_fields=id",
    ),
    _gets("asks for 500", "ill_parameter", "query/_limit", f"{BULK}?_limit=500"),
    _gets("asks for page one", "ill_parameter", "query/_skip", f"{BULK}?_skip=one"),
    _gets("repeats a parameter", "repeated_parameter", "query/_limit", f"{BULK}?_limit=1&_limit=2"),
    _gets(
        "filters by an id of another kind",
        "ill_parameter",
        "query/lead_id",
        "/sequence_subscription/?lead_id=cont_1",
    ),
    _gets("gets an id of another kind", "path_parameter", "path", f"{BULK}bulkedit_1/"),
    _gets(
        "naive date", "naive_date", "query/date_updated__gt", f"/event/?date_updated__gt={_MOMENT}"
    ),
    _gets(
        "date of another form",
        "ill_date",
        "query/date_updated__gte",
        "/event/?date_updated__gte=03/02/2026",
    ),
    _gets(
        "offset with a bare plus",
        "ill_date",
        "query/date_updated__lt",
        f"/event/?date_updated__lt={_MOMENT}+00:00",
    ),
    _gets("key in the URL", "key_in_url", "query/api_key", "/me/?api_key=api_5up3r.53cr3t"),
    Wrong("patches", "unknown_method", "method", lambda c: c.json("PATCH", _ACTION, {})),
    Wrong("deletes an action", "unknown_method", "method", lambda c: c.send("DELETE", _ACTION)),
    Wrong("body on GET", "unexpected_body", "body", lambda c: c.json("GET", "/me/", {})),
    Wrong(
        "query instead of body",
        "missing_body",
        "body",
        lambda c: c.send("POST", f"{BULK}?{urlencode(PAUSE)}", headers=JSON),
        also=("unknown_parameter",),
    ),
    _signs_in("not signed in", "no_sign_in", None),
    _signs_in("key without its colon", "ill_sign_in", basic),
    _signs_in("key as password", "ill_sign_in", lambda key: basic(f":{key}")),
    _signs_in("key and password", "ill_sign_in", lambda key: basic(f"{key}:{key}")),
    _signs_in("empty key", "ill_sign_in", lambda _: basic(":")),
    _signs_in("key in the clear", "ill_sign_in", lambda key: f"Basic {key}"),
    _signs_in("key with its line's end", "ill_sign_in", lambda key: basic(f"{key}\n:")),
    _signs_in("scheme of its own", "ill_sign_in", lambda key: f"ApiKey {key}"),
    _signs_in("Basic as Bearer", "mixed_sign_in", lambda key: f"Bearer {basic(f'{key}:')[6:]}"),
    Wrong("signs in twice", "mixed_sign_in", "header/authorization", _signs_in_twice),
    *map(_without, ("sequence_id", "sender_account_id", "sender_name", "sender_email")),
    _without("contact_preference"),
    _posts("selects nothing", "missing_field", "body/s_query", {"action_type": "pause"}),
    _posts("typing error", "unknown_field", "body/sendr_name", {**PAUSE, "sendr_name": "John"}),
    _posts(
        "field of another action",
        "unknown_field",
        "body/sender_name",
        {**PAUSE, "sender_name": "J"},
    ),
    _posts(
        "wrong spelling", "unknown_value", "body/action_type", {**PAUSE, "action_type": "Pause"}
    ),
    _posts("sends null", "null_field", "body/sequence_id", {**PAUSE, "sequence_id": None}),
    _posts("limit of 0", "invalid_field", "body/results_limit", {**PAUSE, "results_limit": 0}),
    _posts(
        "limit as text", "ill_typed_field", "body/results_limit", {**PAUSE, "results_limit": "5"}
    ),
    _posts(
        "id of another kind", "invalid_field", "body/sequence_id", {**PAUSE, "sequence_id": "x_1"}
    ),
    _posts(
        "ill moment in a search",
        "ill_date",
        "body/query/queries/0/value",
        {"query": {"type": "or", "queries": [{"type": "fixed_utc", "value": "yesterday"}]}},
        "/data/search/",
    ),
    _puts(
        "stops instead of pausing", "unknown_value", "body/status", {"status": "stopped"}, _ACTION
    ),
    _puts("resumes by `active`", "unknown_value", "body/status", {"status": "active"}, _ACTION),
    _bytes(
        "form",
        "content_type",
        "header/content-type",
        urlencode(PAUSE).encode(),
        {"content-type": "application/x-www-form-urlencoded"},
    ),
    _bytes(
        "JSON as text",
        "content_type",
        "header/content-type",
        json.dumps(PAUSE).encode(),
        {"content-type": "text/plain"},
    ),
    _bytes(
        "no content type", "content_type", "header/content-type", json.dumps(PAUSE).encode(), {}
    ),
    Wrong(
        "duplicate key",
        "duplicate_key",
        "body",
        lambda c: c.send("PUT", _ACTION, b'{"status":"paused","status":"resuming"}', JSON),
    ),
    _bytes("Latin-1", "invalid_json", "body", '{"sender_name":"Zoë"}'.encode("latin-1")),
    _bytes("single quotes", "invalid_json", "body", str(PAUSE).encode()),
    _bytes("NaN", "invalid_json", "body", b'{"results_limit":NaN}'),
    _bytes("beyond a double", "invalid_json", "body", b'{"results_limit":1e999}'),
    _bytes("lone surrogate", "invalid_json", "body", b'{"sender_name":"\\ud83d"}'),
    Wrong(
        "zone by name",
        "ill_parameter",
        "header/x-tz-offset",
        lambda c: c.send(
            "POST", BULK, json.dumps(PAUSE).encode(), {**JSON, "x-tz-offset": "Europe/Paris"}
        ),
    ),
)
"""Each wrong in one way, which is all that is found."""
