"""Verbs that change a status or a custom field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, overload

from close_bulk._signatures import takes
from close_bulk._verbs.base import Previewed, Started, Verbs
from close_bulk._verbs.fields import (
    ClearCustomFieldFields,
    Expectation,
    SetCustomFieldFields,
    SetLeadStatusFields,
)

if TYPE_CHECKING:
    from typing import Unpack

    from close_bulk._verbs.base import Dry, Real


class EditVerbs(Verbs, Generic[Started, Previewed]):
    """Gives the selected leads, or what belongs to them, another status or other values."""

    @overload
    def set_lead_status(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[SetLeadStatusFields]
    ) -> Started: ...
    @overload
    def set_lead_status(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[SetLeadStatusFields]
    ) -> Previewed: ...
    @overload
    def set_lead_status(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[SetLeadStatusFields]
    ) -> Started | Previewed: ...
    @takes(SetLeadStatusFields, Expectation)
    def set_lead_status(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Give the selected leads another status.

        Args:
            s_query: Which leads: a `Query` or the JSON of one, a `smart_view(...)`, or `ALL_LEADS`.
            lead_status_id: The new status, `stat_...`.
            results_limit: At most so many leads, in the order of `sort`; None for all.
            sort: The order in which leads are taken, as for `subscribe()`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            expect: How many leads it is to touch; it is not started if that is not what a count just before
                says.
            dry_run: True to start nothing and get a `Preview`.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
            CountDiffers: It would touch more or fewer leads than `expect`; nothing was started.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self._act("set_lead_status", fields, dry_run=dry_run)

    @overload
    def set_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started: ...
    @overload
    def set_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def set_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(SetCustomFieldFields, Expectation)
    def set_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Set a custom field of the selected leads.

        An answer of the service shows the name of the field and one value; several values and the operation
        cannot be read back (documented).

        Args:
            s_query: Which leads: a `Query` or the JSON of one, a `smart_view(...)`, or `ALL_LEADS`.
            custom_field_id: The custom field, `cf_...`; this or its name is needed, not both.
            custom_field_name: Its exact name.
            custom_field_value: The new value, a text, a number or a boolean; this or several values are
                needed, not both.
            custom_field_values: The new values, for a custom field that takes several.
            custom_field_operation: What the values do to those that are there: `replace` them, which is what
                the service does unless told otherwise, `add` to them, or `remove` them. Only for custom
                fields that take several values (documented).
            results_limit: At most so many leads, in the order of `sort`; None for all.
            sort: The order in which leads are taken, as for `subscribe()`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            expect: How many leads it is to touch; it is not started if that is not what a count just before
                says.
            dry_run: True to start nothing and get a `Preview`.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
            CountDiffers: It would touch more or fewer leads than `expect`; nothing was started.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self._act("set_custom_field", fields, dry_run=dry_run)

    @overload
    def clear_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started: ...
    @overload
    def clear_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def clear_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(ClearCustomFieldFields, Expectation)
    def clear_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Clear a custom field of the selected leads.

        Args:
            s_query: Which leads: a `Query` or the JSON of one, a `smart_view(...)`, or `ALL_LEADS`.
            custom_field_id: The custom field, `cf_...`; this or its name is needed, not both.
            custom_field_name: Its exact name.
            results_limit: At most so many leads, in the order of `sort`; None for all.
            sort: The order in which leads are taken, as for `subscribe()`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            expect: How many leads it is to touch; it is not started if that is not what a count just before
                says.
            dry_run: True to start nothing and get a `Preview`.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
            CountDiffers: It would touch more or fewer leads than `expect`; nothing was started.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self._act("clear_custom_field", fields, dry_run=dry_run)

    @overload
    def set_contact_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started: ...
    @overload
    def set_contact_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def set_contact_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(SetCustomFieldFields, Expectation)
    def set_contact_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Set a custom field of the contacts of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `set_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("set_contact_custom_field", fields, dry_run=dry_run)

    @overload
    def clear_contact_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started: ...
    @overload
    def clear_contact_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def clear_contact_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(ClearCustomFieldFields, Expectation)
    def clear_contact_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Clear a custom field of the contacts of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `clear_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("clear_contact_custom_field", fields, dry_run=dry_run)

    @overload
    def set_activity_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started: ...
    @overload
    def set_activity_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def set_activity_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(SetCustomFieldFields, Expectation)
    def set_activity_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Set a custom field of the activities of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `set_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("set_activity_custom_field", fields, dry_run=dry_run)

    @overload
    def clear_activity_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started: ...
    @overload
    def clear_activity_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def clear_activity_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(ClearCustomFieldFields, Expectation)
    def clear_activity_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Clear a custom field of the activities of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `clear_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("clear_activity_custom_field", fields, dry_run=dry_run)

    @overload
    def set_global_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started: ...
    @overload
    def set_global_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def set_global_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(SetCustomFieldFields, Expectation)
    def set_global_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Set a shared custom field, one that several object types have, of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `set_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("set_global_custom_field", fields, dry_run=dry_run)

    @overload
    def clear_global_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started: ...
    @overload
    def clear_global_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def clear_global_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(ClearCustomFieldFields, Expectation)
    def clear_global_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Clear a shared custom field, one that several object types have, of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `clear_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("clear_global_custom_field", fields, dry_run=dry_run)

    @overload
    def set_opportunity_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started: ...
    @overload
    def set_opportunity_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def set_opportunity_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(SetCustomFieldFields, Expectation)
    def set_opportunity_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Set a custom field of the opportunities of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `set_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("set_opportunity_custom_field", fields, dry_run=dry_run)

    @overload
    def clear_opportunity_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started: ...
    @overload
    def clear_opportunity_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def clear_opportunity_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(ClearCustomFieldFields, Expectation)
    def clear_opportunity_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Clear a custom field of the opportunities of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `clear_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("clear_opportunity_custom_field", fields, dry_run=dry_run)

    @overload
    def set_custom_object_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started: ...
    @overload
    def set_custom_object_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def set_custom_object_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[SetCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(SetCustomFieldFields, Expectation)
    def set_custom_object_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Set a custom field of the custom objects of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `set_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("set_custom_object_custom_field", fields, dry_run=dry_run)

    @overload
    def clear_custom_object_custom_field(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started: ...
    @overload
    def clear_custom_object_custom_field(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Previewed: ...
    @overload
    def clear_custom_object_custom_field(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[ClearCustomFieldFields]
    ) -> Started | Previewed: ...
    @takes(ClearCustomFieldFields, Expectation)
    def clear_custom_object_custom_field(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Clear a custom field of the custom objects of the selected leads.

        The vendor lists this type and describes it nowhere: its fields and its meaning are inferred from
        `clear_custom_field()`, whose fields it takes and whose errors it raises.
        """
        return self._act("clear_custom_object_custom_field", fields, dry_run=dry_run)
