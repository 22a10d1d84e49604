"""A valid call of every verb of `close.bulk`."""

from typing import Any

SENDER = {
    "sender_account_id": "emailacct_1",
    "sender_name": "John Doe",
    "sender_email": "john@salesteam.example",
}
FIELD = {"custom_field_id": "cf_1"}
VALUES = {"custom_field_name": "Markets", "custom_field_values": ["Baltics"]}
CALLS: dict[str, dict[str, Any]] = {
    "subscribe": {"sequence_id": "seq_1", "contact_preference": "lead", **SENDER},
    "pause": {},
    "resume": {"sequence_id": "seq_1"},
    "resume_finished": {},
    "reassign": SENDER,
    "email": {"template_id": "tmpl_1", "contact_preference": "all", "sender": None},
    "delete": {},
    "set_lead_status": {"lead_status_id": "stat_1"},
    **{
        f"set_{what}custom_field": {**FIELD, "custom_field_value": value}
        for what, value in [("", "A"), ("contact_", 1.5), ("activity_", True), ("global_", 0)]
    },
    "set_opportunity_custom_field": VALUES,
    "set_custom_object_custom_field": {**VALUES, "custom_field_operation": "add"},
    **{
        f"clear_{what}custom_field": FIELD
        for what in ("", "contact_", "activity_", "global_", "opportunity_", "custom_object_")
    },
}
"""The fields that each verb needs beside `s_query`."""
