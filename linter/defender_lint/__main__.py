"""``python -m defender_lint``: the same as the command ``defender-lint``."""

from defender_lint.cli import main

if __name__ == "__main__":
    main()
