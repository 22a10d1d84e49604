from typing import Literal

MomentEdge = Literal["end", "start"]

MOMENT_EDGE_VALUES: set[MomentEdge] = {
    "end",
    "start",
}


def check_moment_edge(value: str) -> MomentEdge:
    if value in MOMENT_EDGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOMENT_EDGE_VALUES!r}")
