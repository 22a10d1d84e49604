"""A probe that starts bulk actions with as little as possible, and looks what stands for the rest."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.probes.bulk import kinds, start
from close_contract.report import Finding
from close_contract.samples import one_of_each_type

_DEFAULTS: Final[Mapping[str, Any]] = {"results_limit": None, "sort": []}
_CONFIRMED: Final = frozenset({"email", "edit", "delete"})
"""Kinds whose examples agree with the words of the documents, that the end is told by e-mail."""


def bulk_defaults(bench: Bench) -> Iterator[Finding]:
    """Start bulk actions with what they require: the rest is null, all leads, in no order, and is told."""
    for kind in kinds(bench):
        samples = bench.samples(bench.operation(f"create_bulk_{kind}"))
        members = {name for form in samples.forms for name in form["properties"]}
        for form in one_of_each_type(samples.forms):
            body = samples.least(form)
            started = start(bench, kind, body)
            # A field is answered by its name however it was named (inferred), so that is no default.
            left = {name for name in members - body.keys() if not name.startswith("custom_field")}
            expected = {**dict.fromkeys(left), **_DEFAULTS}
            expected.pop("send_done_email", None)
            if kind in _CONFIRMED:
                expected["send_done_email"] = True
            for name in sorted(expected.keys() & started.members.keys() - body.keys()):
                if started.members[name] != expected[name]:
                    message = f"{name} was not sent, but is {started.members[name]!r}"
                    yield started.finding("bulk_defaults", message)
