"""All probes by name, in the order in which they are sent: first those that change nothing."""

from collections.abc import Mapping
from typing import Final

from close_contract.probe import Ask, Probe
from close_contract.probes import (
    access,
    ages,
    authors,
    bulk,
    completion,
    cursors,
    defaults,
    edges,
    edits,
    effects,
    enrolling,
    events,
    fields,
    filtering,
    forms,
    grammar,
    lead_traces,
    logged,
    meanings,
    messages,
    moments,
    narrowing,
    ordering,
    pages,
    search,
    selecting,
    senders,
    sequences,
    shown,
    sorting,
    steps,
    subscribing,
    traces,
    unreachable,
    walks,
)
from close_contract.rule import Certainty

_DOCUMENTED: Final = Certainty.DOCUMENTED
_SEEN: Final = Certainty.SEEN
_INFERRED: Final = Certainty.INFERRED
_SUBSCRIBING: Final = frozenset(
    {"create_bulk_sequence_subscription", "get_bulk_sequence_subscription"}
)
_SENDER: Final = frozenset({"sender_account_id"})
_EDITING: Final = frozenset({"create_bulk_edit", "get_bulk_edit"})
_WHO: Final = frozenset({"get_me"})
_SEQUENCES: Final = frozenset(
    {"list_sequences", *(f"{verb}_sequence" for verb in ("create", "get", "update", "delete"))}
)
_SUBSCRIPTIONS: Final = frozenset(
    {
        "list_sequence_subscriptions",
        *(f"{verb}_sequence_subscription" for verb in ("create", "get", "update", "delete")),
    }
)
_EVENTS: Final = frozenset({"list_events"})
_SEARCH: Final = frozenset({"search_data"})
_READ_SUBSCRIPTIONS: Final = frozenset({"get_sequence", "list_sequence_subscriptions"})


def _probe(
    ask: Ask,
    source: str,
    certainty: Certainty,
    needs: frozenset[str] = frozenset(),
    uses: frozenset[str] = frozenset(),
) -> Probe:
    return Probe(ask, source, certainty, needs, uses)


_ALL: Final = (
    _probe(access.known_ids, "the contract", _DOCUMENTED),
    _probe(access.example_members, "the examples of the contract", _SEEN),
    _probe(access.sign_in, "seed 000", _DOCUMENTED),
    _probe(access.unknown_ids, "the contract", _DOCUMENTED),
    _probe(access.unknown_references, "what has gone cannot be used", _INFERRED),
    _probe(forms.absent_filters, "seed 003", _DOCUMENTED),
    _probe(forms.bounds, "the contract", _DOCUMENTED),
    _probe(forms.time_zones, "the contract", _DOCUMENTED, _SEARCH),
    _probe(forms.single_members, "seed 001", _DOCUMENTED),
    _probe(search.search_logic, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH),
    _probe(search.search_fields, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH),
    _probe(search.search_order, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH),
    _probe(
        filtering.search_conditions,
        "developer.close.com, advanced filtering",
        _DOCUMENTED,
        _SEARCH | _WHO,
    ),
    _probe(
        filtering.search_relations, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH
    ),
    _probe(search.search_types, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH),
    _probe(sorting.search_sorting, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH),
    _probe(grammar.search_unknown, "developer.close.com, advanced filtering", _INFERRED, _SEARCH),
    _probe(grammar.search_grammar, "the schemas of the contract", _INFERRED, _SEARCH),
    _probe(meanings.search_meanings, "developer.close.com, advanced filtering", _INFERRED, _SEARCH),
    _probe(meanings.far_moments, "what a moment is", _INFERRED, _SEARCH),
    _probe(
        meanings.rounded_moments, "queries that the vendor's application writes", _INFERRED, _SEARCH
    ),
    _probe(walks.search_walks, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH),
    _probe(walks.search_cursors, "developer.close.com, advanced filtering", _INFERRED, _SEARCH),
    _probe(walks.body_bounds, "the schemas of the contract", _INFERRED),
    _probe(shown.inner_members, "live answers; the examples of the contract", _SEEN),
    _probe(
        shown.untyped_steps,
        "the example of seed 003",
        _INFERRED,
        frozenset({"create_sequence", "delete_sequence"}),
    ),
    _probe(shown.nested_contacts, "live answers", _SEEN, _SEARCH),
    _probe(moments.search_moments, "queries that the vendor's application writes", _SEEN, _SEARCH),
    _probe(search.search_counts, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH),
    _probe(sequences.subscription_counts, "seed 003", _SEEN, _READ_SUBSCRIPTIONS),
    _probe(
        sequences.subscription_filters,
        "seed 003",
        _DOCUMENTED,
        frozenset({"list_sequence_subscriptions"}),
    ),
    _probe(pages.empty_lists, "seed 003", _DOCUMENTED),
    _probe(bulk.bulk_readback, "seeds 000 and 001", _DOCUMENTED, _WHO),
    _probe(bulk.bulk_life, "seed 004", _DOCUMENTED),
    _probe(bulk.bulk_end, "seed 004: what is in progress can be paused", _INFERRED),
    _probe(sequences.sequence_life, "seed 003", _DOCUMENTED, _SEQUENCES),
    _probe(sequences.subscription_life, "seed 003", _DOCUMENTED, _SEQUENCES | _SUBSCRIPTIONS),
    _probe(
        effects.bulk_effects,
        "seed 004",
        _DOCUMENTED,
        _SUBSCRIBING | _SUBSCRIPTIONS | {"create_sequence", "delete_sequence"},
    ),
    _probe(effects.bulk_edits, "seed 004", _DOCUMENTED, _EDITING | _SEARCH),
    _probe(fields.bulk_fields, "seed 004", _DOCUMENTED, _EDITING | _SEARCH),
    _probe(edits.edit_refusals, "seed 004", _INFERRED, _EDITING),
    _probe(edits.edit_values, "seed 004", _INFERRED, _EDITING | _SEARCH),
    _probe(
        edits.field_events,
        "developer.close.com, event log",
        _INFERRED,
        _EVENTS | _EDITING | _SEARCH,
    ),
    _probe(
        lead_traces.status_events,
        "developer.close.com, event log",
        _INFERRED,
        _EVENTS | _EDITING | _SEARCH,
    ),
    _probe(
        selecting.bulk_selection,
        "seeds 000 and 004",
        _DOCUMENTED,
        _SUBSCRIBING | _SEARCH | {"create_sequence", "delete_sequence"},
    ),
    _probe(
        subscribing.bulk_subscribing,
        "seeds 000 and 004",
        _DOCUMENTED,
        _SUBSCRIBING | _SUBSCRIPTIONS | {"create_sequence", "delete_sequence"},
    ),
    _probe(steps.sequence_steps, "seed 003, by example", _SEEN, _SEQUENCES | _WHO),
    _probe(
        steps.subscription_senders,
        "seed 003, by example",
        _SEEN,
        _SUBSCRIPTIONS | {"create_sequence", "delete_sequence"},
        _SENDER,
    ),
    _probe(
        selecting.bulk_deletes,
        "seed 004",
        _DOCUMENTED,
        frozenset({"create_bulk_delete", "get_bulk_delete", "list_sequence_subscriptions"})
        | _SEARCH,
    ),
    _probe(events.bulk_events, "developer.close.com, event log", _DOCUMENTED, _EVENTS),
    _probe(
        events.sequence_events, "developer.close.com, event log", _INFERRED, _SEQUENCES | _EVENTS
    ),
    _probe(
        traces.effect_events,
        "developer.close.com, event log",
        _DOCUMENTED,
        _EVENTS | _SUBSCRIBING | _SUBSCRIPTIONS | _WHO | {"create_sequence", "delete_sequence"},
    ),
    _probe(
        traces.edit_events,
        "developer.close.com, event log",
        _DOCUMENTED,
        _EVENTS | _EDITING | _SEARCH,
    ),
    _probe(events.event_filters, "developer.close.com, event log", _DOCUMENTED, _EVENTS),
    _probe(pages.list_pages, "developer.close.com, pagination", _DOCUMENTED),
    _probe(pages.event_pages, "developer.close.com, event log", _DOCUMENTED, _EVENTS),
    _probe(pages.search_pages, "developer.close.com, advanced filtering", _DOCUMENTED, _SEARCH),
    _probe(forms.broken_json, "the status 400 of the contract", _SEEN),
    _probe(forms.media_types, "developer.close.com, overview", _DOCUMENTED),
    _probe(messages.sign_in_schemes, "RFC 9110", _DOCUMENTED),
    _probe(messages.json_types, "RFC 9110", _DOCUMENTED),
    _probe(messages.refusals, "live answers of 401 and 404", _SEEN),
    _probe(messages.names_in_unicode, "RFC 8259", _DOCUMENTED, _SEQUENCES),
    _probe(messages.other_methods, "RFC 9110", _INFERRED),
    _probe(messages.other_paths, "live answers without the last slash", _SEEN),
    _probe(edges.body_edges, "the contract", _INFERRED),
    _probe(edges.body_words, "the contract", _DOCUMENTED, _SEQUENCES),
    _probe(edges.missing_members, "live answers of 400", _SEEN, _SEQUENCES),
    _probe(
        logged.event_contents,
        "developer.close.com, event log",
        _INFERRED,
        _SEQUENCES | _SUBSCRIPTIONS | _EVENTS | _WHO,
    ),
    _probe(cursors.event_bounds, "developer.close.com, event log", _DOCUMENTED, _EVENTS),
    _probe(cursors.event_polling, "developer.close.com, event log", _INFERRED, _EVENTS),
    _probe(cursors.event_refusals, "the contract", _INFERRED, _EVENTS),
    _probe(cursors.event_parameters, "developer.close.com, event log", _DOCUMENTED, _EVENTS),
    _probe(narrowing.list_filters, "seed 003", _DOCUMENTED),
    _probe(defaults.bulk_defaults, "the examples of seeds 000, 001 and 004", _INFERRED),
    _probe(pages.default_pages, "developer.close.com, pagination", _DOCUMENTED),
    _probe(
        authors.changed_by, "seed 003, by example", _INFERRED, _SEQUENCES | _SUBSCRIPTIONS | _WHO
    ),
    _probe(completion.bulk_completion, "seed 004", _INFERRED, _SUBSCRIBING | _SEQUENCES),
    _probe(ages.bulk_pauses, "seed 004", _DOCUMENTED),
    _probe(ages.event_ages, "developer.close.com, event log", _DOCUMENTED, _EVENTS),
    _probe(
        enrolling.subscription_members,
        "seed 003, by example",
        _SEEN,
        _SEQUENCES | _SUBSCRIPTIONS | _WHO,
        _SENDER,
    ),
    _probe(
        unreachable.bulk_unreachable,
        "seed 004: whom a bulk action concerns has an address",
        _INFERRED,
        _SUBSCRIBING
        | _SUBSCRIPTIONS
        | _SEARCH
        | {"create_sequence", "delete_sequence", "create_bulk_email", "get_bulk_email"},
    ),
    _probe(
        ordering.bulk_order,
        "seeds 000 and 004",
        _DOCUMENTED,
        _SUBSCRIBING | _SUBSCRIPTIONS | _SEQUENCES | _SEARCH,
    ),
    _probe(
        senders.subscription_references,
        "what has gone cannot be used",
        _INFERRED,
        _SEQUENCES | _SUBSCRIPTIONS,
    ),
    _probe(
        senders.sequence_senders,
        "the sender in the example of seed 003",
        _INFERRED,
        _SEQUENCES | _SUBSCRIPTIONS,
        _SENDER,
    ),
    _probe(
        enrolling.subscribed_again,
        "the life of subscriptions in seed 003",
        _INFERRED,
        _SUBSCRIBING | _SUBSCRIPTIONS | _SEQUENCES,
    ),
    _probe(
        enrolling.bulk_preferences,
        "seeds 000 and 004",
        _DOCUMENTED,
        _SUBSCRIBING | _SUBSCRIPTIONS | _SEQUENCES | _SEARCH | _EVENTS | _WHO,
    ),
    _probe(
        enrolling.bulk_sequences,
        "seeds 000 and 004",
        _DOCUMENTED,
        _SUBSCRIBING | _SUBSCRIPTIONS | _SEQUENCES,
    ),
    _probe(access.foreign_ids, "the ids of the contract's examples", _INFERRED),
    _probe(forms.conditions, "seeds 000 and 004", _DOCUMENTED),
    _probe(forms.strange_values, "the contract", _DOCUMENTED),
)

PROBES: Final[Mapping[str, Probe]] = {probe.name: probe for probe in _ALL}
