"""Markdown as plain data: what a layout is handed instead of code."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.markdown import LONGEST, plain, render
from core.markdown_tree import DEEPEST, tree


def words(nodes: list[dict[str, Any]]) -> str:
    return "".join(node.get("s", "") + words(node.get("in", [])) for node in nodes)


def depth(nodes: list[dict[str, Any]]) -> int:
    return max((1 + depth(node.get("in", [])) for node in nodes), default=0)


def kinds(nodes: list[dict[str, Any]]) -> set[str]:
    return {node["t"] for node in nodes}.union(*(kinds(node.get("in", [])) for node in nodes))


def test_words_stay_words_whatever_they_look_like():
    typed = '#panic("x") #import "y" $x^2$ @ref <label> \\ [[testimony:0]]'
    assert words(tree(typed)) == typed.replace('"x"', "“x”").replace('"y"', "“y”")


def test_lists_tables_quotations_and_emphasis_become_nodes():
    found = kinds(tree("**a** *b* ~~c~~ `d`\n\n- e\n\n2. f\n\n> g\n\n| h |\n|---|\n| i |\n\n---\n"))
    assert {"p", "strong", "em", "del", "code", "ul", "ol", "li", "quote", "table", "hr"} <= found


def test_headings_begin_under_the_title_and_skip_no_level():
    levels = [
        node["level"] for node in tree("#### a\n\n# b\n\n##### c\n\n### d") if "level" in node
    ]
    assert levels == [2, 2, 3, 3]


def test_a_heading_in_a_quotation_is_no_heading():
    assert "h" not in kinds(tree("> # a\n\n- # b"))


@pytest.mark.parametrize("scheme", ["javascript", "data", "file", "vbscript", "typst"])
def test_only_addresses_of_the_web_can_be_followed(scheme):
    assert "a" not in kinds(tree(f"[x]({scheme}:alert)"))
    assert "a" in kinds(tree("[x](https://example.org)"))


def test_nesting_ends_where_nobody_can_follow():
    nested = "".join("  " * level + "- a\n" for level in range(40))
    starred = "*a **b " * 400 + "c" + "** d*" * 400
    for typed in (nested, starred, "> " * 500 + "a"):
        assert depth(tree(typed)) <= 2 * DEEPEST + 2


@given(st.text())
def test_any_text_becomes_a_tree(typed):
    tree(typed)


@pytest.mark.parametrize("typed", ["[", "*a ", "word ", "<script>"])
def test_five_megabytes_are_shown_as_typed_and_take_no_time(typed):
    text = typed * (5_000_000 // len(typed))
    assert len(text) > LONGEST
    shown = render(text)
    assert shown.startswith("<pre>")
    assert "<script" not in shown
    assert len(plain("word " * 1_000_000)) < LONGEST
