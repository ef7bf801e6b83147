"""What does a request call, and is it one of ours?

Many products have an ``/api/alerts``; and a request whose host is unknown until run time, or not
said at all, shows only its path. So a path counts where it is the service's own for certain: on
one of its hosts; or with a word in it that no other product is likely to have; or as a whole, if
the body does not contradict it.
"""

from __future__ import annotations


