"""Recorded traffic: HAR archives and VCR cassettes, turned into requests and answers."""
