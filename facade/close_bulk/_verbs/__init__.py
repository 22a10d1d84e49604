"""The verbs of `close.bulk`, by what they are about; both clients have the same."""
