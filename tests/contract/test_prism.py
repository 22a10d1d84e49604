"""The comparison of `make prism`: what is new and what is gone is told, what is known is not."""

from close_contract import Finding
from contract.prism.__main__ import LIST, differences, listed

KNOWN = {"echo": ["POST *", "PUT /me/"]}


def test_what_differs() -> None:
    """A finding that is not listed, and an entry of the list that nothing matches, are differences."""
    posts, deletes = Finding("echo", "POST /a/", "x"), Finding("echo", "DELETE /a/", "y")
    puts = Finding("echo", "PUT /me/", "z")
    assert [*differences(KNOWN, [posts, puts])] == []
    new, gone = differences(KNOWN, [posts, deletes])
    assert "DELETE /a/" in new
    assert gone.endswith("echo: PUT /me/")


def test_the_list_says_why() -> None:
    """Every entry of the list names operations; that it has a reason is what the list is for."""
    known = listed(LIST.read_text(encoding="utf-8"))
    assert len(known) > 20
    assert all(known.values())
