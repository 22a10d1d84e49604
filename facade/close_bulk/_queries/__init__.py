"""Queries of Advanced Filtering as values that are checked when they are made.

`grammar` holds a query against the contract, `nodes` is the query itself, `fields` and `moments` are
what queries are written with, `text` writes them back as Python. People import them from
`close_bulk.query`.
"""
