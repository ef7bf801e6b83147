"""Routing by keys: which operations take a body with such keys, letter case ignored?"""

from __future__ import annotations


