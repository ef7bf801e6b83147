"""The tree counts characters, whatever the grammar counts."""

import pytest

from defender_lint.sources.scripts.tree import Tree, is_available
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text


@pytest.mark.parametrize("word", ["plain", "Grüße", "日本", "🛡️ and 🛡", "é", ""])
def test_places_are_counted_in_characters(word: str) -> None:
    chars = f"# {word}\nbody = '{word}'  # {word}\nlast = 1\n"
    tree = Tree(Text.whole(Source(chars)), "python")

    found = tree.find("(assignment left: (_) @name right: (_) @value)")

    assert [tree.chars(each) for each in found["name"]] == ["body", "last"]
    assert [tree.chars(each) for each in found["value"]] == [f"'{word}'", "1"]


def test_what_does_not_parse_leaves_the_rest() -> None:
    tree = Tree(Text.whole(Source("a = 1\nb = = 2\nc = 3\n")), "python")

    assert "ERROR" in {each.type for each in tree.find("(ERROR) @error")["error"]}
    assert tree.chars(tree.find("(assignment left: (_) @name)")["name"][0]) == "a"


def test_half_a_surrogate_pair_is_survived() -> None:
    tree = Tree(Text.whole(Source("a = '\ud83d'\nb = 2\n")), "python")

    assert tree.chars(tree.find("(integer) @number")["number"][0]) == "2"


def test_a_grammar_that_is_not_installed_is_known() -> None:
    assert is_available("powershell")
    assert is_available("tsx")
    assert not is_available("cobol-of-1959")
