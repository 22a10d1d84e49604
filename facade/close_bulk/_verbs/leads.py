"""Verbs that send e-mail to leads and delete them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, overload

from close_bulk._signatures import takes
from close_bulk._verbs.base import Previewed, Started, Verbs
from close_bulk._verbs.fields import DeleteFields, DeletionFields, EmailFields, Expectation

if TYPE_CHECKING:
    from typing import Unpack

    from close_bulk._verbs.base import Dry, Real


class EmailVerbs(Verbs, Generic[Started, Previewed]):
    """Sends e-mail to the selected leads."""

    @overload
    def email(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[EmailFields]
    ) -> Started: ...
    @overload
    def email(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[EmailFields]
    ) -> Previewed: ...
    @overload
    def email(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[EmailFields]
    ) -> Started | Previewed: ...
    @takes(EmailFields, Expectation)
    def email(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Send an e-mail template to the selected leads.

        What was sent stays sent: a `pause()` of the handle holds back only the rest.

        Args:
            s_query: Which leads: a `Query` or the JSON of one, a `smart_view(...)`, or `ALL_LEADS`.
            template_id: The template, `tmpl_...`.
            contact_preference: `lead` for the first address of each lead, `contact` for the first address
                of each contact (documented), `all` for all addresses of all contacts (inferred).
            email_account_id: The connected account that sends, `emailacct_...` (inferred); without it, the
                service decides.
            sender: The address that sends (inferred); without it, the service decides.
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
        return self._act("email", fields, dry_run=dry_run)


class DeleteVerbs(Verbs, Generic[Started, Previewed]):
    """Deletes the selected leads."""

    @overload
    def delete(
        self, *, expect: int, dry_run: Real = ..., **fields: Unpack[DeleteFields]
    ) -> Started: ...
    @overload
    def delete(
        self, *, expect: int = ..., dry_run: Dry, **fields: Unpack[DeleteFields]
    ) -> Previewed: ...
    @overload
    def delete(
        self, *, expect: int, dry_run: bool, **fields: Unpack[DeleteFields]
    ) -> Started | Previewed: ...
    @takes(DeletionFields)
    def delete(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Delete the selected leads, with all that belongs to them. This cannot be undone.

        A count just before tells how many leads there are, and nothing is sent if that is not the number
        that you expect. Between the count and the deletion the service goes on: a lead that comes to match
        in that moment is deleted too. `results_limit` is an upper bound that holds in any case.

        Args:
            expect: How many leads you expect to be deleted, at most `results_limit`; a dry run does not
                need it.
            s_query: Which leads: a `Query` or the JSON of one, a `smart_view(...)`, or `ALL_LEADS`.
            results_limit: At most so many leads, in the order of `sort`; None for all.
            sort: The order in which leads are taken, as for `subscribe()`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            dry_run: True to start nothing and get a `Preview`.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
            CountDiffers: It would touch more or fewer leads than `expect`; nothing was started.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self._act("delete", fields, dry_run=dry_run)
