"""A seeded organisation that adopts, holds, slips, goes on holiday and is reorganised. Pure; for the demo and tests."""
