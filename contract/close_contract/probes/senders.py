"""Probes that subscribe a contact by whom or to what does not go together."""

from collections.abc import Iterator
from typing import Final

from close_contract.bench import Bench
from close_contract.probes.access import unknown_members
from close_contract.probes.sequences import new_sequence
from close_contract.report import Finding

_MONTHS: Final = 90 * 86_400
"""Seconds until the first e-mail; long before that, the sequence is deleted."""
_SENDER: Final = ("sender_account_id", "sender_name", "sender_email")


def sequence_senders(bench: Bench) -> Iterator[Finding]:
    """Subscribe a contact to a sequence of e-mails: with a sender, and with none, which is refused."""
    step = {"step_type": "email", "delay": _MONTHS, "email_template_id": bench.known.template_id}
    sequence = {"name": "Contract test", "timezone": "UTC", "steps": [step]}
    created = bench.call("create_sequence", body=sequence)
    operation = bench.operation("create_sequence_subscription")
    full = bench.samples(operation).full(bench.samples(operation).forms[0])
    body = {"sequence_id": created.members.get("id"), "contact_id": full["contact_id"]}
    sender = {name: full[name] for name in _SENDER}
    for given, is_enough in ({}, False), (sender, True):
        sent = bench.send(operation, body={**body, **given}) if created.accepted else None
        if sent is not None and sent.accepted is not is_enough:
            message = f"with {', '.join(given) or 'no sender'} it was answered with {sent.status}"
            yield sent.finding("sequence_senders", message)
    if created.accepted:
        bench.call("delete_sequence", str(created.members.get("id")))


def subscription_references(bench: Bench) -> Iterator[Finding]:
    """Subscribe a contact to a new sequence with what does not exist, one thing at a time."""
    operation = bench.operation("create_sequence_subscription")
    full = bench.samples(operation).full(bench.samples(operation).forms[0])
    sequence_id = str(new_sequence(bench).members.get("id"))
    body = {**full, "sequence_id": sequence_id}
    for name, unknown in unknown_members(body):
        sent = bench.send(operation, body={**body, name: unknown})
        if sent.accepted:
            message = f"nothing has this {name}, but it was taken"
            yield sent.finding("subscription_references", message)
            bench.call("delete_sequence_subscription", str(sent.members.get("id")))
    bench.call("delete_sequence", sequence_id)
