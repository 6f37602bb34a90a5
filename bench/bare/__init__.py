"""The floor: as little Django as can insert a row, or answer with given bytes."""
