"""Handles of bulk actions: what they tell beforehand, how they are shown, how they are found."""

import csv
import io
import json
import pickle
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from close_bulk import ActionFailed, BadRequest, ConfigurationError, InvalidRequest
from close_bulk._progress import Progress
from kit import CONTRACT_ANSWERS, Make, client

EXAMPLES: dict[str, dict[str, Any]] = {k: a.json() for k, a in CONTRACT_ANSWERS.items()}
DAY = "2026-03-0{}T09:15:00+00:00"


def one(kind: str, **changes: Any) -> httpx.Response:
    """Answer with the contract's example of a kind, some members changed."""
    return httpx.Response(200, json={**EXAMPLES[kind], **changes})


def page(*items: dict[str, Any]) -> httpx.Response:
    """Answer with the only page of a list."""
    return httpx.Response(200, json={"data": list(items), "has_more": False})


@pytest.mark.parametrize(
    ("status", "updated", "until"),
    [
        ("paused", DAY.format(2), datetime(2026, 3, 9, 9, 15, tzinfo=UTC)),
        ("paused", "2026-03-02T09:15:00", datetime(2026, 3, 9, 9, 15, tzinfo=UTC)),
        ("paused", None, None),
        ("paused", "yesterday", None),
        ("processing", DAY.format(2), None),
        (None, DAY.format(2), None),
    ],
)
def test_day_until_which_it_can_be_resumed_is_known(
    make: Make, status: str | None, updated: str | None, until: datetime | None
) -> None:
    """A paused bulk action can be resumed for seven days; what is not paused, or undated, has no such day."""
    close, _, _ = client(make, one("edit", status=status, date_updated=updated))
    assert close.bulk.get(EXAMPLES["edit"]["id"]).resumable_until == until


@pytest.mark.parametrize(
    ("change", "words"),
    [("resume", ("seven days", "resumable_until", "start a new one")), ("pause", ("that runs",))],
)
def test_refused_change_of_status_is_explained(
    make: Make, change: str, words: tuple[str, ...]
) -> None:
    """What the service refuses keeps its words and its request id, and gets ours about what to do."""
    refusal = httpx.Response(400, json={"errors": ["No."]}, headers={"X-Request-Id": "req_7"})
    close, requests, _ = client(make, one("email", status="paused"), refusal)
    action = close.bulk.get(EXAMPLES["email"]["id"])
    with pytest.raises(BadRequest) as caught:
        getattr(action, change)()
    error = caught.value
    assert (error.status, error.errors, error.request.method) == (400, ("No.",), "PUT")
    for word in ("No.", *words):
        assert word in str(error)
    assert len(requests) == 2
    assert action.status == "paused"


@pytest.mark.parametrize("kind", EXAMPLES)
def test_handle_is_a_row_a_repr_and_html(make: Make, kind: str) -> None:
    """Each kind makes a row that CSV can take, a repr with type and progress, and HTML without markup."""
    nasty = "<b>&"
    close, _, _ = client(make, one(kind, n_leads=10, status=nasty))
    action = close.bulk.get(EXAMPLES[kind]["id"])
    row = action.to_row()
    assert list(row)[:3] == ["id", "kind", "action_type"]
    assert {name: row[name] for name in ("id", "kind", "n_leads", "date_created")} == {
        "id": action.id,
        "kind": kind,
        "n_leads": 10,
        "date_created": EXAMPLES[kind]["date_created"],
    }
    assert json.loads(row["s_query"]) == EXAMPLES[kind]["s_query"]
    csv.DictWriter(io.StringIO(), row).writerow(row)
    assert f"{action.id} {action.action_type}: {nasty}, 0 of 10 leads" in repr(action)
    html = action._repr_html_()
    assert action.id in html
    assert nasty not in html


def test_progress_is_a_bar_in_a_notebook() -> None:
    """Progress is shown as a bar; the status, which the service writes, is text in it."""
    known = Progress(status="<b>", processed=5, total=10, elapsed=1.0, rate=2.5)
    assert 'value="0.500"' in known._repr_html_()
    assert "<b>" not in known._repr_html_()
    assert "about 2 s left" in known._repr_html_()
    unknown = Progress(status=None, processed=0, total=None, elapsed=0.0, rate=None)
    assert "value" not in unknown._repr_html_()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_copy_of_a_handle_knows_all_but_the_way(make: Make, kind: str) -> None:
    """A handle that came from another process tells its kind and its type, and how to take it up again."""
    close, _, _ = client(make, one(kind))
    action = close.bulk.get(EXAMPLES[kind]["id"])
    target = getattr(action, "_target", action)
    copy = pickle.loads(pickle.dumps(target))  # noqa: S301 - our own
    assert (copy.id, copy.kind, copy.to_row()) == (action.id, kind, action.to_row())
    with pytest.raises(ConfigurationError, match=r"close\.bulk\.get"):
        copy.pause() if target is action else copy.watch()


def test_list_has_all_kinds_one_after_the_other(make: Make) -> None:
    """Without a kind every list is read, and each item is a handle of its own kind."""
    close, requests, _ = client(make, *(page(item) for item in EXAMPLES.values()))
    listed = list(close.bulk.list())
    assert [action.kind for action in listed] == list(EXAMPLES)
    assert [action.id for action in listed] == [item["id"] for item in EXAMPLES.values()]
    assert [request.url.path for request in requests] == [
        f"/api/v1/bulk_action/{kind}/" for kind in EXAMPLES
    ]


def test_list_of_one_kind_reads_that_kind_only(make: Make) -> None:
    """With a kind one list is read, with its filter."""
    close, requests, _ = client(make, page(EXAMPLES["email"]))
    listed = list(close.bulk.list("email", template_id="tmpl_1"))
    assert [action.kind for action in listed] == ["email"]
    assert [request.url.path for request in requests] == ["/api/v1/bulk_action/email/"]
    assert requests[0].url.params["template_id"] == "tmpl_1"


def test_list_of_chosen_fields_gives_plain_mappings(make: Make) -> None:
    """With `fields` the items are mappings of just those, whatever the kind; they are asked for."""
    close, requests, _ = client(make, *(page(item) for item in EXAMPLES.values()))
    listed = list(close.bulk.list(fields=["status", "n_leads"]))
    assert listed == [{"status": "created", "n_leads": None}] * len(EXAMPLES)
    assert {request.url.params["_fields"] for request in requests} == {"status,n_leads,id"}
    with pytest.raises(InvalidRequest, match="type"):
        close.bulk.list(fields=["type"])


@pytest.mark.parametrize(
    ("arguments", "filters", "words"),
    [
        (("call",), {}, "sequence_subscription, email, edit, delete"),
        ((["email"],), {}, "is not one of"),
        (("edit",), {"template_id": "tmpl_1"}, r"only list\('email'\) does"),
        ((), {"template_id": "tmpl_1"}, r"only list\('email'\) does"),
        (("email",), {"template_id": "seq_1"}, "another kind"),
        (("email",), {"template": "tmpl_1"}, "did you mean template_id"),
    ],
)
def test_list_refuses_what_it_cannot_filter(
    make: Make, arguments: Any, filters: Any, words: str
) -> None:
    """An unknown kind, and a filter that the kind does not have, are refused at once."""
    close, requests, _ = client(make, page())
    with pytest.raises(InvalidRequest, match=words):
        close.bulk.list(*arguments, **filters)
    assert not requests


@pytest.mark.parametrize("follow", ["wait", "watch"])
@pytest.mark.parametrize("now", ["done", "error"])
def test_wait_looks_before_it_fails(make: Make, follow: str, now: str) -> None:
    """What a handle was told long ago is no failure now; what it is told still is one."""
    close, requests, clock = client(make, one("edit", status="error"), one("edit", status=now))
    action = close.bulk.get(EXAMPLES["edit"]["id"])
    if now == "done":
        followed = getattr(action, follow)()
        assert (
            action.status == "done" if follow == "wait" else [p.status for p in followed] == [now]
        )
    else:
        with pytest.raises(ActionFailed):
            list(getattr(action, follow)())
    assert len(requests) == 2
    assert not clock.naps


def test_listed_actions_have_the_columns_of_their_rows(make: Make) -> None:
    """The rows of a list say the kind and the type, as a handle's own row does."""
    page = {"data": [EXAMPLES["edit"]], "has_more": False}
    close, _, _ = client(make, httpx.Response(200, json=page))
    listing = close.bulk.list("edit")
    (row,) = listing.to_rows()
    assert row == next(iter(listing)).to_row()
    assert (row["kind"], row["action_type"]) == ("edit", EXAMPLES["edit"]["type"])
