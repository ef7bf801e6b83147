"""Intent: read a body as it was meant.

The body is walked beside its schema. A key or an enum member that is written in another letter
case, or that is a near miss, is paired with the one that it stands for: that is one diagnostic, and
the walk goes on in a copy that has it right. So a miscapitalised required key is one finding, not
"missing" plus "unknown", and the value under it is still checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from defender_lint.catalogue.schemas import Schema
from defender_lint.checks.plan import Plan
from defender_lint.checks.predictions import (
    ALSO_FOR_MISSING,
    INVALID_BODY,
    MISSING,
    arguments,
    missing_codes,
    predict,
)
from defender_lint.diagnostic import Diagnostic, Path, Replacement, Token
from defender_lint.memo import memo
from defender_lint.near_miss import Pairing, folded, nearest, pair, squashed
from defender_lint.sources.value import Holes
from defender_lint.words import name

CASE_MATTERS = "the service documents that letter case matters"
_LONGEST_KEPT = 64  # characters; longer than any key
_LONGEST_VALUE = 99  # characters; longer than any word of a schema
ONE_PAGE_PRINTS_IT = "one documentation page prints the former, all other sources the latter"


class Intent:
    """What came of a walk.

    Attributes:
        value: The body as it was meant; the original where nothing had to be corrected.
        diagnostics: What was corrected.
        written: The key as written, by the path that it has in ``value``.
        within: Where the body as written stands in ``value``, if something was put around it.
    """

    __slots__ = ("diagnostics", "value", "within", "written")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.diagnostics: list[Diagnostic] = []
        self.written: dict[Path, str] = {}
        self.within: Path = ()

    def original(self, path: Path) -> Path:
        """Translate a path in ``value`` to the path in the body as it was written."""
        if not self.written and not self.within:
            return path
        steps = tuple(self.written.get(path[: i + 1], step) for i, step in enumerate(path))
        return steps[len(self.within) :]


def intent(value: Any, plan: Plan, readings: Mapping[Path, Any], holes: Holes) -> Intent:
    """Walk ``value`` beside its schema and correct names.

    Args:
        value: The parsed body. It is not changed.
        plan: The operation's schema, prepared for the walk.
        readings: What plain YAML words could also mean, by path in the body as written.
        holes: What is unknown of it: nothing is known to be meant there.
    """
    result = Intent(value)
    walk = _Walk(result, readings, holes)
    lone = _lone_list(plan.schema)
    batch = plan.known[lone].items if lone is not None and plan.known is not None else None
    if lone is None or batch is None:
        result.value = walk.correct(value, plan, (), ())
    elif isinstance(value, list):
        result.within = (lone,)
        result.diagnostics.append(_bare(lone, value))
        result.value = {lone: walk.list(value, batch, (lone,), ())}
    elif _is_item(value, lone, batch.schema):
        result.within = (lone, 0)
        result.diagnostics.append(_bare(lone, value))
        result.value = {lone: [walk.correct(value, batch, (lone, 0), ())]}
    else:
        result.value = walk.correct(value, plan, (), ())
    return result


def _lone_list(schema: Schema) -> str | None:
    """Return the one list that an operation insists on; a batch without it is often sent bare."""
    lists = [key for key in schema.get("required", ()) if "items" in schema["properties"][key]]
    return lists[0] if len(lists) == 1 else None


def _is_item(value: Any, lone: str, item: Schema) -> bool:
    """Tell whether a body is a single item of the list that should be around it."""
    if not isinstance(value, dict) or len(value) < 2 or "properties" not in item:
        return False
    known = {squashed(key) for key in item["properties"]}
    return squashed(lone) not in map(squashed, value) and known.issuperset(map(squashed, value))


def _bare(lone: str, value: Any) -> Diagnostic:
    is_list = isinstance(value, list)
    inside = "[…]" if is_list else "[{…}]"
    what = "the body must be an object, not a list" if is_list else f"{name(lone)} is missing"
    around = "it" if is_list else "the body"
    return Diagnostic(
        rule="wrong-type" if is_list else "missing-key",
        path=() if is_list else (lone,),
        token=Token.VALUE if is_list else Token.START,
        message=f'{what}; put {around} into `{{"{lone}": {inside}}}`',
        code=INVALID_BODY if is_list else MISSING,
        also=() if is_list else ALSO_FOR_MISSING,
        arguments=() if is_list else (lone,),
    )


class _Walk:
    def __init__(self, result: Intent, readings: Mapping[Path, Any], holes: Holes) -> None:
        self._result = result
        self._readings = readings
        self._holes = holes

    def correct(self, value: Any, plan: Plan, path: Path, written: Path) -> Any:
        """Return ``value`` corrected. ``path`` leads to it in the copy, ``written`` in the body."""
        if self._holes and (written in self._holes.any or written in self._holes.strings):
            return value
        if isinstance(value, dict) and plan.known is not None:
            return self._object(value, plan, plan.known, path, written)
        if isinstance(value, list) and plan.items is not None:
            return self.list(value, plan.items, path, written)
        if isinstance(value, str):
            return self._text(value, plan, written)
        return value

    def list(self, value: list[Any], items: Plan, path: Path, written: Path) -> list[Any]:
        """Return a list whose items are corrected."""
        if not items.may_correct:
            return value
        corrected = [
            self.correct(item, items, (*path, i), (*written, i)) for i, item in enumerate(value)
        ]
        return (
            corrected if any(a is not b for a, b in zip(corrected, value, strict=True)) else value
        )

    def _object(
        self, value: dict[str, Any], plan: Plan, known: dict[str, Plan], path: Path, written: Path
    ) -> Any:
        unknown = [key for key in value if key not in known and not key.startswith("@odata.")]
        meant: dict[str, str] = {}
        repeated: set[str] = set()
        if unknown:
            absent = [key for key in known if key not in value]
            # Nobody is told to write a key that no page has, unless it is plainly what was meant.
            likely = [key for key in absent if key not in plan.undocumented]
            for pairing in pair(unknown, absent, likely):
                meant[pairing.written] = pairing.known
                self._result.diagnostics.append(_misspelt(pairing, plan, written))
            if len(meant) < len(unknown):
                twins = {folded(key): key for key in value if key in known or key in meant}
                for key in unknown:
                    if key not in meant and folded(key) in twins:
                        repeated.add(key)
                        twin = twins[folded(key)]
                        self._repeated(key, twin, meant.get(twin, twin), written)
        changed = bool(meant or repeated)
        corrected = {}
        for key, member in value.items():
            if key in repeated:
                continue
            right = meant.get(key, key)
            if right is not key:
                self._result.written[(*path, right)] = key
            inner = known.get(right)
            if inner is not None and inner.may_correct:
                better = self.correct(member, inner, (*path, right), (*written, key))
                changed = changed or better is not member
                member = better
            corrected[right] = member
        return corrected if changed else value

    def _repeated(self, key: str, twin: str, right: str, parent: Path) -> None:
        """Report an unknown key that differs from a known one beside it in letter case only."""
        keep = f"keep {name(twin)}" if twin == right else f"keep one, as {name(right)}"
        self._result.diagnostics.append(
            Diagnostic(
                rule="duplicate-key",
                path=(*parent, key),
                token=Token.KEY,
                message=f"{name(key)} and {name(twin)} are one key if letter case does not "
                f"matter, and {name(key)} is unknown if it does; {keep}",
                code=INVALID_BODY,
                related=((f"{name(twin)} is here", (*parent, twin), Token.KEY),),
            )
        )

    def _text(self, value: str, plan: Plan, written: Path) -> Any:
        if plan.is_boolean and written in self._readings:
            return self._readings[written]
        if not plan.members or value in plan.members or len(value) > _LONGEST_VALUE:
            return value
        found = _written_otherwise(value, plan)
        if found is None:
            return value  # a guess at what was meant: left to the engine to report
        right, diagnostic = found
        self._result.diagnostics.append(diagnostic.moved(written))
        return right


@memo(1_024)
def _written_otherwise(value: str, plan: Plan) -> tuple[str, Diagnostic] | None:
    """Return the member that a value certainly stands for, and what to say of it anywhere."""
    prediction = predict(plan.schema, "enum")
    portal: Mapping[str, str] = prediction.overrides.get("portal", {})
    shown = {folded(text): member for text, member in portal.items()}.get(folded(value))
    match = (shown, "portal") if shown else nearest(value, plan.members)
    if match is None or match[1] == "typo":
        return None
    right, likeness = match
    message = f"{name(value)} should be {name(right)}"
    rule = "unknown-value"
    if likeness == "portal":
        rule, message = (
            "display-value",
            f"{name(value)} is what the portal shows; the value is {name(right)}",
        )
    elif likeness == "case":
        rule, message = "value-case", f"{message}: {CASE_MATTERS}"
    else:
        message += ", without spaces, underscores and hyphens"
    return right, Diagnostic(
        rule=rule,
        token=Token.VALUE,
        message=message,
        code=prediction.code,
        also=prediction.also,
        confidence=prediction.confidence,
        fix=Replacement(f"write {name(right)}", "safe", right, ()),
    )


def _misspelt(pairing: Pairing, plan: Plan, parent: Path) -> Diagnostic:
    """Say that a key is misspelt; of a short one, once: it is so in every line of a file."""
    is_short = len(pairing.written) <= _LONGEST_KEPT
    found = _misspelt_once(pairing, plan) if is_short else _named(pairing, plan)
    return found.moved((*parent, *found.path)) if parent else found


def _named(pairing: Pairing, plan: Plan) -> Diagnostic:
    key, right, likeness = pairing
    code, also = missing_codes(plan.schema, right)
    printed = key in plan.schema["properties"][right].get("x-spellings", ())
    if likeness == "case":
        rule = "key-case"
        why = ONE_PAGE_PRINTS_IT if printed else CASE_MATTERS
        message = f"{name(key)} should be {name(right)}: {why}"
    else:
        rule = "key-typo"
        message = f"{name(key)} is not a parameter; {name(right)} is meant"
        if key.strip() == right:
            message += ", without the spaces around it"
    return Diagnostic(
        rule=rule,
        path=(key,),
        token=Token.KEY,
        message=message,
        severity="warning" if printed else "error",
        code=code,
        also=also,
        arguments=arguments(code, right, None),
        fix=Replacement(
            f"rename {name(key)} to {name(right)}",
            "unsafe" if likeness == "typo" else "safe",
            right,
            (key,),
            Token.KEY,
        ),
    )


_misspelt_once = memo(1_024)(_named)
