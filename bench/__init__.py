"""Benchmarks: each figure as a ratio to a floor that was measured beside it, in the same run."""
