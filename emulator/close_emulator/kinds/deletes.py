"""Bulk deletes: the selected leads go, with their contacts and subscriptions, for good.

Documented: the request is the selection and no more. That the objects are the leads themselves,
and `bulk_object_type` therefore lead, follows the vendor's example.
"""

from typing import Final

from close_emulator import lead_changes
from close_emulator.bulk_form import Rule, common_readers, read_body
from close_emulator.bulk_records import BulkAction, BulkDeleteRequest
from close_emulator.effects import Effect, Stage, the_lead
from close_emulator.kinds.kind import Kind
from close_emulator.scope import Scope
from close_emulator.wire import Json


def _read(body: Json, scope: Scope) -> BulkDeleteRequest:
    return BulkDeleteRequest(**read_body(body, common_readers(scope), Rule()))


def _delete(stage: Stage, action: BulkAction, lead_id: str) -> None:
    lead = stage.organization.leads.get(lead_id)
    if lead is not None:
        lead_changes.delete(stage, action, lead)


DELETE: Final = Kind(
    name="delete",
    prefix="bulkdelete",
    read=_read,
    effect=lambda _: Effect(the_lead, _delete),
    answer=lambda _: {"bulk_object_type": "lead"},
)
