"""``defender-lint check``: the linter itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from defender_lint.cli import options, settings_options
from defender_lint.cli.failures import RunFailed
from defender_lint.cli.inputs import complain_of, given_paths, keep_baseline, run_for
from defender_lint.cli.progress import Progress
from defender_lint.cli.reporting import (
    Target,
    concluded,
    exit_status,
    project_folder,
    refuse_one_file_twice,
    report,
    usual_format,
)
from defender_lint.settings.values import DEFAULT

if TYPE_CHECKING:
    from defender_lint.findings import Finding
    from defender_lint.run import Run
    from defender_lint.settings import Settings


@click.command("check", short_help="Check request bodies (the default command).")
@options.paths()
@options.api()
@options.endpoint()
@options.stdin_filename()
@options.skip_unknown()
@options.mending()
@options.reports(Target())
@settings_options.output_format()
@settings_options.fail_on()
@settings_options.rules()
@settings_options.files()
@settings_options.limits()
@settings_options.where()
@options.baseline()
@options.engine()
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], **asked: Any) -> int:
    r"""Check request bodies and say what the service would answer.

    PATH is a file, a folder (searched for .json, .jsonl, .ndjson, .yaml and .yml), a
    glob, or - for standard input. .jsonl and .ndjson files hold a body a line, YAML
    files a body a document.

    Which API a body is for is told by --api or --endpoint, by the settings, by a
    comment "# defender-lint: api=ID" in YAML, by the file name (isolate-machine.json,
    web01.isolate-machine.json) or a folder of that name, or else by the body itself.

    In GitHub Actions and Azure Pipelines the default format is what these show as
    annotations; --output-format overrules it.

    \b
    Examples:
      defender-lint web01.isolate-machine.json
      defender-lint --api post-ti-indicator ioc.json
      defender-lint --fix payloads/
      defender-lint --output-format concise 'payloads/**/*.yaml'
      defender-lint --output sarif=out.sarif --output junit=out.xml payloads/
      jq -c '.body' log.json | defender-lint --api update-alert -

    \b
    Exit status:
      0    nothing at or above --fail-on
      1    findings; a body that is not valid JSON or YAML is a finding
      2    the run itself failed: usage, settings, or a file that cannot be read
      130  interrupted; 141: the reader of the output hung up
    """
    given_paths(context, paths)
    settings = settings_options.finder(context).for_run()
    mend, outputs = _mending_of(asked), _outputs_of(asked, settings)
    refuse_one_file_twice(context, [path for _, path in outputs["targets"]] + [
        path for path in (outputs["file"],) if path is not None
    ])  # fmt: skip
    if asked["diff"]:
        return _show_diff(run_for(context, paths, asked, mend=mend, on_change=_print_diff), paths)

    progress = Progress()
    run = run_for(
        context,
        paths,
        asked,
        mend=mend,
        on_change=_print_mended if mend != "none" and "-" in paths else None,
        on_body=progress.tick,
    )
    run.summary.folder = project_folder()
    found = _visible(run, progress)
    if asked["fix_only"]:
        found = _fixed(run, found)
    is_lenient = asked["fix_only"] or asked["write_baseline"]
    fail_on = "never" if is_lenient else settings.fail_on
    findings = concluded(found, run.summary, fail_on)
    report(findings, run.summary, to_stderr=mend != "none" and "-" in paths, **outputs)
    if run.baseline is not None:
        keep_baseline(run.baseline, asked)
    complain_of(run.summary.failures, paths)
    return exit_status(run.summary, fail_on)


def _mending_of(asked: dict[str, Any]) -> str:
    """Return which fixes are asked for; ``--diff`` and ``--fix-only`` imply safe ones."""
    if asked["unsafe_fixes"]:
        return "all"
    return "safe" if asked["fix"] or asked["diff"] or asked["fix_only"] else "none"


def _outputs_of(asked: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Return where reports go, in the words of :func:`report`."""
    format = settings.output_format
    if asked["statistics"]:
        format = "statistics"
    elif settings.sources["output-format"] == DEFAULT:
        format = usual_format()
    return {
        "format": format,
        "file": asked["output_file"],
        "targets": asked["targets"],
        "colour": asked["colour"],
        "quiet": asked["quiet"],
    }


def _visible(run: Run, progress: Progress) -> Iterator[Finding]:
    """Yield the findings of a run, with the line of progress out of their way."""
    from defender_lint.checks.engines import EngineMissing

    try:
        for finding in run.findings():
            progress.clear()
            yield finding
    except EngineMissing as error:
        raise RunFailed(str(error)) from error
    finally:
        progress.clear()


def _fixed(run: Run, found: Iterator[Finding]) -> Iterator[Finding]:
    """Yield what was mended instead of what was found."""
    for _ in found:
        pass
    yield from run.fixed


def _show_diff(run: Run, paths: tuple[str, ...]) -> int:
    """Let a run print its diffs; its status is 1 if there were any."""
    for _ in run.findings():
        pass
    if complain_of(run.summary.failures, paths):
        return 2
    return 1 if run.fixed else 0


def _print_diff(file: str, before: str, after: str) -> None:
    from defender_lint.cli.output import write_stdout
    from defender_lint.fixing.diff import diff

    write_stdout(diff(file, before, after))


def _print_mended(_file: str, _before: str, after: str) -> None:
    from defender_lint.cli.output import write_stdout

    write_stdout([after])
