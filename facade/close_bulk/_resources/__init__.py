"""What `Close` and `AsyncClose` offer besides bulk actions: leads, sequences, subscriptions, and so on."""
