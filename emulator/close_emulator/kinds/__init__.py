"""The kinds of bulk actions, one module each: what it takes, what it does, what it answers."""
