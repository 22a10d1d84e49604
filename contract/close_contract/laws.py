"""What every check demands, where that is from and how sure it is; and where the contract says it.

The checks are the rules, the probes, those of schemathesis, and the few that judge a whole run.
"""

from collections.abc import Mapping
from typing import Final

from close_contract.document import operations
from close_contract.probes.table import PROBES
from close_contract.report import Finding
from close_contract.rules import Certainty
from close_contract.traffic.compiled import escaped
from close_contract.traffic.wire_rules import NO_ANSWER, WIRE_RULES, WireRule

RUN: Final = "run"
"""The check that fails if a part of the run could not be made."""
UNANSWERED: Final = NO_ANSWER.name

_CONTRACT: Final = "the contract"
_HTTP: Final = "RFC 9110"
_SURE: Final = Certainty.DOCUMENTED
_GUESS: Final = Certainty.INFERRED

_ANSWER_CHECKS: Final = frozenset(
    {"content_type_conformance", "response_headers_conformance", "response_schema_conformance"}
)
_REQUEST_CHECKS: Final = frozenset(
    {"negative_data_rejection", "positive_data_acceptance", "missing_required_header"}
)

_OWN: Final = (
    WireRule(
        "not_a_server_error", "Answer whatever is sent without a status of 5xx.", _HTTP, _SURE
    ),
    WireRule(
        "status_code_conformance",
        "Answer with a status that the operation declares.",
        _CONTRACT,
        _SURE,
    ),
    WireRule(
        "content_type_conformance", "Answer in the content type that is declared.", _CONTRACT, _SURE
    ),
    WireRule("response_headers_conformance", "Answer with headers as declared.", _CONTRACT, _SURE),
    WireRule(
        "response_schema_conformance", "Answer with JSON as its schema says.", _CONTRACT, _SURE
    ),
    WireRule(
        "allow_header_conformance", "Name in Allow, beside a 405, what is allowed.", _HTTP, _GUESS
    ),
    WireRule("positive_data_acceptance", "Accept what is as the schemas say.", _CONTRACT, _SURE),
    # The schemas are documented; that all else is refused is not, in so many words.
    WireRule(
        "negative_data_rejection", "Refuse what is not as the schemas say.", _CONTRACT, _GUESS
    ),
    WireRule(
        "missing_required_header", "Refuse requests without a required header.", _CONTRACT, _GUESS
    ),
    WireRule(
        "unsupported_method", "Refuse methods that a path does not have, with 405.", _HTTP, _GUESS
    ),
    WireRule("use_after_free", "Answer 404 for what was deleted.", _CONTRACT, _GUESS),
    WireRule(
        "ensure_resource_availability", "Answer for what was just created.", _CONTRACT, _GUESS
    ),
    WireRule("ignored_auth", "Refuse requests that are not signed in.", "seed 000", _SURE),
    WireRule("object_level_authorization", "Keep objects from others' users.", _CONTRACT, _GUESS),
    WireRule(
        "exercised",
        "Accept some requests to every operation, and refuse some that are invalid.",
        _CONTRACT,
        _SURE,
    ),
    WireRule(RUN, "Every part of a test can be made; else it has shown nothing.", "none", _SURE),
)

LAWS: Final[Mapping[str, WireRule]] = {
    **WIRE_RULES,
    **{
        each.name: WireRule(each.name, each.sentence, each.source, each.certainty)
        for each in PROBES.values()
    },
    **{each.name: each for each in _OWN},
}
"""What the checks demand, by their names, which are those that findings carry."""


def clause_of(check: str, operation: str, status: int) -> str:
    """Return where the contract says what a check demands of an operation, empty if it does not."""
    known = operations().get(operation)
    if known is None:
        return ""
    clause = f"#/paths/{escaped(known.path)}/{known.method.lower()}"
    if check == "status_code_conformance":
        return f"{clause}/responses"
    if check in _ANSWER_CHECKS:
        return f"{clause}/responses/{status}"
    if check in _REQUEST_CHECKS:
        return f"{clause}/{'parameters' if known.body is None else 'requestBody'}"
    return ""


def explained(finding: Finding) -> list[str]:
    """Return why something is a finding, in lines: the rule and how sure it is, and the clause."""
    law = LAWS.get(finding.check)
    lines = [] if law is None else [f"rule: {law.sentence} ({law.certainty}: {law.source})"]
    return [*lines, f"clause: {finding.clause}"] if finding.clause else lines
