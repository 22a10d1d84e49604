"""What the status of an answer says about the request."""


def is_accepted(status: int) -> bool:
    """Tell whether a request was taken."""
    return 200 <= status < 300  # noqa: PLR2004 - HTTP's own bounds


def is_refused(status: int) -> bool:
    """Tell whether a request was found wrong: for what it says, not its key, method or type."""
    return 400 <= status < 500 and status not in {401, 403, 405, 415, 429}  # noqa: PLR2004
