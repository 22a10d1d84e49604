"""Puts the client `close_bulk` under test: `close-contract client` starts it as a child process.

Nothing imports this package. It speaks the protocol that `close_contract.driven.driver` describes, so a
driver of a client in another language can be written after it.
"""
