"""Tests mirror the packages; `contracts/` holds what every implementation must pass."""
