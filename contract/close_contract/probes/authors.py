"""A probe that changes what somebody else may have changed last, and looks who is named for it."""

from collections.abc import Iterator

from close_contract.bench import Bench
from close_contract.report import Finding


def changed_by(bench: Bench) -> Iterator[Finding]:
    """Change a sequence and a subscription: whoever is signed in has changed them now."""
    me = bench.call("get_me").members.get("id")
    changes = (
        ("sequence", "name", ("Contract test", "Contract tests")),
        ("sequence_subscription", "sender_name", ("John Doe", "Somebody Else")),
    )
    for kind, name, values in changes:
        before = bench.call(f"get_{kind}").members
        other = next(value for value in values if value != before.get(name))
        changed = bench.call(f"update_{kind}", body={name: other})
        if changed.accepted and changed.members.get("updated_by_id") != me:
            message = f"{me} has changed this, not {changed.members.get('updated_by_id')}"
            yield changed.finding("changed_by", message)
        if changed.accepted and changed.members.get("created_by_id") != before["created_by_id"]:
            yield changed.finding("changed_by", "a change has made somebody else the creator")
        if isinstance(before.get(name), str):
            bench.call(f"update_{kind}", body={name: before[name]})
