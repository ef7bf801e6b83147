"""Fixes: what findings say about fixing, done to the text and put back into the file."""
