"""Where things are in the repository; every path is relative to ``ROOT``."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UPSTREAM = Path("openapi/upstream")
PROVENANCE = UPSTREAM / "PROVENANCE.md"
OVERLAYS = Path("openapi/overlays")
SELECTION = Path("openapi/selection.yaml")
GENERATOR_CONFIG = Path("openapi/generator.yaml")
CONTRACT = Path("openapi/close.yaml")
GENERATED = Path("generated")
PACKAGE = GENERATED / "close_api_client"
CONTRACT_IN_PACKAGE = PACKAGE / "contract.json"
"""The contract as package data: JSON, so that reading it needs nothing but Python."""
