"""The request of a finding is made as small as it can be while it fails."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from close_contract import Request
from close_contract.minimal import minimal
from contract.wrong.running import part
from contract.wrong.table import WRONG

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def _request(body: Any, query: str = "") -> Request:
    return Request("POST", f"/api/v1/x/{query}", (), json.dumps(body).encode())


def _has(value: Any, needle: str) -> bool:
    return needle in json.dumps(value)


@given(before=JSON, after=JSON)
def test_only_the_fault_is_left(before: Any, after: Any) -> None:
    """Whatever surrounds a fault is taken away, and what is left still fails."""
    sent: list[Request] = []

    def fails(request: Request) -> bool:
        sent.append(request)
        return _has(json.loads(request.body), '"fault"')

    body = {"a": before, "b": [after, {"c": "fault"}]}
    small = minimal(_request(body, "?one=1&two=2"), fails, simplify=True, attempts=500)
    assert json.loads(small.body) == {"b": [{"c": "fault"}]}
    assert small.target == "/api/v1/x/"
    assert len(sent) <= 500


def test_attempts_are_bounded() -> None:
    """Not more requests are sent than allowed."""
    sent: list[Request] = []

    def fails(request: Request) -> bool:
        sent.append(request)
        return len(sent) == 1

    minimal(_request({"a": [["text" * 9] * 9] * 9}), fails, simplify=True, attempts=10)
    assert len(sent) == 10


def test_what_does_not_fail_stays() -> None:
    """A request that does not fail alone is kept as it is, and sent once."""
    sent: list[Request] = []
    request = _request({"a": 1})

    def fails(each: Request) -> bool:
        sent.append(each)
        return False

    assert minimal(request, fails, simplify=True) is request
    assert sent == [request]


def test_a_finding_is_small() -> None:
    """A report shows the smallest request that breaks a server, as a curl line that runs."""
    wrong = next(each for each in WRONG if each.name == "breaks on null")
    report = part(wrong, wrong.make).run()
    requests = {
        each.operation: each.request for each in report.findings if each.check == wrong.check
    }
    start = """curl -X POST -u "$CLOSE_API_KEY:" -H 'content-type: application/json' --data-raw '"""
    body = '{"query": {"queries": [{"value": null}]}}'
    assert requests["POST /data/search/"] == f"""{start}{body}' "$CLOSE_BASE_URL"/data/search/"""
