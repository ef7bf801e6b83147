"""Requests in program code: one evaluator of literals, and a table of idioms for each language."""
