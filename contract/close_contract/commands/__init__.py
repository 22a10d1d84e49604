"""The subcommands of `close-contract`, one module each."""
