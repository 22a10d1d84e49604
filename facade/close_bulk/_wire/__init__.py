"""The way over the network: the only modules of the facade that know the HTTP library.

A generated endpoint asks its client for an HTTP client and sends one request with it. What it gets is an
exchange: one attempt, with its time limit, its size limit and the connection's own record of what was
sent. Whatever is not a success becomes an error before anything is parsed.
"""
