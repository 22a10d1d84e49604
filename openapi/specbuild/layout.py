"""Where things are in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = ROOT / "openapi"
UPSTREAM = OPENAPI / "upstream"
OVERLAYS = OPENAPI / "overlays"
CONTRACT = OPENAPI / "close.yaml"
GENERATOR_CONFIG = OPENAPI / "generator.yaml"
GENERATED = ROOT / "generated"
PACKAGE = "close_api_client"
"""Import name of the generated package."""
CONTRACT_IN_PACKAGE = "contract.json"
"""The contract as package data: JSON, so that reading it needs nothing but Python."""
