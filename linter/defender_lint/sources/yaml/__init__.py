"""YAML: a text to values that know their places, or what is wrong with the text."""
