"""How schemathesis is set up for this contract."""

from collections.abc import Collection, Mapping
from math import ceil
from typing import Any, Final

from close_contract.server import Server
from close_contract.turns import TURN

PHASES: Final = ("examples", "coverage", "fuzzing", "stateful")
BULK_KINDS: Final = ("sequence_subscription", "email", "edit", "delete")

# Each has more to it than a schema can say. Whether a status can change depends on where the object
# stands, and so does whether a contact can be subscribed; steps that have gone cannot be changed;
# clock times and combinations of filters are not all there are. What was deleted is gone. 501 says
# that a server does not know what an edit is about.
_EXPECTED: Final[Mapping[str, list[str]]] = {
    **{f"update_bulk_{kind}": ["2xx", "400"] for kind in BULK_KINDS},
    "create_bulk_edit": ["2xx", "501"],
    "create_sequence": ["2xx", "400"],
    "update_sequence": ["2xx", "400"],
    "delete_sequence": ["2xx", "404"],
    "create_sequence_subscription": ["2xx", "400"],
    "update_sequence_subscription": ["2xx", "400"],
    "delete_sequence_subscription": ["2xx", "404"],
    "list_events": ["2xx", "400"],
}


def configuration(
    server: Server,
    *,
    phases: Collection[str],
    seed: int | None,
    thorough: bool,
    max_examples: int,
    seconds: float | None,
    uncertain: Collection[str] = (),
) -> dict[str, Any]:
    """Return the settings of a run, as schemathesis reads them from a file.

    Valid requests for `uncertain` operations may be refused. In so many `seconds` every operation
    has its turn in every phase; then the phases that always have more go on with new cases, a few at
    a time, until the end. Without a limit each phase comes once.
    """
    # Set for an application in the process, it would still be asked for over the network.
    base_url = {"base-url": server.base_url} if server.app is None else {}
    in_turns = {} if seconds is None else {"max-time": max(ceil(seconds), 1)}
    return {
        **base_url,
        **in_turns,
        "request-timeout": server.timeout,
        # A redirect must not lead to another server, least of all the vendor's.
        "max-redirects": 0,
        # More workers make the order of requests, and so the run, unrepeatable.
        "workers": 1,
        "seed": 0 if seed is None else seed,
        "continue-on-failure": thorough,
        "generation": {
            "mode": "all",
            "deterministic": seed is None,
            "database": "none",
            "max-examples": min(max_examples, TURN) if in_turns else max_examples,
            # Every request is signed in; sign-in has checks of its own.
            "with-security-parameters": False,
        },
        "phases": {"enabled": False, **{name: _phase(name) for name in phases}},
        "checks": _accepting(["2xx"]),
        "operations": [
            {
                "include-operation-id": operation,
                "checks": _accepting([*statuses, "400"] if operation in uncertain else statuses),
            }
            for operation, statuses in _EXPECTED.items()
        ],
    }


def _phase(name: str) -> dict[str, Any]:
    extra: dict[str, dict[str, Any]] = {
        # Where the contract has no example, one is made up.
        "examples": {"fill-missing": True, "operation-ordering": "none"},
        # As the document has them, which puts those with the most cases last.
        "coverage": {"operation-ordering": "none"},
        # The declared links and no guessed ones.
        "stateful": {"inference": {"algorithms": []}, "max-steps": 6},
    }
    return {"enabled": True, **extra.get(name, {})}


def _accepting(statuses: list[str]) -> dict[str, Any]:
    """Accept these answers to a valid request; schemathesis would let a 401 or 404 pass."""
    return {
        "positive_data_acceptance": {"expected-statuses": statuses},
        # It takes an object that was deleted for one that has never been there.
        "ensure_resource_availability": {"enabled": "404" not in statuses},
    }
