"""Bulk edits: which requests are accepted, and what becomes of leads and contacts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from close_emulator.records import Scalar
from emulator.workbench import ALL_LEADS, SEARCH, Workbench, by, named

EDIT = "/bulk_action/edit/"
ONE_OF_WHICH = "Exactly one of custom_field_id and custom_field_name is required."
ONE_OF_VALUE = "Exactly one of custom_field_value and custom_field_values is required."
OBJECTS = {
    "custom_field": "lead",
    "contact_custom_field": "contact",
    "global_custom_field": "shared",
}
NOT_KEPT = {
    "activity_custom_field": "custom activities",
    "opportunity_custom_field": "opportunities",
    "custom_object_custom_field": "custom objects",
}


def values_of(bench: Workbench, field_id: str) -> list[object]:
    """The values of a custom field on all leads, then on all contacts."""
    organization = bench.organization
    leads, contacts = organization.leads.values(), organization.contacts.values()
    return [
        *(lead.custom.get(field_id) for lead in leads),
        *(contact.custom.get(field_id) for contact in contacts),
    ]


def edited(bench: Workbench, field_id: str, start: list[Scalar], **fields: object) -> object:
    """What one lead has in a field after a set_custom_field."""
    lead = bench.emulator.add_lead("L", custom={field_id: start} if start else {})
    bench.finish_kind("edit", type="set_custom_field", custom_field_id=field_id, **fields)
    return lead.custom.get(field_id)


def test_a_lead_status_is_set(bench: Workbench) -> None:
    """The selected leads get the status, the others keep theirs, and a search finds it."""
    bench.add_leads(3)
    bench.add_leads(1, "Other")
    lost = bench.emulator.add_lead_status("Lost")
    action = bench.finish_kind(
        "edit", type="set_lead_status", lead_status_id=lost, s_query=named("ACME")
    )
    labels = [lead.status_label for lead in bench.organization.leads.values()]
    assert (action["n_objects_processed"], labels) == (3, ["Lost", "Lost", "Lost", "Potential"])
    field = {"type": "regular_field", "object_type": "lead", "field_name": "status_label"}
    condition = {"type": "term", "values": ["Lost"]}
    query = {"type": "field_condition", "field": field, "condition": condition}
    found = bench.ok("POST", SEARCH, {"query": query, "include_counts": True})
    assert found["count"]["total"] == 3


def test_date_updated_moves_with_a_change_only(bench: Workbench) -> None:
    """A lead that has the status already is not touched."""
    bench.add_leads(2)
    first, second = bench.organization.leads.values()
    lost = bench.emulator.add_lead_status("Lost")
    bench.finish_kind("edit", type="set_lead_status", lead_status_id=lost, s_query=named("1"))
    bench.clock.advance(60)
    bench.finish_kind("edit", type="set_lead_status", lead_status_id=lost)
    assert (second.date_updated - first.date_updated).total_seconds() == 60


@pytest.mark.parametrize("which", ["custom_field_id", "custom_field_name"])
@pytest.mark.parametrize(("of", "object_type"), OBJECTS.items())
def test_a_custom_field_is_set_and_cleared(
    bench: Workbench, of: str, object_type: str, which: str
) -> None:
    """By id or by name, a field of leads, of contacts or of both gets a value and loses it."""
    field_id = bench.emulator.add_custom_field("Segment", object_type=object_type)
    bench.add_leads(1, contacts=2)
    field = {which: field_id if which == "custom_field_id" else "Segment"}
    action = bench.finish_kind("edit", type=f"set_{of}", custom_field_value="Retail", **field)
    on_lead = [None if object_type == "contact" else "Retail"]
    on_contacts = [None if object_type == "lead" else "Retail"] * 2
    assert values_of(bench, field_id) == on_lead + on_contacts
    assert action["n_objects"] == (on_lead + on_contacts).count("Retail")
    bench.finish_kind("edit", type=f"clear_{of}", **field)
    assert values_of(bench, field_id) == [None] * 3


def test_a_shared_field_may_be_on_leads_alone(bench: Workbench) -> None:
    """A shared field is set on those types of objects only that share it."""
    add = bench.emulator.add_custom_field
    field_id = add("Segment", object_type="shared", shared_by=["lead"])
    bench.add_leads(1)
    body = {"custom_field_id": field_id, "custom_field_value": 1}
    bench.finish_kind("edit", type="set_global_custom_field", **body)
    assert values_of(bench, field_id) == [1, None]


@pytest.mark.parametrize(
    ("start", "operation", "values", "end"),
    [
        (["a"], "replace", ["b", "c", "b"], ["b", "c"]),
        (["a"], None, ["b"], ["b"]),
        (["a", "b"], "add", ["b", "c"], ["a", "b", "c"]),
        ([], "add", ["a"], ["a"]),
        (["a", "b", "c"], "remove", ["c", "a", "x"], ["b"]),
        (["a"], "remove", ["a"], None),
        ([], "remove", ["a"], None),
        ([1], "add", [True, 1.0], [1, True]),
        ([True, 1], "remove", [1], [True]),
    ],
)
def test_values_are_replaced_added_and_removed(
    bench: Workbench, start: list[Scalar], operation: str | None, values: list[Scalar], end: Any
) -> None:
    """A field with several values is replaced unless told otherwise, and has no value twice."""
    field_id = bench.emulator.add_custom_field("Markets", accepts_multiple_values=True)
    asked = {"custom_field_operation": operation} if operation else {}
    after = edited(bench, field_id, start, custom_field_values=values, **asked)
    assert repr(after) == repr(end)


def test_one_value_is_enough_for_several(bench: Workbench) -> None:
    """A field with several values takes a single one too, and it is kept in a list."""
    field_id = bench.emulator.add_custom_field("Markets", accepts_multiple_values=True)
    fields = {"custom_field_value": "b", "custom_field_operation": "add"}
    assert edited(bench, field_id, ["a"], **fields) == ["a", "b"]


def kept(values: object) -> set[str]:
    """Values as a set that tells true from 1."""
    return {*map(repr, values)} if isinstance(values, list) else set()


SCALARS = st.sampled_from(["a", "b", "c", 1, 1.5, True])


@given(start=st.lists(SCALARS, max_size=4), values=st.lists(SCALARS, min_size=1, max_size=4))
def test_add_and_remove_are_set_operations(start: list[Scalar], values: list[Scalar]) -> None:
    """After an addition everything is there, after the removal of the same only the rest."""
    bench = Workbench()
    field_id = bench.emulator.add_custom_field("Markets", accepts_multiple_values=True)
    lead = bench.emulator.add_lead("L", custom={field_id: start} if start else {})
    fields: dict[str, object] = {"type": "set_custom_field", "custom_field_id": field_id}
    fields |= {"custom_field_values": values}
    bench.finish_kind("edit", custom_field_operation="add", **fields)
    assert kept(lead.custom.get(field_id)) == kept(start) | kept(values)
    bench.finish_kind("edit", custom_field_operation="remove", **fields)
    assert kept(lead.custom.get(field_id)) == kept(start) - kept(values)


@given(
    names=st.lists(st.text("abcxyz", min_size=1, max_size=3), max_size=9),
    limit=st.integers(1, 10),
    direction=st.sampled_from(["asc", "desc"]),
)
def test_a_limit_edits_the_first_in_order(names: list[str], limit: int, direction: str) -> None:
    """results_limit n changes exactly the first n leads of the sort order, and no other."""
    bench = Workbench()
    leads = [bench.emulator.add_lead(name) for name in names]
    lost = bench.emulator.add_lead_status("Lost")
    action = bench.finish_kind(
        "edit",
        type="set_lead_status",
        lead_status_id=lost,
        sort=[by("name", direction)],
        results_limit=limit,
    )
    ordered = sorted(leads, key=lambda lead: lead.name, reverse=direction == "desc")
    changed = [lead.id for lead in leads if lead.status_id == lost]
    assert sorted(changed) == sorted(lead.id for lead in ordered[:limit])
    assert action["n_leads"] == len(changed)


def test_the_answer_names_what_was_asked(bench: Workbench) -> None:
    """Name, value and status come back; id, values and operation are never answered."""
    lost = bench.emulator.add_lead_status("Lost")
    bench.emulator.add_custom_field("Size")
    bench.emulator.add_custom_field("Markets", accepts_multiple_values=True)
    asked: list[dict[str, object]] = [
        {"type": "set_lead_status", "lead_status_id": lost},
        {"type": "set_custom_field", "custom_field_name": "Size", "custom_field_value": 5},
        {"type": "set_custom_field", "custom_field_name": "Size", "custom_field_value": True},
        {"type": "set_custom_field", "custom_field_name": "Size", "custom_field_value": "5"},
        {"type": "clear_custom_field", "custom_field_name": "Size"},
        {
            "type": "set_custom_field",
            "custom_field_name": "Markets",
            "custom_field_values": ["a"],
            "custom_field_operation": "add",
        },
    ]
    keys = ("custom_field_name", "custom_field_value", "lead_status_id")
    answers = [bench.ok("POST", EDIT, {"s_query": ALL_LEADS} | body) for body in asked]
    assert [tuple(answer[key] for key in keys) for answer in answers] == [
        (None, None, lost),
        ("Size", "5", None),
        ("Size", "true", None),
        ("Size", "5", None),
        ("Size", None, None),
        ("Markets", None, None),
    ]
    assert [answer["type"] for answer in answers] == [body["type"] for body in asked]


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"type": "set_lead_status"}, {"lead_status_id": "This field is required."}),
        (
            {"type": "set_custom_field"},
            {
                "custom_field_id": ONE_OF_WHICH,
                "custom_field_name": ONE_OF_WHICH,
                "custom_field_value": ONE_OF_VALUE,
                "custom_field_values": ONE_OF_VALUE,
            },
        ),
        (
            {"type": "clear_contact_custom_field"},
            {"custom_field_id": ONE_OF_WHICH, "custom_field_name": ONE_OF_WHICH},
        ),
        (
            {
                "type": "set_opportunity_custom_field",
                "custom_field_id": "cf_1",
                "custom_field_name": "Size",
                "custom_field_value": "a",
                "custom_field_values": ["a"],
            },
            {
                "custom_field_id": ONE_OF_WHICH,
                "custom_field_name": ONE_OF_WHICH,
                "custom_field_value": ONE_OF_VALUE,
                "custom_field_values": ONE_OF_VALUE,
            },
        ),
        (
            {"type": "clear_custom_field", "custom_field_name": "Size", "custom_field_value": 1},
            {"custom_field_value": "Unexpected field for the type clear_custom_field."},
        ),
        (
            {"type": "set_lead_status", "lead_status_id": "stat_none", "custom_field_name": "Size"},
            {
                "lead_status_id": "There is no such object.",
                "custom_field_name": "Unexpected field for the type set_lead_status.",
            },
        ),
    ],
)
def test_each_type_has_its_fields(
    bench: Workbench, fields: dict[str, object], problems: dict[str, str]
) -> None:
    """What a type needs, needs once or does not take is named, all of it at once."""
    assert bench.problems("POST", EDIT, {"s_query": ALL_LEADS} | fields) == problems


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("type", ["", None, 1, "delete", "set_status", "set_Lead_status"]),
        ("custom_field_id", [None, "", "cf_", "lead_1", "cf_a-b", 1]),
        ("custom_field_value", [None, "", [], ["a"], {}]),
        ("custom_field_values", [None, [], "a", [None], [""], [["a"]]]),
        ("custom_field_operation", [None, "", "append", 1]),
    ],
)
def test_values_that_do_not_fit_are_refused(
    bench: Workbench, field: str, values: list[object]
) -> None:
    """Each of these values is refused, and its field is named."""
    field_id = bench.emulator.add_custom_field("Markets", accepts_multiple_values=True)
    value = {} if field == "custom_field_values" else {"custom_field_value": "a"}
    good = {"type": "set_custom_field", "custom_field_id": field_id, "s_query": ALL_LEADS} | value
    for wrong in values:
        assert list(bench.problems("POST", EDIT, good | {field: wrong})) == [field], wrong


def test_a_field_that_does_not_exist_is_refused(bench: Workbench) -> None:
    """An id or a name that no field has is 400, and so is the name of another type's field."""
    bench.emulator.add_custom_field("Role", object_type="contact")
    base = {"type": "clear_custom_field", "s_query": ALL_LEADS}
    sentence = "There is no such custom field of a lead."
    for which, value in (("custom_field_id", "cf_none"), ("custom_field_name", "Role")):
        assert bench.problems("POST", EDIT, base | {which: value}) == {which: sentence}


def test_a_field_of_other_objects_is_refused(bench: Workbench) -> None:
    """A contact field cannot be edited as a lead field, and the error says whose it is."""
    role = bench.emulator.add_custom_field("Role", object_type="contact")
    body = {"type": "clear_custom_field", "custom_field_id": role, "s_query": ALL_LEADS}
    sentence = "This is a custom field of a contact, not of a lead."
    assert bench.problems("POST", EDIT, body) == {"custom_field_id": sentence}


def test_a_field_with_one_value_takes_no_list_and_no_operation(bench: Workbench) -> None:
    """Several values and an operation are for fields that accept several."""
    bench.emulator.add_custom_field("Size")
    base = {"type": "set_custom_field", "custom_field_name": "Size", "s_query": ALL_LEADS}
    for operation in ("replace", "add", "remove"):
        body = base | {"custom_field_values": ["a"], "custom_field_operation": operation}
        assert set(bench.problems("POST", EDIT, body)) == {*body} - {*base}


@pytest.mark.parametrize("verb", ["set", "clear"])
@pytest.mark.parametrize(("of", "objects"), NOT_KEPT.items())
def test_edits_of_what_is_not_kept_are_not_implemented(
    bench: Workbench, verb: str, of: str, objects: str
) -> None:
    """A right request about objects that the emulator has not is 501 and says which."""
    body: dict[str, object] = {"type": f"{verb}_{of}", "custom_field_name": "Size"}
    body |= {"custom_field_value": 1} if verb == "set" else {}
    response = bench.send("POST", EDIT, body | {"s_query": ALL_LEADS})
    error = f"the emulator keeps no {objects}, so it does not serve {verb}_{of}"
    assert (response.status, response.json()) == (501, {"error": f"Not Implemented; {error}"})
    assert bench.ok("GET", EDIT)["data"] == []


def test_edited_leads_are_seen_by_other_actions(bench: Workbench) -> None:
    """What an edit set, the query of the next action finds."""
    field_id = bench.emulator.add_custom_field("Segment")
    bench.add_leads(4)
    fields = {"type": "set_custom_field", "custom_field_id": field_id}
    bench.finish_kind("edit", custom_field_value="Retail", results_limit=3, **fields)
    custom = {"type": "custom_field", "custom_field_id": field_id}
    query = {
        "type": "field_condition",
        "field": custom,
        "condition": {"type": "term", "values": ["Retail"]},
    }
    assert bench.finish_kind("delete", s_query=query)["n_leads"] == 3


def test_custom_values_fit_their_fields(bench: Workbench) -> None:
    """Builders refuse a list for one value, a field of other objects, and a name that is taken."""
    add = bench.emulator.add_custom_field
    size, role = add("Size"), add("Role", object_type="contact")
    with pytest.raises(ValueError, match="takes one value"):
        bench.emulator.add_lead("L", custom={size: ["a"]})
    with pytest.raises(ValueError, match="not on a lead"):
        bench.emulator.add_lead("L", custom={role: "CEO"})
    with pytest.raises(ValueError, match="There is a custom field Size"):
        add("Size")
    with pytest.raises(ValueError, match="Custom fields are on lead and contact"):
        add("Value", object_type="opportunity")
