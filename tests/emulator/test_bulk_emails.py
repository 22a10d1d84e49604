"""Bulk emails: who gets which template from whom, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.workbench import ALL_LEADS, Workbench, named

EMAIL = "/bulk_action/email/"


def recipients(bench: Workbench) -> list[str]:
    """The addresses that e-mails went to, oldest first."""
    return [email.recipient for email in bench.emulator.outbox]


def test_an_email_says_where_it_comes_from(bench: Workbench) -> None:
    """The outbox has recipient, contact, lead, template, sender, action and moment."""
    bench.add_leads(1)
    template = bench.emulator.add_email_template("Hello")
    asked = {"email_account_id": bench.account_id, "sender": "sales@salesteam.example"}
    action = bench.finish_kind("email", template_id=template, contact_preference="lead", **asked)
    (email,) = bench.emulator.outbox
    (contact,) = bench.organization.contacts.values()
    assert (email.recipient, email.contact_id) == ("p0@acme1.example", contact.id)
    assert (email.lead_id, email.template_id) == (contact.lead_id, template)
    assert (email.sender, email.email_account_id) == (asked["sender"], bench.account_id)
    assert (email.bulk_action_id, email.date_sent) == (action["id"], bench.emulator.now)
    assert {name: action[name] for name in asked} == asked


@pytest.mark.parametrize("by_account", [True, False])
def test_without_a_sender_the_account_or_the_user_sends(
    bench: Workbench, *, by_account: bool
) -> None:
    """The address is the account's, without an account the user's; the answer stays null."""
    bench.add_leads(1)
    template = bench.emulator.add_email_template("Hello")
    account = {"email_account_id": bench.account_id} if by_account else {}
    action = bench.finish_kind("email", template_id=template, contact_preference="lead", **account)
    (email,) = bench.emulator.outbox
    owner = bench.organization.user.email
    assert email.sender == ("john@salesteam.example" if by_account else owner)
    assert action["sender"] is None


@pytest.mark.parametrize(
    ("preference", "objects", "addresses"),
    [
        ("lead", 1, ["jane@acme.example"]),
        ("contact", 2, ["jane@acme.example", "joe@acme.example"]),
        ("all", 2, ["jane@acme.example", "jane@home.example", "joe@acme.example"]),
    ],
)
def test_the_preference_chooses_the_addresses(
    bench: Workbench, preference: str, objects: int, addresses: list[str]
) -> None:
    """lead: the first address there is; contact: the first of each; all: every one, once."""
    lead = bench.emulator.add_lead("ACME", contacts=[("No", None)])
    at_home = ["jane@acme.example", "jane@home.example", "jane@acme.example"]
    bench.emulator.add_contact(lead.id, "Jane", emails=at_home)
    bench.emulator.add_contact(lead.id, "Joe", emails=["joe@acme.example"])
    template = bench.emulator.add_email_template("Hello")
    action = bench.finish_kind("email", template_id=template, contact_preference=preference)
    assert (action["n_objects"], recipients(bench)) == (objects, addresses)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("template_id", [None, "", "tmpl_none", "seq_1", 1]),
        ("contact_preference", [None, "", "both", 1]),
        ("email_account_id", ["", "emailacct_none", "tmpl_1", 1]),
        ("sender", ["", "john", 1]),
        ("sequence_id", ["seq_1"]),
        ("results_limit", [0, "1"]),
        ("s_query", [None, {}]),
    ],
)
def test_values_that_do_not_fit_are_refused(
    bench: Workbench, field: str, values: list[object]
) -> None:
    """An unknown template above all: each is 400 about that field, and nothing is sent."""
    bench.add_leads(1)
    template = bench.emulator.add_email_template("Hello")
    good = {"template_id": template, "contact_preference": "lead", "s_query": ALL_LEADS}
    for value in values:
        assert list(bench.problems("POST", EMAIL, good | {field: value})) == [field], value
    bench.emulator.step(10)
    assert bench.emulator.outbox == ()


def test_what_must_be_said_is_named(bench: Workbench) -> None:
    """Selection, template and preference have no default."""
    names = ("s_query", "template_id", "contact_preference")
    problems = dict.fromkeys(names, "This field is required.")
    assert bench.problems("POST", EMAIL, {}) == problems


def test_the_list_can_be_of_one_template(bench: Workbench) -> None:
    """template_id picks the actions that send it; a template that nobody sent picks none."""
    first, second, unused = (bench.emulator.add_email_template(name) for name in "ABC")
    ids = [
        bench.start_kind("email", template_id=template, contact_preference="lead")
        for template in (first, second, first)
    ]
    listed = [
        [action["id"] for action in bench.ok("GET", EMAIL, query=query)["data"]]
        for query in ({}, {"template_id": first}, {"template_id": unused})
    ]
    assert listed == [ids[::-1], [ids[2], ids[0]], []]
    assert list(bench.problems("GET", EMAIL, query={"template_id": "x"})) == ["template_id"]


@given(
    leads=st.lists(st.integers(0, 3), max_size=6),
    preference=st.sampled_from(["lead", "contact"]),
    moves=st.lists(st.sampled_from(["step", "paused", "resuming"]), max_size=12),
)
def test_nobody_gets_it_twice(leads: list[int], preference: str, moves: list[str]) -> None:
    """However an action is paused and resumed, each chosen contact gets one e-mail in the end."""
    bench = Workbench()
    for n, contacts in enumerate(leads):
        people = [(f"P{k}", f"p{k}@lead{n}.example") for k in range(contacts)]
        bench.emulator.add_lead(f"Lead {n}", contacts=people)
    template = bench.emulator.add_email_template("Hello")
    action = bench.start_kind("email", template_id=template, contact_preference=preference)
    for move in moves:
        if move == "step":
            bench.emulator.step()
        else:
            bench.put(action, move)
        assert bench.fetch(action)["n_objects_processed"] == len(bench.emulator.outbox)
    bench.put(action, "resuming")
    bench.emulator.step(20)
    chosen = [
        contact.id
        for lead in bench.organization.leads.values()
        for contact in (lead.contacts[:1] if preference == "lead" else lead.contacts)
    ]
    assert [email.contact_id for email in bench.emulator.outbox] == chosen


def test_who_is_gone_gets_nothing(bench: Workbench) -> None:
    """A contact that was deleted after loading is counted, and no e-mail goes there."""
    bench.add_leads(2)
    template = bench.emulator.add_email_template("Hello")
    delete = bench.start_kind("delete", s_query=named("1"))
    email = bench.start_kind("email", template_id=template, contact_preference="lead")
    bench.emulator.step(10)
    assert bench.progress(delete) == ("done", 1)
    assert bench.fetch(email)["n_objects_processed"] == 2
    assert recipients(bench) == ["p0@acme2.example"]
