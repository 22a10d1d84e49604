"""Requests that must be sent in every run and are not left to luck, one question a function."""
