"""What can go wrong while the contract is built."""


class SpecError(Exception):
    """The contract or the client cannot be built; the message says what to mend, and where."""


class HomelessActionError(SpecError):
    """An overlay action's target is not in the document, or not as often as it expects."""


class NeedlessActionError(SpecError):
    """The document already says what an overlay action patches in."""


class ConflictingActionError(SpecError):
    """The document says something else in a place where an overlay action adds."""
