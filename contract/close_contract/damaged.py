"""The error of an installation that has no readable contract; whatever else is missing, this is there."""


class DamagedContract(Exception):
    """The contract that is installed cannot be read; the text says how to mend it."""
