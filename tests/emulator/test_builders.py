"""Furnishing the organisation, ids, clocks, paces and the sample."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from close_emulator import Emulator, Ids, ManualClock, Stepped, Timed, WallClock
from close_emulator.sample import furnish
from emulator.workbench import SEARCH, Workbench, named


def test_ids_look_like_the_vendors_and_are_always_the_same() -> None:
    """Two emulators give the same ids in the same order, and no id twice."""
    first, second = Ids(), Ids()
    given = [first.new(prefix) for prefix in ("lead", "lead", "seq", "bulkseqsub")]
    assert given == [second.new(prefix) for prefix in ("lead", "lead", "seq", "bulkseqsub")]
    assert all(re.fullmatch("[a-z]+_[0-9A-Za-z]{43}", identity) for identity in given)
    assert len(set(given)) == 4


def test_each_prefix_counts_for_itself() -> None:
    """One more lead changes no id of a sequence; another seed changes all."""
    first, second, other = Ids(), Ids(), Ids("other")
    first.new("lead")
    assert first.new("seq") == second.new("seq") != other.new("seq")


def test_an_emulators_ids_can_be_injected() -> None:
    """Every id comes from the source that the emulator was given."""

    class Counting:
        count = 0

        def new(self, prefix: str) -> str:
            self.count += 1
            return f"{prefix}_{self.count}"

    emulator = Emulator(ids=Counting())
    ids = [emulator.add_sequence("S"), emulator.add_lead("L", contacts=[("C", None)]).id]
    assert all(re.fullmatch("(seq|lead)_[0-9]+", identity) for identity in ids)


def test_fixed_ids_are_checked(bench: Workbench) -> None:
    """A fixed id has the form of its kind and is not taken, else it is a ValueError."""
    add = bench.emulator.add_sequence
    assert add("A", fixed_id="seq_A1") == "seq_A1"
    for wrong in ("seq_A1", "lead_1", "seq_", "seq_a-b", ""):
        with pytest.raises(ValueError, match="id"):
            add("B", fixed_id=wrong)


def test_a_lead_has_a_status(bench: Workbench) -> None:
    """A lead has the first status by default, a given one that exists, and no other."""
    lost = bench.emulator.add_lead_status("Lost")
    assert bench.emulator.add_lead("A").status_label == "Potential"
    assert bench.emulator.add_lead("B", status_id=lost).status_label == "Lost"
    with pytest.raises(ValueError, match="no lead status stat_none"):
        bench.emulator.add_lead("C", status_id="stat_none")


def test_dates_are_aware_and_kept_in_utc(bench: Workbench) -> None:
    """A date with an offset is converted, a naive one is refused."""
    noon = datetime(2024, 5, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    lead = bench.emulator.add_lead("A", date_created=noon)
    assert lead.date_created.isoformat() == "2024-05-01T10:00:00+00:00"
    with pytest.raises(ValueError, match="time zone"):
        bench.emulator.add_lead("B", date_created=noon.replace(tzinfo=None))


def test_a_contact_without_address_cannot_be_subscribed(bench: Workbench) -> None:
    """add_subscription needs an address to write to."""
    lead = bench.emulator.add_lead("A", contacts=[("No", None)])
    with pytest.raises(ValueError, match="no e-mail address"):
        bench.emulator.add_subscription(
            lead.contacts[0].id, bench.sequence_id, sender_account_id=bench.account_id
        )


def test_a_manual_clock_moves_forwards_only() -> None:
    """ManualClock stands still, moves by seconds, and neither back nor without a time zone."""
    clock = ManualClock()
    before = clock.now()
    clock.advance(1.5)
    clock.advance(0)
    assert clock.now() - before == timedelta(seconds=1.5)
    with pytest.raises(ValueError, match="forwards"):
        clock.advance(-1)
    with pytest.raises(ValueError, match="aware"):
        ManualClock(before.replace(tzinfo=None))


def test_the_wall_clock_is_in_utc() -> None:
    """WallClock gives aware moments in UTC."""
    assert WallClock().now().utcoffset() == timedelta(0)


def test_time_in_the_emulator_never_runs_backwards() -> None:
    """A clock that is set back neither undoes progress nor earns it twice."""

    class Jumping:
        moment = datetime(2024, 1, 1, tzinfo=UTC)

        def now(self) -> datetime:
            return self.moment

    clock = Jumping()
    emulator = Emulator(clock=clock)
    before = emulator.now
    clock.moment -= timedelta(hours=1)
    assert emulator.now == before
    clock.moment += timedelta(hours=2)
    assert emulator.now == before + timedelta(hours=1)


@pytest.mark.parametrize("options", [{"rate": 0.0}, {"rate": float("nan")}, {"loading": -1.0}])
def test_a_pace_makes_sense(options: dict[str, float]) -> None:
    """A pace that would stand still or run backwards is refused."""
    with pytest.raises(ValueError, match="must be"):
        Timed(**options)
    with pytest.raises(ValueError, match="must be"):
        Stepped(batch=0)


@pytest.mark.parametrize("leads", [0, 1, 5, 6, 250])
def test_the_sample_has_the_share_it_promises(leads: int) -> None:
    """Every fifth lead is an ACME Inc. by name, and the search agrees."""
    bench = Workbench()
    sample = furnish(bench.emulator, leads)
    body = {"query": named("ACME Inc."), "results_limit": 0, "include_counts": True}
    assert bench.ok("POST", SEARCH, body)["count"]["total"] == sample.acme_leads
    assert (sample.leads, sample.acme_leads) == (leads, (leads + 4) // 5)


def test_the_sample_is_the_same_in_every_run() -> None:
    """Two furnished organisations are equal, down to ids, names and moments."""
    states = []
    for _ in range(2):
        emulator = Emulator(clock=ManualClock())
        sample = furnish(emulator, 20)
        states.append((sample, emulator.organization.leads))
    assert states[0] == states[1]


def test_the_samples_leads_are_of_different_age() -> None:
    """Leads were created one minute after each other, the last of them a minute ago."""
    emulator = Emulator(clock=ManualClock())
    furnish(emulator, 3)
    ages = [emulator.now - lead.date_created for lead in emulator.organization.leads.values()]
    assert ages == [timedelta(minutes=minutes) for minutes in (3, 2, 1)]


def test_the_samples_people_can_be_written_to() -> None:
    """Each lead has one or two contacts, each with an address of its own."""
    emulator = Emulator(clock=ManualClock())
    furnish(emulator, 40)
    leads = emulator.organization.leads.values()
    addresses = [c.emails[0].email for lead in leads for c in lead.contacts]
    assert {len(lead.contacts) for lead in leads} == {1, 2}
    assert len(addresses) == len(set(addresses)) == 60
    with pytest.raises(ValueError, match="-1 leads"):
        furnish(emulator, -1)
