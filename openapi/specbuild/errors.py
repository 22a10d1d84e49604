"""What can go wrong while the contract is built."""


class SpecError(Exception):
    """The contract or the client cannot be built; the message says what to mend, and where."""
