"""The emulator is what the contract says, and the run that shows it has really tested it."""

from collections.abc import Callable

from close_contract import PHASES, Known, Report, Server, Suite, contract
from close_emulator import Emulator, ManualClock, Stepped
from close_emulator.asgi import application

LABELS = frozenset(each.label for each in contract().operations())
SAMPLE = ("create_bulk_sequence_subscription", "get_bulk_sequence_subscription", "list_events")
_DRAWN = ("examples", "fuzzing", "stateful")
ACTION_TYPES = frozenset({"subscribe", "pause", "resume", "resume_finished", "reassign"})


def test_nothing_is_found(report: Report) -> None:
    """No answer of the emulator breaks the contract or a rule, in any phase."""
    assert report.findings == [], str(report)


def test_every_operation_was_accepted_and_refused(report: Report) -> None:
    """All operations took a request at least once and refused one, if there is any to refuse."""
    assert len(LABELS) == 30
    assert report.operations(accepted=True) == LABELS
    assert report.operations(accepted=False) == LABELS - {"GET /me/"}


def test_every_action_type_was_accepted_and_refused(report: Report) -> None:
    """Bulk actions of all five types were started, and wrong requests for each were refused."""
    assert report.action_types(accepted=True) == ACTION_TYPES
    assert report.action_types(accepted=False) >= ACTION_TYPES


def test_every_phase_sent_requests(report: Report) -> None:
    """The probes, examples, coverage, fuzzing and stateful testing all took part."""
    assert {exchange.phase for exchange in report.exchanges} == {*PHASES, "probes"}


def test_a_status_was_changed_and_refused(report: Report) -> None:
    """Both answers to a change of status were seen: some bulk actions can be paused, some cannot."""
    put = [e for e in report.exchanges if e.operation.startswith("PUT ")]
    assert {e.status for e in put} >= {200, 400, 404}


def test_runs_repeat(prepare: Callable[[Emulator], Known]) -> None:
    """Two runs against equal servers send equal requests, so that a finding can be found again."""

    def run() -> Report:
        emulator = Emulator(pace=Stepped(), clock=ManualClock())
        known = prepare(emulator)
        server = Server(api_key=emulator.api_key, app=application(emulator))
        suite = Suite(
            server=server, known=known, operations=SAMPLE, max_examples=5, probes=(), phases=_DRAWN
        )
        return suite.run()

    assert run().exchanges == run().exchanges
