"""Bytes to Requests, with the place of every key and value in the file."""
