"""Puts this folder on the import path: `score` and `marked` are read by tests in several folders."""
