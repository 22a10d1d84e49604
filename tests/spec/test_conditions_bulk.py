"""Bulk emails, edits and deletes: what each requires, allows and refuses, by an independent judge."""

import itertools
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest

from spec.inventory import resolved

Accepts = Callable[[str, object], bool]
Body = dict[str, Any]

QUERY: Body = {"type": "and", "queries": [{"type": "object_type", "object_type": "lead"}]}
SELECTION: Body = {"results_limit": 10, "sort": [{"direction": "asc"}], "send_done_email": False}
FIELDS: Body = {
    "custom_field_id": "cf_1aB",
    "custom_field_name": "Segment",
    "custom_field_value": "Logistics",
    "custom_field_values": ["Baltics", 7, True],
    "custom_field_operation": "add",
}
KINDS = ("", "contact_", "activity_", "global_", "opportunity_", "custom_object_")
SET = [f"set_{kind}custom_field" for kind in KINDS]
CLEAR = [f"clear_{kind}custom_field" for kind in KINDS]
STATUS: Body = {"type": "set_lead_status", "lead_status_id": "stat_1", "s_query": QUERY}
EMAIL: Body = {"template_id": "tmpl_1", "contact_preference": "contact", "s_query": QUERY}
DELETE: Body = {"s_query": QUERY}

MINIMAL: dict[str, tuple[str, Body]] = {
    "email": ("BulkEmailRequest", EMAIL),
    "delete": ("BulkDeleteRequest", DELETE),
    "set_lead_status": ("BulkEditRequest", STATUS),
    **{
        name: (
            "BulkEditRequest",
            {"type": name, "custom_field_id": "cf_1", "custom_field_value": "x", "s_query": QUERY},
        )
        for name in SET
    },
    **{
        name: ("BulkEditRequest", {"type": name, "custom_field_name": "Segment", "s_query": QUERY})
        for name in CLEAR
    },
}
"""One smallest body for every request: its component and the body."""

WRONG: dict[str, list[Any]] = {
    "template_id": ["", "tmpl_", "lead_1", None, 1],
    "contact_preference": ["", "everybody", None, 1],
    "email_account_id": ["", "user_1", 1],
    "sender": ["", "mira", 1],
    "lead_status_id": ["", "stat_", "cf_1", "Potential", None],
    "custom_field_id": ["", "cf_", "lead_1", "Segment", None, 1],
    "custom_field_name": ["", None, 1],
    "custom_field_value": ["", None, [], {}, ["x"]],
    "custom_field_values": ["x", [], None, [""], [None], [["x"]]],
    "custom_field_operation": ["", "append", None],
    "results_limit": [0, -1, 1.5, "10", True],
    "sort": [{}, ["asc"], None],
    "send_done_email": [None, "no", 0],
    "s_query": [{}, [], "", None, "lead"],
}
OPTIONAL: dict[str, Body] = {
    **dict.fromkeys(MINIMAL, SELECTION),
    "email": {**SELECTION, "email_account_id": "emailacct_1", "sender": "mira@northwind.example"},
    **{name: {**SELECTION, "custom_field_operation": "replace"} for name in SET},
}


def without(body: Body, field: str) -> Body:
    """Return a body without one of its fields."""
    return {key: value for key, value in body.items() if key != field}


def test_every_type_of_edit_has_a_request(contract: dict[str, Any]) -> None:
    """One component for each of the thirteen, under the constant that names it."""
    schemas = contract["components"]["schemas"]
    mapping = schemas["BulkEditRequest"]["discriminator"]["mapping"]
    assert sorted(mapping) == sorted(schemas["BulkEditActionType"]["enum"])
    assert sorted(mapping) == sorted(["set_lead_status", *SET, *CLEAR])
    branches = schemas["BulkEditRequest"]["oneOf"]
    assert [each["$ref"] for each in branches] == [*mapping.values()]
    for name, target in mapping.items():
        constant = resolved(contract, {"$ref": target})["properties"]["type"]
        assert constant == {"type": "string", "const": name, "default": name}


def test_branches_repeat_their_component(contract: dict[str, Any]) -> None:
    """What the fuzzer reads is what the generator reads: a branch has no member of its own.

    The members of the branches together are those of the component, each under the same schema.
    """
    for name in [*SET, *CLEAR]:
        mapping = contract["components"]["schemas"]["BulkEditRequest"]["discriminator"]["mapping"]
        component = resolved(contract, {"$ref": mapping[name]})
        branches = component["allOf"][0]["oneOf"]
        assert len(branches) == (4 if name in SET else 2)
        for branch in branches:
            assert branch["type"] == "object"
            assert branch["additionalProperties"] is False
            assert set(component["required"]) < set(branch["required"])
            members = branch["properties"]
            assert all(component["properties"][each] == members[each] for each in members)
        together = {each for branch in branches for each in branch["properties"]}
        assert together == component["properties"].keys()


@pytest.mark.parametrize("name", MINIMAL)
def test_required_fields_are_enough(accepts: Accepts, name: str) -> None:
    """The fields that a request requires make a valid body."""
    assert accepts(*MINIMAL[name])


@pytest.mark.parametrize("name", MINIMAL)
def test_optional_fields_are_allowed(accepts: Accepts, name: str) -> None:
    """Each field that a request knows may be there, alone and with all others."""
    component, body = MINIMAL[name]
    assert accepts(component, {**body, **OPTIONAL[name]})
    for field, value in OPTIONAL[name].items():
        assert accepts(component, {**body, field: value}), field


@pytest.mark.parametrize(("name", "field"), [(n, f) for n in MINIMAL for f in MINIMAL[n][1]])
def test_a_missing_required_field_is_refused(accepts: Accepts, name: str, field: str) -> None:
    """Without any one of the required fields a body is not valid, whatever else it has."""
    component, body = MINIMAL[name]
    assert not accepts(component, without({**body, **OPTIONAL[name]}, field))


@pytest.mark.parametrize("name", MINIMAL)
@pytest.mark.parametrize("field", ["query", "status", "id", "bulk_object_type", "action_type", ""])
def test_an_unknown_field_is_refused(accepts: Accepts, name: str, field: str) -> None:
    """Misspelt and foreign fields are refused, and what only answers have."""
    component, body = MINIMAL[name]
    assert not accepts(component, {**body, field: "lead"})


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        pytest.param(name, field, value, id=f"{name}-{field}-{value!r}")
        for name in MINIMAL
        for field, values in WRONG.items()
        if field in {**MINIMAL[name][1], **OPTIONAL[name]}
        for value in values
    ],
)
def test_a_wrong_value_is_refused(accepts: Accepts, name: str, field: str, value: object) -> None:
    """Empty texts, ids of another kind, unknown preferences, a limit of 0 and the like."""
    component, body = MINIMAL[name]
    assert not accepts(component, {**body, **OPTIONAL[name], field: value})


@pytest.mark.parametrize("kind", [*SET, *CLEAR, "set_lead_status"])
def test_id_or_name_and_value_or_values(contract: dict[str, Any], kind: str) -> None:
    """Of all mixtures of five fields, absent, null or given, exactly the right ones are valid."""
    request = contract["components"]["schemas"]["BulkEditRequest"]
    judge = jsonschema_rs.Draft202012Validator({**request, "components": contract["components"]})
    states = [[{}, {name: None}, {name: value}] for name, value in FIELDS.items()]
    base: Body = STATUS if kind == "set_lead_status" else {"type": kind, "s_query": QUERY}
    verdicts = {True: 0, False: 0}
    for mixture in itertools.product(*states):
        body = {**base, **{name: part[name] for part in mixture for name in part}}
        expected = _is_right(kind, body)
        assert judge.is_valid(body) == expected, body
        verdicts[expected] += 1
    assert verdicts[True] == (8 if kind in SET else 2 if kind in CLEAR else 1)


def _is_right(kind: str, body: Body) -> bool:
    given = FIELDS.keys() & body.keys()
    if any(body[name] is None for name in given):
        return False
    one_field = len(given & {"custom_field_id", "custom_field_name"}) == 1
    if kind in CLEAR:
        return one_field and len(given) == 1
    one_value = len(given & {"custom_field_value", "custom_field_values"}) == 1
    return one_field and one_value if kind in SET else not given


@pytest.mark.parametrize("value", ["x", " ", 0, -1.5, True, False])
def test_values_of_custom_fields(accepts: Accepts, value: object) -> None:
    """Texts, numbers and true and false, alone and in a list."""
    base = {"type": "set_custom_field", "custom_field_id": "cf_1", "s_query": QUERY}
    assert accepts("BulkEditRequest", {**base, "custom_field_value": value})
    assert accepts("BulkEditRequest", {**base, "custom_field_values": [value, value]})


@pytest.mark.parametrize("operation", ["replace", "add", "remove"])
def test_operations_on_custom_fields(accepts: Accepts, operation: str) -> None:
    """The three that the vendor documents; only setting takes one, clearing does not."""
    component, body = MINIMAL["set_custom_field"]
    assert accepts(component, {**body, "custom_field_operation": operation})
    component, body = MINIMAL["clear_custom_field"]
    assert not accepts(component, {**body, "custom_field_operation": operation})


@pytest.mark.parametrize("preference", ["lead", "contact", "all"])
def test_preferences_of_a_bulk_email(accepts: Accepts, preference: str) -> None:
    """The two documented ones, and the one that stands in the schema alone."""
    assert accepts("BulkEmailRequest", {**EMAIL, "contact_preference": preference})


@pytest.mark.parametrize("field", ["email_account_id", "sender", "results_limit"])
def test_null_means_that_the_vendor_chooses(accepts: Accepts, field: str) -> None:
    """Three fields of a bulk email take null."""
    assert accepts("BulkEmailRequest", {**EMAIL, field: None})


@pytest.mark.parametrize("component", ["BulkEmailRequest", "BulkEditRequest", "BulkDeleteRequest"])
@pytest.mark.parametrize("body", [None, [], "x", {}, {"type": "set_everything"}], ids=repr)
def test_no_body_at_all_is_refused(accepts: Accepts, component: str, body: object) -> None:
    """Above all, a deletion of nothing in particular is no deletion."""
    assert not accepts(component, body)
