"""One change to many subscriptions: whatever happens on the way, the report says the truth, row by row."""

import asyncio
import json
import pickle
from collections import Counter
from contextlib import closing
from typing import Any

import httpx
import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from close_bulk import (
    BadRequest,
    ChangesFailed,
    Close,
    Forbidden,
    InvalidRequest,
    NotFound,
    OutcomeUnknown,
    PlanLimit,
    Report,
    Unauthorized,
)
from kit import CLIENTS, Make, Mocked, StillClock

SENDER = {
    "sender_account_id": "emailacct_2",
    "sender_name": "Eve",
    "sender_email": "eve@salesteam.example",
}
CLEAR = ("changed", "already", "left", "refused")


def subscription(sub: str, status: str = "active", **more: Any) -> dict[str, Any]:
    """Make a subscription as the service shows it."""
    return {"id": sub, "status": status, "contact_id": "cont_1", "sequence_id": "seq_1", **more}


@define
class Service:
    """Subscriptions behind a network that fails as it is told, and what really became of them."""

    rows: dict[str, dict[str, Any]]
    reads: dict[str, str] = field(factory=dict)
    writes: dict[str, str] = field(factory=dict)
    looks: dict[str, str] = field(factory=dict)
    """How the reading after a write goes."""
    log: list[tuple[str, str]] = field(factory=list)
    applied: Counter[str] = field(factory=Counter)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer, or fail to."""
        sub = request.url.path.rstrip("/").rpartition("/")[2]
        written = {("PUT", sub), ("DELETE", sub)} & {*self.log}
        self.log.append((request.method, sub))
        if request.method == "GET":
            how = (self.looks if written else self.reads).get(sub, "ok")
            return self._fail("404" if how == "ok" and sub not in self.rows else how, sub)
        how = self.writes.get(sub, "ok") if sub in self.rows else "404"
        if how == "429 first":
            how = "ok" if self.log.count((request.method, sub)) > 1 else "429"
        if how in ("ok", "lost after", "500 after", "odd", "another"):
            self.applied[sub] += 1
            if request.method == "DELETE":
                del self.rows[sub]
            else:
                self.rows[sub].update(json.loads(request.content))
        return self._fail(how.partition(" ")[0], sub)

    def _fail(self, how: str, sub: str) -> httpx.Response:
        if how == "lost":
            raise httpx.ReadError("the connection was lost")
        if how == "unreached":
            raise httpx.ConnectError("nobody listens")
        bodies = {
            "ok": self.rows.get(sub, {}),
            "odd": ["what?"],
            "another": {**self.rows.get(sub, {}), "id": "sub_0"},
        }
        if how in bodies:
            return httpx.Response(200, json=bodies[how])
        return httpx.Response(int(how), json={"error": how}, headers={"retry-after": "1"})

    def client(self, make: Make) -> Any:
        """Make a client of it."""
        return make(api_key="k", transport=Mocked(self.handle), clock=StillClock())


READS = ["ok"] * 6 + ["404", "403", "503", "lost", "unreached", "odd"]
WRITES = [
    *(["ok"] * 3),
    *("400", "404", "402", "429", "429 first"),
    *("lost after", "lost before", "500 after", "500 before", "unreached", "odd", "another"),
]
STATUSES = ["active", "paused", "finished", "goal", "error", "newer"]


@st.composite
def services(draw: st.DrawFn) -> Service:
    """Make a service with up to eight subscriptions, each with a fate of its own."""
    ids = [f"sub_{n}" for n in range(1, draw(st.integers(1, 9)))]

    def fates(choices: list[str]) -> dict[str, str]:
        return {sub: draw(st.sampled_from(choices)) for sub in ids}

    rows = {sub: subscription(sub, status) for sub, status in fates(STATUSES).items()}
    return Service(rows, fates(READS), fates(WRITES), fates(READS))


VERBS: dict[str, tuple[dict[str, str], set[str]]] = {
    "pause": ({"status": "paused"}, {"active", "newer"}),
    "resume": ({"status": "active"}, {"paused"}),
    "change_sender": (SENDER, set(STATUSES)),
}


def check(service: Service, before: dict[str, Any], verb: str, report: Report) -> None:
    """Hold every row against what the service saw and did."""
    wanted, suited = VERBS[verb]
    assert [row.subscription_id for row in report] == list(before)
    assert [row.number for row in report] == list(range(1, len(before) + 1))
    for row in report:
        sub = row.subscription_id
        asked = service.log.count(("PUT", sub))
        already = wanted.items() <= before[sub].items()
        applied = service.applied[sub]
        assert applied <= 1
        assert not asked or (before[sub]["status"] in suited and not already)
        if row.outcome == "changed":
            assert applied == 1
            assert row.after is not None
            assert row.after.id == sub
            assert wanted.items() <= service.rows[sub].items()
            assert wanted.items() <= row.after.to_dict().items()
        elif row.outcome == "unknown":
            assert asked == 1
            assert isinstance(row.error, OutcomeUnknown)
        else:
            assert applied == 0
            assert service.rows[sub] == before[sub]
        if row.outcome in ("already", "left"):
            assert asked == 0
            assert (row.outcome == "already") == already
            assert already or before[sub]["status"] not in suited
        if row.error and row.outcome != "unknown":
            mend = isinstance(row.error, BadRequest | NotFound | Forbidden | PlanLimit)
            assert mend == (row.outcome == "refused")
        assert row.failed == (row.outcome in ("refused", "not_done", "unknown"))
        assert (row.error is not None) == row.failed or (row.outcome, asked) == ("not_done", 0)


def check_deletion(service: Service, report: Report) -> None:
    """Hold every row of a deletion against what the service saw and did."""
    for row in report:
        sub = row.subscription_id
        applied, read = service.applied[sub], service.reads[sub]
        missed = read == "ok" and service.writes[sub] == "404"
        assert applied <= 1
        assert row.after is None
        assert (row.error is not None) == row.failed or row.outcome == "not_done"
        if row.outcome == "changed":
            # A service that says of what is there that it is not has the last word.
            assert applied == 1 or service.looks[sub] == "404"
            assert row.before is not None
            assert row.before.id == sub
        elif row.outcome == "unknown":
            assert ("DELETE", sub) in service.log
            assert isinstance(row.error, OutcomeUnknown)
        else:
            assert applied == 0
            assert (row.outcome == "already") == (missed and row.outcome != "not_done")


def check_stop(service: Service, report: Report) -> None:
    """Hold that the run ended after three rows without a clear answer, and not before."""
    clear = [row.outcome in CLEAR for row in report]
    ends = [n + 3 for n in range(len(clear) - 2) if not any(clear[n : n + 3])]
    tried = {sub for _, sub in service.log}
    expected = {row.subscription_id for row in report.rows[: min(ends, default=len(clear))]}
    assert tried == expected
    assert (report.stopped_by is not None) == (len(tried) < len(report))


@settings(max_examples=settings().max_examples)
@given(services())
def test_report_of_a_deletion_says_what_the_service_saw(service: Service) -> None:
    """For any fates of any rows: what is reported as gone is gone, and nothing else is."""
    ids = [*service.rows]
    with service.client(Close) as close:
        report = close.subscriptions.delete([*ids, *ids])
    assert [row.subscription_id for row in report] == ids
    check_deletion(service, report)
    check_stop(service, report)


@settings(max_examples=3 * settings().max_examples // 2)
@given(services(), st.sampled_from([*VERBS]))
def test_report_says_what_the_service_saw(service: Service, verb: str) -> None:
    """For any fates of any rows: changed is changed, refused is not, and unknown is said to be unknown."""
    before = {sub: dict(row) for sub, row in service.rows.items()}
    with service.client(Close) as close:
        sender = SENDER if verb == "change_sender" else {}
        report = getattr(close.subscriptions, verb)([*before, *before], **sender)
    check(service, before, verb, report)
    check_stop(service, report)
    assert sum(report.counts.values()) == len(report) == len(report.to_rows())
    if report.failures:
        with pytest.raises(ChangesFailed):
            report.raise_for_failures()
    else:
        report.raise_for_failures()


@settings(max_examples=40)
@given(services(), st.sampled_from([*VERBS, "delete"]))
def test_both_clients_give_the_same_report(service: Service, verb: str) -> None:
    """The asynchronous client sends the same requests in the same order and reports the same."""
    seen: list[Any] = []
    with closing(asyncio.new_event_loop()) as loop:
        for create in CLIENTS.values():
            rows = {sub: dict(row) for sub, row in service.rows.items()}
            own = Service(rows, service.reads, service.writes, service.looks)
            told: list[str] = []
            sender = SENDER if verb == "change_sender" else {}
            close = own.client(create(loop))
            change = getattr(close.subscriptions, verb)
            report = change(
                [*rows], on_progress=lambda row, told=told: told.append(str(row)), **sender
            )
            assert told == [str(row) for row in report]
            seen.append((own.log, report.to_rows(), told))
    assert seen[0] == seen[1]


def test_resume_does_not_restart_what_is_finished(make: Make) -> None:
    """Only a paused subscription is resumed: to make a finished one active would mail its contact again."""
    service = Service({f"sub_{n}": subscription(f"sub_{n}", s) for n, s in enumerate(STATUSES)})
    report = service.client(make).subscriptions.resume([*service.rows])
    assert [row.outcome for row in report] == [
        *("already", "changed", "left", "left", "left", "left"),
    ]
    assert [sub for method, sub in service.log if method == "PUT"] == ["sub_1"]


def test_one_is_enough(make: Make) -> None:
    """A single id is one subscription, not many letters; a model as read will do, too."""
    service = Service({"sub_1": subscription("sub_1")})
    close = service.client(make)
    assert close.subscriptions.pause("sub_1").counts == {"changed": 1}
    assert close.subscriptions.resume(close.subscriptions.get("sub_1")).counts == {"changed": 1}
    assert close.subscriptions.resume([]).rows == ()
    assert str(close.subscriptions.resume([])) == "resume of 0 subscriptions: nothing to do"


def test_deletion_of_one_raises_and_of_many_reports(make: Make) -> None:
    """One that cannot be deleted is an error; in a list, it is a row of the report."""
    service = Service({f"sub_{n}": subscription(f"sub_{n}", "paused") for n in range(1, 5)})
    close = service.client(make)
    assert close.subscriptions.delete("sub_1") is None
    assert close.subscriptions.delete(close.subscriptions.get("sub_2")) is None
    with pytest.raises(NotFound):
        close.subscriptions.delete("sub_1")
    seen: list[Any] = []
    report = close.subscriptions.delete(iter(["sub_1", "sub_3", "sub_3"]), on_progress=seen.append)
    assert [*report] == seen
    assert str(report) == "delete of 2 subscriptions: 1 refused, 1 changed"
    assert report.to_rows()[1] == {
        "number": 2,
        "subscription_id": "sub_3",
        "outcome": "changed",
        "error": None,
        "status_before": "paused",
        "status_after": None,
        "sequence_id": "seq_1",
        "contact_id": "cont_1",
    }
    assert [*service.rows] == ["sub_4"]


@pytest.mark.parametrize(
    ("given_ids", "options", "word"),
    [
        (["sub_1", "lead_2", None], {}, r"subscriptions\[1\]"),
        (3, {}, "not a string"),
        ({"id": "sub_1"}, {}, "not a string"),
        ("", {}, "empty"),
        ("sub_1", {"on_progress": print}, "give it in a list"),
        (["sub_1"], {"on_progress": 3}, "on_progress: 3 cannot be called"),
    ],
)
def test_deletion_of_what_is_no_subscription_is_refused(
    make: Make, given_ids: Any, options: Any, word: str
) -> None:
    """Whatever is wrong with the arguments of a deletion, nothing is sent."""
    service = Service({"sub_1": subscription("sub_1")})
    with pytest.raises(InvalidRequest, match=word):
        service.client(make).subscriptions.delete(given_ids, **options)
    assert not service.log


def test_all_input_is_checked_before_the_first_request(make: Make) -> None:
    """What is no id of a subscription is named with its place, all at once, and nothing is sent."""
    service = Service({"sub_1": subscription("sub_1")})
    close = service.client(make)
    given_ids = ["sub_1", "lead_2", None, "", "sub_../x", ["sub_1"]]
    with pytest.raises(InvalidRequest) as caught:
        close.subscriptions.pause(given_ids)
    assert caught.value.invalid == tuple(f"subscriptions[{n}]" for n in range(1, 6))
    assert "lead_2" in str(caught.value)
    for wrong in (3, None, {"id": "sub_1"}, b"sub_1", object()):
        with pytest.raises(InvalidRequest):
            close.subscriptions.pause(wrong)
    with pytest.raises(InvalidRequest, match="on_progress: 3 cannot be called"):
        close.subscriptions.pause("sub_1", on_progress=3)
    assert not service.log


def test_iterable_that_fails_is_named(make: Make) -> None:
    """A generator that breaks leaves nothing half done: its error is the cause of ours."""

    def breaking() -> Any:
        yield "sub_1"
        raise OSError("the file is gone")

    service = Service({"sub_1": subscription("sub_1")})
    with pytest.raises(InvalidRequest, match="the file is gone"):
        service.client(make).subscriptions.pause(breaking())
    assert not service.log


def test_asynchronous_iterable_is_refused_with_the_way_on(make: Make) -> None:
    """An asynchronous listing has to be read first; the error says how."""
    close = Service({}).client(make)

    async def listing() -> Any:
        yield "sub_1"

    with pytest.raises(InvalidRequest, match="async for"):
        close.subscriptions.pause(listing())


def test_key_that_is_refused_ends_the_run(make: Make) -> None:
    """When the service does not know the key, the others are not asked about; they are not done."""
    rows = {f"sub_{n}": subscription(f"sub_{n}") for n in range(1, 9)}
    service = Service(rows, reads=dict.fromkeys(rows, "401"))
    report = service.client(make).subscriptions.pause([*rows])
    assert report.counts == {"refused": 1, "not_done": 7}
    assert isinstance(report.stopped_by, Unauthorized)
    assert len(service.log) == 1
    assert f"the run was ended early, because of this: {report.stopped_by}" in str(report)


def test_interruption_tells_how_far_the_run_came(make: Make) -> None:
    """Ctrl-C, or an error of the caller's own, says what is done and what was next."""
    rows = {f"sub_{n}": subscription(f"sub_{n}") for n in range(1, 5)}
    service = Service(rows)
    seen: list[Any] = []

    def stop(row: Any) -> None:
        seen.append(row)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        service.client(make).subscriptions.pause([*rows], on_progress=stop)
    (note,) = caught.value.__notes__
    assert "pause of 2 subscriptions: 2 changed" in note
    assert "sub_3 was next" in note
    assert ("PUT", "sub_3") not in service.log


def test_change_of_sender_demands_all_three_fields(make: Make) -> None:
    """Another account under the old name would surprise recipients, so the three go together."""
    service = Service({"sub_1": subscription("sub_1")})
    with pytest.raises(InvalidRequest) as caught:
        service.client(make).subscriptions.change_sender("sub_1", sender_name="Eve")
    assert caught.value.missing == ("sender_account_id", "sender_email")
    with pytest.raises(InvalidRequest) as caught:
        service.client(make).subscriptions.change_sender("sub_1")
    assert caught.value.missing == ("sender_account_id", "sender_name", "sender_email")
    assert not service.log


def test_report_is_for_people_and_for_tables(make: Make) -> None:
    """It reads as a sentence, gives rows of one shape, and shows failures first, as text."""
    rows = {f"sub_{n}": subscription(f"sub_{n}") for n in range(1, 4)}
    service = Service(rows, reads={"sub_2": "404"}, writes={"sub_3": "lost before"})
    report = service.client(make).subscriptions.pause([*rows])
    assert str(report) == "pause of 3 subscriptions: 1 changed, 1 refused, 1 unknown"
    one = Service(dict(rows)).client(make).subscriptions.pause("sub_1")
    assert str(one) == "pause of 1 subscription: 1 already so"
    assert len({tuple(row) for row in report.to_rows()}) == 1
    assert report.to_rows()[0]["status_after"] == "paused"
    assert [row.subscription_id for row in report.failures] == ["sub_2", "sub_3"]
    assert isinstance(report.failures[0].error, NotFound)
    page = report._repr_html_()
    assert "sub_1" not in page
    assert page.count("<tr>") == 3
    with pytest.raises(ChangesFailed, match="sub_3: unknown") as caught:
        report.raise_for_failures()
    assert caught.value.report is report
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert copy.report.to_rows() == report.to_rows()
