"""JSON: a text to a value that knows its places, or what is wrong with the text."""
