from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.bulk_email_contact_preference import (
    BulkEmailContactPreference,
    check_bulk_email_contact_preference,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sort_term import SortTerm
    from ..models.structured_query import StructuredQuery


T = TypeVar("T", bound="BulkEmailRequest")


@_attrs_define
class BulkEmailRequest:
    """Send an e-mail template to the selected leads.

    Attributes:
        template_id (str):
        contact_preference (BulkEmailContactPreference): Whom a bulk email goes to: the lead's first address, each
            contact's first, or presumably all.
        s_query (StructuredQuery): An Advanced Filtering query; `query` there is `s_query` in a bulk action.
        email_account_id (None | str | Unset): The connected account that sends.
        sender (None | str | Unset): The address that the e-mails come from.
        results_limit (int | None | Unset): At most so many leads, in the order of sort; null for all.
        sort (list[SortTerm] | Unset):
        send_done_email (bool | Unset): Whether the vendor confirms the end by e-mail; it does unless told not to.
    """

    template_id: str
    contact_preference: BulkEmailContactPreference
    s_query: StructuredQuery
    email_account_id: None | str | Unset = UNSET
    sender: None | str | Unset = UNSET
    results_limit: int | None | Unset = UNSET
    sort: list[SortTerm] | Unset = UNSET
    send_done_email: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        template_id = self.template_id

        contact_preference: str = self.contact_preference

        s_query = self.s_query.to_dict()

        email_account_id: None | str | Unset
        if isinstance(self.email_account_id, Unset):
            email_account_id = UNSET
        else:
            email_account_id = self.email_account_id

        sender: None | str | Unset
        if isinstance(self.sender, Unset):
            sender = UNSET
        else:
            sender = self.sender

        results_limit: int | None | Unset
        if isinstance(self.results_limit, Unset):
            results_limit = UNSET
        else:
            results_limit = self.results_limit

        sort: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sort, Unset):
            sort = []
            for componentsschemas_sort_terms_item_data in self.sort:
                componentsschemas_sort_terms_item = componentsschemas_sort_terms_item_data.to_dict()
                sort.append(componentsschemas_sort_terms_item)

        send_done_email = self.send_done_email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "template_id": template_id,
                "contact_preference": contact_preference,
                "s_query": s_query,
            }
        )
        if email_account_id is not UNSET:
            field_dict["email_account_id"] = email_account_id
        if sender is not UNSET:
            field_dict["sender"] = sender
        if results_limit is not UNSET:
            field_dict["results_limit"] = results_limit
        if sort is not UNSET:
            field_dict["sort"] = sort
        if send_done_email is not UNSET:
            field_dict["send_done_email"] = send_done_email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sort_term import SortTerm  # noqa: PLC0415
        from ..models.structured_query import StructuredQuery  # noqa: PLC0415

        d = dict(src_dict)
        template_id = d.pop("template_id")

        contact_preference = check_bulk_email_contact_preference(d.pop("contact_preference"))

        s_query = StructuredQuery.from_dict(d.pop("s_query"))

        def _parse_email_account_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email_account_id = _parse_email_account_id(d.pop("email_account_id", UNSET))

        def _parse_sender(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        sender = _parse_sender(d.pop("sender", UNSET))

        def _parse_results_limit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        results_limit = _parse_results_limit(d.pop("results_limit", UNSET))

        _sort = d.pop("sort", UNSET)
        sort: list[SortTerm] | Unset = UNSET
        if _sort is not UNSET:
            sort = []
            for componentsschemas_sort_terms_item_data in _sort:
                componentsschemas_sort_terms_item = SortTerm.from_dict(
                    componentsschemas_sort_terms_item_data
                )

                sort.append(componentsschemas_sort_terms_item)

        send_done_email = d.pop("send_done_email", UNSET)

        bulk_email_request = cls(
            template_id=template_id,
            contact_preference=contact_preference,
            s_query=s_query,
            email_account_id=email_account_id,
            sender=sender,
            results_limit=results_limit,
            sort=sort,
            send_done_email=send_done_email,
        )

        return bulk_email_request
