"""Measures narcofacts beside the Natasha script that one would write instead: `python -m benchmarks`."""
