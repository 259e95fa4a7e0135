"""A browser as far as a journey needs one: what a person can read, click and fill in, by the words on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
UNREAD = frozenset({"script", "style", "template", "head", "svg", "datalist"})
APART = frozenset(
    {"address", "article", "aside", "blockquote", "button", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "form",
     "h1", "h2", "h3", "header", "hr", "label", "legend", "li", "main", "nav", "ol", "option", "p", "section", "select",
     "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)  # fmt: skip
"""Parts that stand apart from the text before and after them."""


@dataclass
class Element:
    """A part of a page: its tag, its attributes, what is in it, and what it is in."""

    tag: str
    attrs: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def __getitem__(self, name: str) -> str:
        return self.attrs.get(name, "")

    def every(self, *tags: str) -> Iterator[Element]:
        """All parts with one of these tags, in reading order; of any tag where none is said."""
        for part in self.inside:
            if isinstance(part, Element):
                if not tags or part.tag in tags:
                    yield part
                yield from part.every(*tags)

    def above(self, *tags: str) -> Element | None:
        """The nearest part around this one with such a tag."""
        found = self.parent
        while found is not None and found.tag not in tags:
            found = found.parent
        return found

    @property
    def text(self) -> str:
        """What is read here, in one line."""
        return " ".join("".join(_spoken(self)).replace("\u00a0", " ").split())


def _spoken(part: Element) -> Iterator[str]:
    if part.tag in UNREAD or "hidden" in part.attrs:
        return
    around = " " if part.tag in APART else ""
    yield around
    for each in part.inside:
        yield from [each] if isinstance(each, str) else _spoken(each)
    yield around


class _Builder(HTMLParser):
    """Builds the tree; what is left open at the end is closed there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, parent=self.here)
        self.here.inside.append(made)
        if tag not in VOID:
            self.here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.inside.append(Element(tag, {name: value or "" for name, value in attrs}, parent=self.here))

    def handle_endtag(self, tag: str) -> None:
        found: Element | None = self.here
        while found is not None and found.tag != tag:
            found = found.parent
        if found is not None and found.parent is not None:
            self.here = found.parent

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def parsed(text: str) -> Element:
    """The tree of a page."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


@dataclass
class Page:
    """What came back: where one is, the status, and the tree."""

    address: str
    status: int
    raw: bytes
    kind: str = "text/html"
    _root: Element | None = None

    @property
    def root(self) -> Element:
        if self._root is None:
            self._root = parsed(self.raw.decode())
        return self._root

    @property
    def text(self) -> str:
        """What a person reads on it, the frame around it left out where there is a middle."""
        middle = next(self.root.every("main"), None)
        return (middle or self.root).text

    @property
    def heading(self) -> str:
        return next(self.root.every("h1")).text

    def says(self, *sentences: str) -> None:
        """Fails, and shows the page, unless each of these stands on it."""
        missing = [each for each in sentences if each not in self.text]
        assert not missing, f"{self.address} ({self.status}) does not say {missing}:\n{self.text}"

    def is_silent_about(self, *words: str) -> None:
        """Fails if any of these stands anywhere in what came back, read or not."""
        told = self.raw.decode(errors="replace")
        found = [each for each in words if each in told or each in self.text]
        assert not found, f"{self.address} ({self.status}) speaks of {found}:\n{self.text}"

    def link(self, words: str) -> str:
        """Where the link leads whose text begins with these words."""
        found = _best(self.root.every("a"), words)
        assert found, f"{self.address} has no link “{words}”, but {[a.text for a in self.root.every('a')]}"
        return urljoin(self.address, found[0]["href"])

    def offers(self, words: str) -> bool:
        """Whether there is a link or a button of these words."""
        return any(each.text.startswith(words) for each in self.root.every("a", "button"))

    def section(self, title: str) -> str:
        """The text of the section under this heading."""
        for each in self.root.every("h2", "h3"):
            if each.text.startswith(title):
                around = each.above("section", "article", "details", "main")
                assert around is not None
                return around.text
        raise AssertionError(f"{self.address} has no section “{title}”:\n{self.text}")

    def rows(self, begins: str = "") -> list[dict[str, str]]:
        """The rows of the first table whose first column has this title, each cell under its column's title."""
        for table in self.root.every("table"):
            titles = [cell.text for cell in next(table.every("tr")).every("th", "td")]
            if not begins or titles[0] == begins:
                cells = [[cell.text for cell in row.every("th", "td")] for row in table.every("tr")]
                return [dict(zip(titles, row, strict=True)) for row in cells[1:] if len(row) == len(titles)]
        raise AssertionError(f"{self.address} has no table of “{begins}”:\n{self.text}")


@dataclass
class Form:
    """A form as it stands on the page, ready to be filled in."""

    root: Element
    address: str

    def labels(self) -> dict[str, str]:
        """Label -> the name of its field (for a box to tick: ``name=value``)."""
        by_id = {each["id"]: each for each in self.root.every("input", "select", "textarea") if each["id"]}
        found: dict[str, str] = {}
        for label in self.root.every("label"):
            own = by_id.get(label["for"]) or next(label.every("input", "select", "textarea"), None)
            if own is not None:
                found.setdefault(
                    label.text,
                    own["name"] + (f"={own['value']}" if own["type"] in ("radio", "checkbox") else ""),
                )
        return found

    def filled(self) -> dict[str, list[str]]:
        """What a browser would send if one changed nothing."""
        found: dict[str, list[str]] = {}
        for each in self.root.every("input", "select", "textarea"):
            name, kind = each["name"], each["type"]
            if not name or kind in ("file", "submit", "button") or "disabled" in each.attrs:
                continue
            if kind in ("checkbox", "radio"):
                if "checked" in each.attrs:
                    found.setdefault(name, []).append(each.attrs.get("value", "on"))
            elif each.tag == "select":
                found.setdefault(name, []).extend(_chosen(each))
            elif each.tag == "textarea":
                found.setdefault(name, []).append("".join(map(str, each.inside)).removeprefix("\n"))
            else:
                found.setdefault(name, []).append(each["value"])
        return found


def _chosen(select: Element) -> list[str]:
    options = list(select.every("option"))
    chosen = [each for each in options if "selected" in each.attrs]
    if not chosen and "multiple" not in select.attrs:
        chosen = options[:1]
    return [each.attrs.get("value", each.text) for each in chosen]


@dataclass
class Person:
    """Somebody at the pages: goes to an address, clicks words, fills in fields by their labels.

    ``ask(method, address, fields, files)`` sends one request and answers (status, address after redirects, body, kind).
    """

    ask: Callable[..., tuple[int, str, bytes, str]]
    page: Page = field(default_factory=lambda: Page("/", 0, b""))

    def goes(self, address: str, **query: str) -> Page:
        """Open a page."""
        full = urljoin(self.page.address, address) + (f"?{urlencode(query)}" if query else "")
        return self._arrive(self.ask("GET", full, {}, {}))

    def clicks(self, words: str) -> Page:
        """Follow a link."""
        return self.goes(self.page.link(words))

    def presses(self, words: str, files: Mapping[str, Any] | None = None, **said: Any) -> Page:
        """Press a button; ``said`` are fields by name, ``fill={label: value}`` by label; None leaves a field out."""
        button = self._button(words)
        form = Form(button.above("form") or self._form(button["form"]), self.page.address)
        fields = form.filled()
        labels = form.labels()
        for label, value in said.pop("fill", {}).items():
            name = _named(labels, label, self.page)
            name, _sep, choice = name.partition("=")
            said[name] = (choice if value is True else None) if _sep else value
        for name, value in said.items():
            if value is None:
                fields.pop(name, None)
            else:
                fields[name] = (
                    [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
                )
        if button["name"]:
            fields[button["name"]] = [button["value"]]
        target = urljoin(self.page.address, form.root["action"] or self.page.address)
        if (form.root["method"] or "get").lower() == "get":
            return self.goes(f"{urlsplit(target).path}?{urlencode(fields, doseq=True)}")
        return self._arrive(self.ask("POST", target, fields, files or {}))

    def _arrive(self, answered: tuple[int, str, bytes, str]) -> Page:
        status, address, body, kind = answered
        page = Page(address, status, body, kind)
        if kind.startswith("text/html"):
            self.page = page
        return page

    def _button(self, words: str) -> Element:
        found = _best(self.page.root.every("button"), words)
        assert found, f"{self.page.address} has no button “{words}”:\n{self.page.text}"
        return found[0]

    def _form(self, name: str) -> Element:
        return next(each for each in self.page.root.every("form") if each["id"] == name)


def _best(parts: Iterable[Element], words: str) -> list[Element]:
    """Those of exactly these words first, then those that begin with them."""
    found = [each for each in parts if each.text.startswith(words)]
    return sorted(found, key=lambda each: each.text != words)


def _named(labels: Mapping[str, str], label: str, page: Page) -> str:
    for text in sorted(labels, key=lambda text: text != label):
        if text.startswith(label):
            return labels[text]
    raise AssertionError(f"{page.address} has no field “{label}”, but {list(labels)}")


def person(client: Any) -> Person:
    """Somebody behind Django's test client."""

    def ask(method: str, address: str, fields: Mapping[str, Any], files: Mapping[str, Any]) -> Any:
        if method == "GET":
            response = client.get(address, follow=True)
        else:
            response = client.post(address, {**fields, **files}, follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        chain = getattr(response, "redirect_chain", [])
        where = urljoin(address, chain[-1][0]) if chain else address
        return response.status_code, where, body, response.get("Content-Type", "")

    return Person(ask)


def numbers(text: str) -> list[int]:
    """The whole numbers in a text, thousands put together."""
    return [int(each.replace(",", "")) for each in re.findall(r"(?<![\w.,])\d[\d,]*(?![\w])", text)]


def share(text: str) -> float:
    """“36 %” as a number."""
    return float(text.replace("%", "").strip()) / 100


def teams_told(page: Page) -> dict[str, dict[str, str]]:
    """The page of teams: each team's row under its name, with the verdict it stands under as ``verdict``; of the first
    behaviour that counts the team."""
    found: dict[str, dict[str, str]] = {}
    for table in page.root.every("table"):
        if "teams" not in table["class"].split():
            continue
        titles = [cell.text for cell in next(table.every("tr")).every("th")]
        for body in table.every("tbody"):
            verdict = next((each.text for each in body.every("th") if each["scope"] == "colgroup"), "")
            for row in body.every("tr"):
                name = next(row.every("a"), None)
                cells = [cell.text for cell in row.every("th", "td")]
                if name is not None and len(cells) == len(titles):
                    told = {**dict(zip(titles, cells, strict=True)), "verdict": verdict}
                    found.setdefault(name.text, told)
    return found
