"""Points in time: ISO 8601 with a zone, as ``Edm.DateTimeOffset`` is written (OData 4)."""

from __future__ import annotations


