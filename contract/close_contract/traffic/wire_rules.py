"""The rules that every request and every answer keeps to, by name, each with where it comes from.

Those of the answers that look at what a request has asked for are in `close_contract.rules`.
"""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from close_contract.rules import RULES, Certainty


@frozen
class WireRule:
    """A rule of the wire: its name, what it demands in one sentence, and why that is believed."""

    name: str
    sentence: str
    source: str
    certainty: Certainty


_KNOWN: Final = Certainty.DOCUMENTED
_SEEN: Final = Certainty.SEEN
_GUESS: Final = Certainty.INFERRED

_CONTRACT: Final = "the contract"
_OVERVIEW: Final = "developer.close.com, overview"

UNKNOWN_PATH: Final = WireRule(
    "unknown_path", "Ask for paths that the contract has.", _CONTRACT, _KNOWN
)
UNKNOWN_METHOD: Final = WireRule(
    "unknown_method", "Use the methods that the contract has for a path.", _CONTRACT, _KNOWN
)
MISSING_SLASH: Final = WireRule(
    "missing_slash", "End every path with a slash.", "the paths of seeds 000 to 004", _KNOWN
)
DOUBLE_SLASH: Final = WireRule(
    "double_slash", "Put one slash between the parts of a path.", _CONTRACT, _GUESS
)
PATH_PARAMETER: Final = WireRule(
    "path_parameter", "Put the id of an object of that kind into the path.", _CONTRACT, _SEEN
)
UNKNOWN_PARAMETER: Final = WireRule(
    "unknown_parameter", "Send query parameters that the operation knows.", _CONTRACT, _KNOWN
)
REPEATED_PARAMETER: Final = WireRule(
    "repeated_parameter", "Send a query parameter once.", _CONTRACT, _GUESS
)
ILL_PARAMETER: Final = WireRule(
    "ill_parameter", "Send parameters as their schemas say.", _CONTRACT, _KNOWN
)
MISSING_FILTER: Final = WireRule(
    "missing_filter", "Narrow a list that must be narrowed.", "seed 003", _KNOWN
)
ILL_DATE: Final = WireRule("ill_date", "Write moments as ISO 8601.", _CONTRACT, _KNOWN)
NAIVE_DATE: Final = WireRule(
    "naive_date", "Give the offset of a moment; what is meant without is not said.", "none", _GUESS
)
UNEXPECTED_BODY: Final = WireRule(
    "unexpected_body", "Send no body where the operation takes none.", _CONTRACT, _GUESS
)
MISSING_BODY: Final = WireRule(
    "missing_body", "Send a body where the operation takes one.", _CONTRACT, _KNOWN
)
CONTENT_TYPE: Final = WireRule(
    "content_type", "Declare a body as application/json.", _OVERVIEW, _KNOWN
)
INVALID_JSON: Final = WireRule("invalid_json", "Send valid JSON in UTF-8.", "RFC 8259", _KNOWN)
DUPLICATE_KEY: Final = WireRule(
    "duplicate_key", "Name each member of an object once.", "RFC 8259, section 4", _KNOWN
)
MISSING_FIELD: Final = WireRule(
    "missing_field", "Send every field that is required.", _CONTRACT, _KNOWN
)
UNKNOWN_FIELD: Final = WireRule(
    "unknown_field", "Send only fields that the request has.", _CONTRACT, _GUESS
)
UNKNOWN_VALUE: Final = WireRule(
    "unknown_value", "Send one of the values that a field can have.", _CONTRACT, _KNOWN
)
NULL_FIELD: Final = WireRule(
    "null_field", "Leave a field out instead of sending null.", _CONTRACT, _GUESS
)
ILL_TYPED_FIELD: Final = WireRule(
    "ill_typed_field", "Send a field in the type that it has.", _CONTRACT, _KNOWN
)
INVALID_FIELD: Final = WireRule(
    "invalid_field", "Send a field within the bounds of its schema.", _CONTRACT, _SEEN
)
NO_SIGN_IN: Final = WireRule("no_sign_in", "Sign every request in.", "seed 000", _KNOWN)
ILL_SIGN_IN: Final = WireRule(
    "ill_sign_in",
    "Sign in by HTTP Basic, with the key as user name and no password, or by a bearer token.",
    "seed 000",
    _KNOWN,
)
MIXED_SIGN_IN: Final = WireRule(
    "mixed_sign_in", "Sign in one way: a key by Basic, a token by Bearer.", "seed 000", _KNOWN
)
KEY_IN_URL: Final = WireRule(
    "key_in_url", "Keep keys out of the URL, which is logged on its way.", "RFC 9110, 17.9", _KNOWN
)
HARNESS_FAULT: Final = WireRule(
    "harness_fault", "Every exchange can be judged; please report this one.", "none", _KNOWN
)
NOT_HTTP: Final = WireRule(
    "not_http",
    "Send requests of HTTP/1.1, in the clear, with bodies up to 16 MB.",
    "RFC 9112",
    _KNOWN,
)
NO_ANSWER: Final = WireRule("no_answer", "Answer every request, in HTTP.", "RFC 9110", _KNOWN)
UNDECLARED_STATUS: Final = WireRule(
    "undeclared_status", "Answer with a status that the operation declares.", _CONTRACT, _KNOWN
)
ANSWER_TYPE: Final = WireRule(
    "answer_type", "Answer in the content type that is declared.", _CONTRACT, _KNOWN
)
ANSWER_JSON: Final = WireRule(
    "answer_json", "Answer with valid JSON where JSON is declared.", _CONTRACT, _KNOWN
)
ANSWER_SCHEMA: Final = WireRule(
    "answer_schema",
    "Answer with all members that are declared, in their types; more members are allowed.",
    _CONTRACT,
    _KNOWN,
)
STAYS_SAME: Final = WireRule(
    "stays_same",
    "Answer an object with the members that it was made with, if no request changes them.",
    "seeds 000 and 001",
    _GUESS,
)
STAYS_OVER: Final = WireRule(
    "stays_over", "Leave a bulk action done once it is.", "seed 004", _GUESS
)
COUNTS_UP: Final = WireRule(
    "counts_up", "Count no fewer leads or objects as processed than before.", "seed 001", _GUESS
)
STAYS_THERE: Final = WireRule(
    "stays_there",
    "Find a bulk action that was answered before; none can be deleted.",
    "none",
    _GUESS,
)
STAYS_DELETED: Final = WireRule(
    "stays_deleted", "Answer no object that was deleted.", "the contract", _KNOWN
)

WIRE_RULES: Final[Mapping[str, WireRule]] = {
    **{rule.name: rule for rule in globals().values() if isinstance(rule, WireRule)},
    **{
        rule.name: WireRule(rule.name, rule.sentence, rule.source, rule.certainty) for rule in RULES
    },
}
"""All rules by name, those of `close_contract.rules` among them."""
