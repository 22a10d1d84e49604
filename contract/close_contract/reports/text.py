"""Text as it can be shown anywhere, whoever wrote it: a server under test may be hostile."""

_LAYOUT = "\n\t"


def plain(text: str) -> str:
    """Return a text with escapes in place of what does not print.

    So it can neither move the cursor of a terminal, nor turn the direction of a line, nor break XML.
    """
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in _LAYOUT else _escape(each) for each in text
    )


def first_line(text: str) -> str:
    """Return the first line of a text that can be shown anywhere."""
    return plain(text).partition("\n")[0]


def counted(n: int, what: str) -> str:
    """Return how many there are of something, in words: `no findings`, `1 finding`."""
    return f"{n or 'no'} {what}{'' if n == 1 else 's'}"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
