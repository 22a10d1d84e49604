"""Bulk emails: a template goes to contacts of the selected leads, that is, into the outbox.

Documented: `lead` is the lead's first address, `contact` the first of each contact. `all` is in
the vendor's schema only; that it means every address of every contact is inferred, as are the two
fields that say who sends.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from close_emulator.bulk_form import Rule, common_readers, read_address, read_body
from close_emulator.bulk_records import BulkAction, BulkEmailRequest
from close_emulator.effects import Effect, Stage, reachable
from close_emulator.forms import existing, id_of, one_of, or_none
from close_emulator.kinds.kind import Kind
from close_emulator.organization import Organization
from close_emulator.records import Contact, Lead, SentEmail
from close_emulator.scope import Scope
from close_emulator.wire import Json

_RULE: Final = Rule(("template_id", "contact_preference"), ("email_account_id", "sender"))


def _read(body: Json, scope: Scope) -> BulkEmailRequest:
    organization = scope.organization
    readers = {
        **common_readers(scope),
        "template_id": existing("tmpl", organization.email_templates),
        "contact_preference": one_of(*_ADDRESSES),
        "email_account_id": or_none(existing("emailacct", organization.sender_accounts)),
        "sender": or_none(read_address),
    }
    return BulkEmailRequest(**read_body(body, readers, _RULE))


def _first(contact: Contact) -> list[str]:
    return [address.email for address in contact.emails[:1]]


def _every(contact: Contact) -> list[str]:
    return list(dict.fromkeys(address.email for address in contact.emails))


_ADDRESSES: Final[Mapping[str, Callable[[Contact], list[str]]]] = {
    "lead": _first,
    "contact": _first,
    "all": _every,
}


def _effect(request: BulkEmailRequest) -> Effect:
    addresses = _ADDRESSES[request.contact_preference]

    def concerns(_: Organization, lead: Lead) -> Iterable[str]:
        return reachable(lead, request.contact_preference)

    def send(stage: Stage, action: BulkAction, contact_id: str) -> None:
        contact = stage.organization.contacts.get(contact_id)
        if contact is None:
            return
        stage.organization.outbox.extend(
            SentEmail(
                recipient=recipient,
                contact_id=contact.id,
                lead_id=contact.lead_id,
                template_id=request.template_id,
                email_account_id=request.email_account_id,
                sender=_sender(stage.organization, request),
                bulk_action_id=action.id,
                date_sent=stage.now,
            )
            for recipient in addresses(contact)
        )

    return Effect(concerns, send)


def _sender(organization: Organization, request: BulkEmailRequest) -> str:
    """Return the address named, else that of the account, else that of the user."""
    if request.sender is not None:
        return request.sender
    if request.email_account_id is not None:
        return organization.sender_accounts[request.email_account_id].email
    return organization.user.email


def _answer(request: BulkEmailRequest) -> dict[str, Json]:
    return {
        "contact_preference": request.contact_preference,
        "email_account_id": request.email_account_id,
        "sender": request.sender,
        "template_id": request.template_id,
    }


EMAIL: Final = Kind(
    name="email",
    prefix="bulkemail",
    read=_read,
    effect=_effect,
    answer=_answer,
    filters={"template_id": id_of("tmpl")},
)
