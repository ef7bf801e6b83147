"""Fixes: what findings say about mending, done to the text."""

from defender_lint.fixing.mend import BrokenFix, Mended, mend

__all__ = ["BrokenFix", "Mended", "mend"]
