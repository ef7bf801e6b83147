"""The data of defender-lint: one JSON Schema per request body, error codes, products."""
