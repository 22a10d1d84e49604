"""The forms that the report of a run is written in, one module each."""
