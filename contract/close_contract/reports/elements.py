"""HTML that is made of elements, never of text: what a server has answered cannot become markup."""

from collections.abc import Iterable
from typing import Final, TypeAlias
from xml.etree import ElementTree as ET

from close_contract.reports.text import plain

Content: TypeAlias = "ET.Element | str | int"

_STYLE: Final = """
:root { color-scheme: light dark; --line: #8886; --bad: #c22; --good: #283; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; font-size: 14px; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .7rem .2rem 0; text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { border-left: 3px solid var(--line); padding: .4rem .8rem; overflow-x: auto; }
.wide { overflow-x: auto; }
.bad { color: var(--bad); }
.good { color: var(--good); }
.faint { opacity: .65; }
section { border-top: 1px solid var(--line); }
summary { cursor: pointer; }
"""
# Even if something became markup, a browser would neither run nor load it.
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def element(tag: str, *content: Content, **attributes: str) -> ET.Element:
    """Return an element with text and other elements in it; an attribute `class_` is `class`."""
    made = ET.Element(tag, {name.rstrip("_"): plain(v) for name, v in attributes.items()})
    last: ET.Element | None = None
    for each in content:
        if isinstance(each, ET.Element):
            made.append(each)
            last = each
        elif last is None:
            made.text = (made.text or "") + plain(str(each))
        else:
            last.tail = (last.tail or "") + plain(str(each))
    return made


def table(heads: Iterable[str], rows: Iterable[Iterable[Content]]) -> ET.Element:
    """Return a table; numbers stand on the right."""
    head = element("tr", *(element("th", each) for each in heads))
    body = [element("tr", *map(_cell, row)) for row in rows]
    filled = element("table", element("thead", head), element("tbody", *body))
    return element("div", filled, class_="wide")


def page(title: str, content: Iterable[Content]) -> str:
    """Return a page that stands alone: it loads nothing and runs nothing."""
    style = ET.Element("style")
    style.text = _STYLE
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        element("meta", name="viewport", content="width=device-width"),
        element("title", title),
        style,
    )
    html = element("html", head, element("body", *content), lang="en")
    return f"<!DOCTYPE html>\n{ET.tostring(html, encoding='unicode', method='html')}\n"


def _cell(content: Content) -> ET.Element:
    if isinstance(content, int):
        return element("td", content, class_="number")
    return element("td", content)
