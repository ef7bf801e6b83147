"""Holes: what only run time knows of a body, in whatever template language it is written."""
