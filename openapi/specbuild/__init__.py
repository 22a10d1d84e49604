"""The pipeline from the vendor's OpenAPI document to the contract and the generated client.

For maintainers; not part of the wheel. ``python -m specbuild --help`` lists the commands.
"""
