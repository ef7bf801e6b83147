"""Answers of the service: found in whatever people save of them, and explained."""
