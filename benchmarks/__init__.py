"""How fast is defender-lint, next to others and to reading alone? ``python -m benchmarks``."""
