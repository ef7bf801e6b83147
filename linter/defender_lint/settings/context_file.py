"""Loading a context file: YAML or JSON that fits ``schemas/context.schema.json``."""

from __future__ import annotations

import json
import os
from typing import Final

from defender_lint.settings.errors import Complaint, SettingsError
from defender_lint.settings.faults import Judge
from defender_lint.settings.located import read_yaml
from defender_lint.shipped import shipped_folder
from defender_lint.tenant.facts import Tenant

SCHEMA_URL: Final = (
    "https://raw.githubusercontent.com/defender-lint/defender-lint/main/schemas/context.schema.json"
)
"""Where editors find the schema."""


def load_tenant(path: str) -> Tenant:
    """Load a context file.

    Args:
        path: The file.

    Raises:
        SettingsError: It cannot be read, or something in it is wrong; carries all that is.
    """
    located = read_yaml(path, path, "context")
    with open(os.path.join(shipped_folder(), "context.schema.json"), encoding="utf-8") as file:
        judge = Judge(json.load(file), {}, unknown="is nothing that a context says")
    value = {} if located.value is None else located.value
    complaints = [
        *located.complaints,
        *(
            Complaint(located.place(fault.path, fault.part), fault.message)
            for fault in judge.faults(value, "a context")
        ),
    ]
    if complaints:
        raise SettingsError(complaints)
    return Tenant(value)
