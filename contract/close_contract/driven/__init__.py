"""Puts a client under test: a driver makes the calls, a stage answers them, rules judge both."""
