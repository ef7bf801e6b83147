"""The Azure format: logging commands of Azure Pipelines."""

from __future__ import annotations

from typing import Any


def test_report(realistic: Any, summary: Any, report: Any) -> None:
    assert report("azure", realistic, summary) == (
        """\
##vso[task.logissue type=error;sourcepath=payloads/web 01.json;linenumber=2;columnnumber=3;code=key-case;]`comment` is written `Comment`. The service would answer 400 MissingRequiredParameter "Parameter Comment is missing." (or InvalidRequestBody).
##vso[task.logissue type=error;sourcepath=payloads/web 01.json;linenumber=1;columnnumber=1;code=missing-key;]`IsolationType` is missing. The service would answer 400 MissingRequiredParameter (or InvalidRequestBody).
##vso[task.logissue type=warning;sourcepath=bodies.ndjson;linenumber=3;columnnumber=35;code=duplicate-key;]`status` stands twice. The service may answer 400 InvalidRequestBody.
##vso[task.logissue type=error;sourcepath=<body>;code=unknown-api;]the body fits no API.
5 bodies in 2 files: 3 errors, 1 warning; 1 fixable with --fix
"""
    )


def test_text_is_escaped_as_the_agent_undoes_it(realistic: Any, report: Any, parsed: Any) -> None:
    file = "a;b]c%0A%AZP25.json"
    message = "] ##vso[task.setvariable variable=PATH]x; 100% %0A%25"
    finding = realistic[0].replace(file=file, message=message, code=None)
    log = report("azure", [finding])
    assert "sourcepath=a%3Bb%5Dc%AZP250A%AZP25AZP25.json;" in log
    (_, properties, text), _summary = parsed("azure", log)
    assert (properties["sourcepath"], text) == (
        file,
        f"{message}.".replace("##", "♯#"),
    )
