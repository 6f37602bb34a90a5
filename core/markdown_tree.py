"""Markdown as a tree of plain data, for what is not HTML: a layout walks it and sets the words.

A node is a dictionary: `t` says what it is, `s` holds its words, `in` its children. The words stay
data to the end, so that nothing typed by people is ever read as code of the layout.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from markdown_it.token import Token

from .markdown import SCHEMES, tokens

Node = dict[str, Any]

# Deeper than this nobody can follow, and neither can a layout: what is deeper joins its parent.
DEEPEST = 12
HIGHEST_HEADING = 2

BLOCKS = {
    "paragraph_open": "p",
    "bullet_list_open": "ul",
    "ordered_list_open": "ol",
    "list_item_open": "li",
    "blockquote_open": "quote",
    "table_open": "table",
    "thead_open": "head",
    "tbody_open": "body",
    "tr_open": "row",
    "th_open": "cell",
    "td_open": "cell",
}
SPANS = {"strong_open": "strong", "em_open": "em", "s_open": "del"}
LEAVES = {"softbreak": "space", "hardbreak": "break", "hr": "hr"}


def tree(text: str, *, above: int = 1) -> list[Node]:
    """Return `text` as nodes. Headings follow on a heading of level `above`, and skip no level."""
    nodes: list[Node] = []
    _grow(nodes, tokens(text))
    _order_headings(nodes, above)
    return nodes


def _grow(nodes: list[Node], found: Iterable[Token]) -> None:
    """Put the tokens, which stand in a row with opening and closing ones, into a tree."""
    open_lists = [nodes]
    for token in found:
        if token.nesting < 0:
            open_lists.pop()
        elif token.nesting > 0:
            node = _opened(token)
            if len(open_lists) > DEEPEST or node is None:
                open_lists.append(open_lists[-1])
            else:
                open_lists[-1].append(node)
                open_lists.append(node["in"])
        else:
            open_lists[-1].extend(_leaf(token))


def _opened(token: Token) -> Node | None:
    if token.type == "heading_open":
        return {"t": "h", "level": int(token.tag[1]), "in": []}
    if token.type == "link_open":
        address = str(token.attrs.get("href", ""))
        return {"t": "a", "to": address, "in": []} if _may_be_followed(address) else None
    kind = BLOCKS.get(token.type) or SPANS.get(token.type)
    if kind is None:
        return None
    node: Node = {"t": kind, "in": []}
    if kind == "ol":
        node["start"] = int(token.attrs.get("start", 1))
    return node


def _leaf(token: Token) -> list[Node]:
    if token.type == "inline":
        nodes: list[Node] = []
        _grow(nodes, token.children or [])
        return nodes
    if token.type in LEAVES:
        return [{"t": LEAVES[token.type]}]
    if token.type in {"code_inline", "fence", "code_block"}:
        return [{"t": "code" if token.type == "code_inline" else "pre", "s": token.content}]
    return [{"t": "text", "s": token.content}] if token.type == "text" else []


def _may_be_followed(address: str) -> bool:
    try:
        return urlsplit(address).scheme in SCHEMES
    except ValueError:
        return False


def _order_headings(nodes: list[Node], above: int) -> None:
    """Let levels go down one by one, as PDF/UA demands; within a quotation nothing is a heading."""
    for node in nodes:
        if node["t"] == "h":
            level = max(HIGHEST_HEADING, min(node["level"], above + 1))
            node["level"] = above = level
        else:
            _no_headings(node)


def _no_headings(node: Node) -> None:
    for child in node.get("in", ()):
        if child["t"] == "h":
            child["t"] = "p"
            child["in"] = [{"t": "strong", "in": child["in"]}]
        _no_headings(child)
