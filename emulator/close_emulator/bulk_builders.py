"""Furnishing what bulk actions work with: custom fields, templates, the outbox, faults."""

from collections.abc import Iterable, Sequence

from close_emulator import bulk, custom_fields
from close_emulator.building import Builder
from close_emulator.records import CustomField, EmailTemplate, SentEmail


class BulkBuilders(Builder):
    """The methods that concern bulk actions."""

    @property
    def outbox(self) -> Sequence[SentEmail]:
        """What bulk emails have sent so far, oldest first."""
        with self._present() as world:
            return tuple(world.organization.outbox)

    def add_custom_field(
        self,
        name: str,
        *,
        object_type: str = "lead",
        accepts_multiple_values: bool = False,
        shared_by: Iterable[str] = custom_fields.HOLDERS,
        fixed_id: str | None = None,
    ) -> str:
        """Add a custom field and return its id.

        `object_type` is lead, contact or shared; a shared field is on the types in `shared_by`,
        by default on leads and on contacts.

        Raises:
            ValueError: another type, or a name that a field of this type has already.
        """
        shared = object_type == custom_fields.SHARED
        on = tuple(shared_by) if shared else (object_type,)
        if not on or not {*on} <= {*custom_fields.HOLDERS}:
            held = " and ".join(custom_fields.HOLDERS)
            raise ValueError(f"Custom fields are on {held}, or shared by them; not on {on}.")
        with self._present() as world:
            known = world.organization.custom_fields
            if custom_fields.named(known.values(), object_type, name):
                raise ValueError(f"There is a custom field {name} of the type {object_type}.")
            field_id = self._id("cf", fixed_id, known)
            known[field_id] = CustomField(field_id, name, object_type, accepts_multiple_values, on)
            return field_id

    def add_email_template(
        self, name: str, *, subject: str = "", fixed_id: str | None = None
    ) -> str:
        """Add an e-mail template, which bulk emails can send, and return its id."""
        with self._present() as world:
            templates = world.organization.email_templates
            template = EmailTemplate(self._id("tmpl", fixed_id, templates), name, subject)
            templates[template.id] = template
            return template.id

    def fail_bulk_action(self, action_id: str) -> None:
        """End a bulk action with status `error`, as a fault on the server would.

        Raises:
            KeyError: there is no such bulk action.
        """
        with self._present() as world:
            bulk.fail(world.organization.bulk_actions[action_id], world.stage)
