"""Rehearsals: what `dry_run` and `expect` tell, and that neither changes anything."""

import copy
import json
import os
import pickle
import threading
from typing import Any

import httpx
import pytest

from bulk_kit import CALLS
from close_bulk import (
    ALL_LEADS,
    BadResponse,
    Close,
    CloseError,
    ConfigurationError,
    CountDiffers,
    InvalidRequest,
    OutcomeUnknown,
    _kinds,
    smart_view,
)
from close_emulator import Immediate
from kit import (
    ACME,
    CONTRACT_ANSWERS,
    Make,
    Mocked,
    StillClock,
    client,
    is_blocking,
    make_world,
)

SORT = [{"direction": "desc", "field": {"type": "regular_field"}}]
NASTY = "<script>alert('Ünit')</script>"


def found(total: int, shown: int | None = None, **changes: Any) -> httpx.Response:
    """Answer a search with so many leads, of which some are shown."""
    leads = [
        {"__object_type": "lead", "id": f"lead_{n}", "display_name": NASTY, **changes}
        for n in range(min(total, 5) if shown is None else shown)
    ]
    count = {"limited": len(leads), "total": total}
    return httpx.Response(200, json={"data": leads, "cursor": None, "count": count})


@pytest.mark.parametrize("action_type", CALLS)
def test_dry_run_tells_the_request_and_starts_nothing(make: Make, action_type: str) -> None:
    """A dry run of any verb does one search, and tells exactly the request that a real run then sends."""
    fields = {"s_query": ACME, **CALLS[action_type], "results_limit": 3, "sort": SORT}
    close, requests, _ = client(make, found(12))
    preview = getattr(close.bulk, action_type)(**fields, dry_run=True)
    assert [(r.method, r.url.path) for r in requests] == [("POST", "/api/v1/data/search/")]
    assert json.loads(requests[0].content) == {
        "query": ACME,
        "results_limit": 3,
        "sort": SORT,
        "include_counts": True,
        "_limit": 5,
        "_fields": {"lead": ["id", "display_name"]},
    }
    assert "nothing was started" in str(preview)
    assert (preview.count, preview.total) == (3, 12)
    assert preview.sample == tuple({"id": f"lead_{n}", "display_name": NASTY} for n in range(3))
    close, requests, _ = client(make, found(12), CONTRACT_ANSWERS[preview_kind(action_type)])
    getattr(close.bulk, action_type)(**fields, expect=3)
    assert preview.request.method == requests[1].method
    assert requests[1].url.path.endswith(preview.request.path)
    assert preview.request.body == json.loads(requests[1].content)


def preview_kind(action_type: str) -> str:
    """Name the kind of an action type."""
    return _kinds.action_types()[action_type].name


@pytest.mark.parametrize(
    ("total", "limit", "count"), [(0, None, 0), (7, None, 7), (7, 3, 3), (7, 7, 7), (7, 20, 7)]
)
def test_count_is_of_what_would_be_touched(
    make: Make, total: int, limit: int | None, count: int
) -> None:
    """The count is the smaller one of what matches and `results_limit`; the sample is never larger."""
    close, _, _ = client(make, found(total))
    preview = close.bulk.pause(s_query=ACME, results_limit=limit, dry_run=True)
    assert (preview.count, preview.total) == (count, total)
    assert len(preview.sample) == min(count, 5)


def test_preview_is_readable_and_its_html_is_text(make: Make) -> None:
    """Text and HTML show number, sample and body; what a customer wrote is never markup."""
    close, _, _ = client(make, found(12))
    preview = close.bulk.pause(s_query=ACME, dry_run=True)
    for words in ("nothing was started", "12 of the 12", "lead_4", "and 7 more", '"full_words"'):
        assert words in str(preview)
    html = preview._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "POST /bulk_action/sequence_subscription/" in html


def test_dry_run_refuses_what_a_real_run_refuses(make: Make) -> None:
    """A rehearsal checks all that the performance does, before a byte is sent."""
    close, requests, _ = client(make, found(12))
    with pytest.raises(InvalidRequest) as caught:
        close.bulk.subscribe(s_query=ACME, dry_run=True, results_limit=0)
    assert "sequence_id" in caught.value.missing
    assert caught.value.invalid == ("results_limit",)
    assert not requests


def test_query_that_matches_other_objects_is_refused(make: Make) -> None:
    """A count with contacts among the leads is no count of leads, and is told so."""
    close, requests, _ = client(make, found(12, __object_type="contact"))
    with pytest.raises(InvalidRequest, match="object_type"):
        close.bulk.delete(s_query=ACME, expect=12)
    assert len(requests) == 1


def test_search_without_a_count_is_no_preview(make: Make) -> None:
    """Where the service does not count, nothing is made up and nothing is deleted."""
    close, requests, _ = client(make, httpx.Response(200, json={"data": [], "cursor": None}))
    with pytest.raises(BadResponse, match="no count"):
        close.bulk.delete(s_query=ACME, expect=0)
    assert len(requests) == 1


def test_delete_asks_for_the_number_of_leads(make: Make) -> None:
    """A delete without `expect` is refused before a byte is sent; a dry run tells the number."""
    close, requests, _ = client(make, found(12))
    for start in (close.bulk.delete, lambda **fields: close.bulk.start("delete", **fields)):
        with pytest.raises(InvalidRequest, match="dry_run=True") as caught:
            start(s_query=ACME)
        assert caught.value.missing == ("expect",)
    assert not requests
    assert close.bulk.delete(s_query=ACME, dry_run=True).count == 12


def test_delete_of_the_expected_number_is_sent_once(make: Make) -> None:
    """When the count is the expected one, the delete is sent, without `expect`."""
    close, requests, _ = client(make, found(12), CONTRACT_ANSWERS["delete"])
    action = close.bulk.delete(s_query=ACME, results_limit=10, expect=10)
    assert [r.url.path for r in requests] == ["/api/v1/data/search/", "/api/v1/bulk_action/delete/"]
    assert json.loads(requests[1].content) == {"s_query": ACME, "results_limit": 10}
    assert (action.kind, action.action_type) == ("delete", "delete")


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    ("total", "limit", "expect"), [(12, None, 11), (1, None, 2), (12, 10, 12), (0, None, 1)]
)
def test_other_number_than_expected_starts_nothing(
    make: Make, total: int, limit: int | None, expect: int, *, dry_run: bool
) -> None:
    """One lead more or fewer than expected ends the call with both numbers and the preview."""
    close, requests, _ = client(make, found(total))
    with pytest.raises(CountDiffers) as caught:
        close.bulk.delete(s_query=ACME, results_limit=limit, expect=expect, dry_run=dry_run)
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (error.expected, error.found) == (expect, min(total, limit or total))
    assert error.preview.total == total
    leads = "1 lead" if error.found == 1 else f"{error.found} leads"
    assert f"it would touch {leads}, not the expected {expect};" in str(error)
    assert len(requests) == 1


@pytest.mark.parametrize("expect", [-1, 1.5, "12", None, True, 10**400])
def test_expectation_is_a_number_of_leads(make: Make, expect: Any) -> None:
    """What is no number of leads is refused by name; nothing is sent."""
    close, requests, _ = client(make, found(12))
    for verb in (close.bulk.delete, close.bulk.pause):
        with pytest.raises(InvalidRequest) as caught:
            verb(s_query=ALL_LEADS, expect=expect)
        assert caught.value.invalid == ("expect",)
    assert not requests


SEARCH, DELETE = "/api/v1/data/search/", "/api/v1/bulk_action/delete/"


def rehearsed(make: Make, *answers: httpx.Response | Exception) -> tuple[Any, list[Any]]:
    """Make a preview of a delete of 12 leads, and tell how what follows is answered."""
    close, requests, _ = client(make, found(12), *answers)
    return close.bulk.delete(s_query=ACME, results_limit=20, dry_run=True), requests


def paths(requests: list[httpx.Request]) -> list[str]:
    """Name what was asked for after the preview."""
    return [request.url.path for request in requests[1:]]


def test_preview_starts_what_it_showed(make: Make) -> None:
    """It counts again, sends exactly the request that it shows, and gives a handle of its client."""
    preview, requests = rehearsed(make, found(12), CONTRACT_ANSWERS["delete"])
    shown = copy.deepcopy(preview.request.body)
    preview.request.body.clear()
    action = preview.start()
    assert paths(requests) == [SEARCH, DELETE]
    assert json.loads(requests[2].content) == shown == {"s_query": ACME, "results_limit": 20}
    assert repr(action).startswith("<BulkAction" if is_blocking(make) else "<AsyncBulkAction")


def test_preview_starts_once(make: Make) -> None:
    """A second start is refused with what was started, and sends nothing."""
    preview, requests = rehearsed(make, found(12), CONTRACT_ANSWERS["delete"])
    started = preview.start()
    for _ in range(2):
        with pytest.raises(InvalidRequest, match=f"as {started.id}"):
            preview.start()
    assert paths(requests) == [SEARCH, DELETE]


@pytest.mark.parametrize("total", [11, 13, 0])
def test_preview_of_another_number_starts_nothing(make: Make, total: int) -> None:
    """One lead more or fewer than it showed: nothing is started until the number is the same again."""
    preview, requests = rehearsed(make, found(total), found(12), CONTRACT_ANSWERS["delete"])
    with pytest.raises(CountDiffers) as caught:
        preview.start()
    assert (caught.value.expected, caught.value.found) == (12, total)
    assert str(caught.value).endswith("make a new preview, to start what that shows")
    with pytest.raises(ConfigurationError, match="comes from an error"):
        caught.value.preview.start()
    assert paths(requests) == [SEARCH]
    preview.start()
    assert paths(requests) == [SEARCH, SEARCH, DELETE]


@pytest.mark.parametrize("refusal", [httpx.Response(403), httpx.ConnectError("nobody listens")])
def test_preview_that_provably_did_not_start_can_be_started(
    make: Make, refusal: httpx.Response | Exception
) -> None:
    """What the service refused, or cannot have had, was no start."""
    refusals = [refusal] * (1 if isinstance(refusal, httpx.Response) else 4)
    created = CONTRACT_ANSWERS["delete"]
    preview, requests = rehearsed(make, found(12), *refusals, found(12), created)
    with pytest.raises(CloseError):
        preview.start()
    preview.start()
    assert paths(requests)[-2:] == [SEARCH, DELETE]


@pytest.mark.parametrize("lost", [httpx.ReadError("lost"), httpx.Response(500)])
def test_preview_whose_start_is_open_is_not_started_again(
    make: Make, lost: httpx.Response | Exception
) -> None:
    """A start that may have taken effect counts as one."""
    preview, requests = rehearsed(make, found(12), lost)
    with pytest.raises(OutcomeUnknown):
        preview.start()
    with pytest.raises(InvalidRequest, match="may have been"):
        preview.start()
    assert paths(requests) == [SEARCH, DELETE]


def test_interrupted_start_of_a_preview_is_not_repeated(make: Make) -> None:
    """Ctrl-C while it starts leaves it open whether it did."""
    requests: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request.url.path)
        if request.url.path == DELETE:
            raise Interrupted
        return found(12)

    close = make(api_key="key", transport=Mocked(handle), clock=StillClock())
    preview = close.bulk.delete(s_query=ACME, dry_run=True)
    with pytest.raises(Interrupted):
        preview.start()
    with pytest.raises(InvalidRequest, match="may have been"):
        preview.start()
    assert requests == [SEARCH, SEARCH, DELETE]


class Interrupted(BaseException):
    """Stands for Ctrl-C, which event loops do not leave to the call alone."""


def test_threads_start_a_preview_once() -> None:
    """Of many threads that start one preview at the same time, one does."""
    preview, requests = rehearsed(Close, found(12), CONTRACT_ANSWERS["delete"])
    outcomes: list[str] = []

    def start() -> None:
        try:
            outcomes.append(type(preview.start()).__name__)
        except InvalidRequest:
            outcomes.append("refused")

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["BulkAction", *["refused"] * 7]
    assert paths(requests) == [SEARCH, DELETE]


def test_copies_of_a_preview_cannot_be_started() -> None:
    """A copy, pickled or not, shows the same and is refused a start, so that there is one start only."""
    preview, requests = rehearsed(Close)
    for copied in (pickle.loads(pickle.dumps(preview)), copy.copy(preview), copy.deepcopy(preview)):  # noqa: S301 - our own
        assert copied == preview
        assert str(copied) == str(preview)
        with pytest.raises(ConfigurationError, match="dry_run=True"):
            copied.start()
    assert not paths(requests)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_preview_of_another_process_cannot_be_started() -> None:
    """A forked process has a copy that nothing ties to this one: it would start the same once more."""
    preview, requests = rehearsed(Close)
    child = os.fork()
    if not child:
        try:
            preview.start()
        except ConfigurationError as error:
            os._exit(0 if "another process" in str(error) else 2)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not paths(requests)


def test_smart_view_that_changes_is_not_read_again(make: Make) -> None:
    """What is started is what was shown, though the Smart View says something else by now."""
    emulated = make_world(Immediate())
    view = emulated.emulator.add_smart_view("ACME", dict[str, Any](ACME))
    close = make(api_key="emulator-key", transport=emulated.transport, clock=emulated.clock)
    preview = close.bulk.pause(s_query=smart_view(view), dry_run=True)
    emulated.emulator.organization.smart_views.clear()
    assert preview.start().data.s_query == preview.request.body["s_query"]
