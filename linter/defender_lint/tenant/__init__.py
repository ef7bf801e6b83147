"""The tenant that requests are sent to, as far as a context file says something of it."""
