"""Hostile content is refused with file and line, or rendered inert; never executed, never followed out of the tree."""

import html
import os
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from handbook.command import checked_library
from handbook.layout import Layout
from handbook.library import load_library
from tests.handbook.hostile_site import HOSTILE, dangerous, hostile_site
from tests.handbook.workspace import workspace

PAGE = "content/pages/disease/overview.md"
RECORD = "content/glossary/mmr.yml"

# A line of prose, and the start of what must hold.
PROSE = {
    "a script": ("<script>alert(1)</script>", "must be Markdown, not HTML"),
    "a handler": ("<img src=x onerror=alert(1)>", "must be Markdown, not HTML"),
    "a tag that goes on": ("Text <svg", "must be Markdown, not HTML"),
    "a comment": ("<!-- hidden -->", "must be Markdown, not HTML"),
    "an automatic link": ("<javascript:alert(1)>", "must be Markdown, not HTML"),
    "HTML in what may be code": ("`<b onclick=x>`", "must be Markdown, not HTML"),
    "HTML behind an escaped mark": ("\\`<b onclick=x>\\`", "must be Markdown, not HTML"),
    "HTML in the title of a note": ('!!! note "<b onclick=x>"', "must be Markdown, not HTML"),
    "HTML below an indented fence": ("    ```\n<b onclick=x>\n    ```", "must have its code between"),
    "an open fence": ("```\ntext", "must close its code"),
    "attributes of a fence": ("``` { .x onclick=x }\n```", "must have its code between"),
    "a script address": ("[x](javascript:alert`1`)", "must not hold a script address"),
    "a script address in capitals": ("[x](JaVaScRiPt:alert%281%29)", "must not hold a script address"),
    "a script address with a character reference": ("[x](java&#115;cript:alert(1)//.md)", "must be the character"),
    "a script address with a named reference": ("[x](javascript&colon;alert(1)//.md)", "must be the character"),
    "a script address with a backslash": ("[x](javascript\\:alert(1)//.md)", "must be without a backslash"),
    "a script address with brackets": ("[x](jscript:alert(1))", "must have links as"),
    "a script address in angle brackets": ("[x](<javascript:x>)", "must be Markdown, not HTML"),
    "a link defined elsewhere": ("[x][y]\n\n[y]: blob:x", "must have its links in place"),
    "a data address": ("[x](data:text/html;base64,PHNjcmlwdD4=)", "must not hold a script address"),
    "another scheme": ("[x](vbs:x)", "must be a relative path to a .md page"),
    "an attribute": ('[x](https://example.org){: onclick="x" }', "must be without braces"),
    "an attribute of a heading": ("## Heading { onclick=x }", "must be without braces"),
    "a template expression": ("{{ config.site_dir }}", "must be plain text, not template syntax"),
    "a template statement": ("{% include '/etc/passwd' %}", "must be plain text, not template syntax"),
    "an image": ("![x](https://example.org/x.png)", "must be without images"),
    "a file to take in": ('--8<-- "/etc/passwd"', "must not take in another file"),
    "a link out of the tree": ("[x](../../../etc/passwd.md)", "must lead to a page"),
    "an absolute path": ("[x](/etc/passwd)", "must be a relative path to a .md page"),
    "a block that is none": ("::: {include path=../../etc/passwd}", "must be one of"),
    "a hidden direction": ("Text &#x202e;txet", "must be the character"),
    "a very long line": ("x" * 5001, "must have at most 5000 characters"),
    "very many marks": ("`" * 4000 + " " + "[" * 900, None),
}
# A text of a record, and the start of what must hold.
TEXTS = {
    "a script": (HOSTILE, "must be Markdown, not HTML"),
    "a script address": ("[x](javascript:alert(1))", "must not hold a script address"),
    "a link": ("[x](https://example.org)", "must be without links"),
    "a template expression": ("{{ 7 * 7 }}", "must be plain text, not template syntax"),
    "a citation in a text": ("As said [@nobody, Table 1].", "must name a work in the field 'reference'"),
    "an attribute": ("Text {: onclick=x }", "must be without braces"),
    "a line of its own": ("One\n\n# Two", "must be one line"),
    "a character reference": ("&#60;script&#62;", "must be the character"),
    "a very long text": ("word " * 1001, "must have at most 5000 characters"),
}
INVISIBLE = {
    "right-to-left override": "\u202e", "isolate": "\u2066", "zero-width space": "\u200b", "soft hyphen": "\u00ad",
    "byte-order mark": "\ufeff", "null": "\0", "escape": "\x1b", "line separator": "\u2028", "tag": "\U000e0041",
}  # fmt: skip


def problem_lines(layout: Layout) -> list[str]:
    return [str(problem) for problem in checked_library(layout)[1]]


def write(layout: Layout, path: str, text: str | bytes) -> None:
    file = layout.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)


def with_definition(text: str) -> str:
    """The glossary record with `text` as YAML for its definition, which stands on line 3."""
    return f"id: mmr\nterm: MMR\ndefinition: {text}\nreference: arber-2016\nlocator: Table 1\n"


def quoted(text: str) -> str:
    """`text` as a YAML scalar in double quotes, on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@pytest.mark.parametrize("name", PROSE)
def test_hostile_prose_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    text, must = PROSE[name]
    layout = workspace(tmp_path)
    page = layout.root / PAGE
    first = page.read_text(encoding="utf-8").count("\n") + 2
    write(layout, PAGE, page.read_text(encoding="utf-8") + f"\n{text}\n")
    own = [line for line in problem_lines(layout) if ": statement: " not in line]
    assert own or must is None
    for line in own:
        path, number, _, message = line.split(":", 3)
        assert path == PAGE
        assert first <= int(number) <= first + text.count("\n")
        assert message.strip()
    assert must is None or any(f": {must}" in line for line in own), own


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_of_a_record_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    text, must = TEXTS[name]
    layout = workspace(tmp_path)
    write(layout, RECORD, with_definition(quoted(text)))
    [line] = problem_lines(layout)
    assert line.startswith(f"{RECORD}:3: definition: {must}")


@pytest.mark.parametrize("field", ["title", "description"])
def test_hostile_front_matter_is_refused_with_its_line(field: str, tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    lines = (layout.root / PAGE).read_text(encoding="utf-8").split("\n")
    number = next(index for index, line in enumerate(lines) if line.startswith(f"{field}:"))
    lines[number] = f"{field}: {quoted(HOSTILE)}"
    write(layout, PAGE, "\n".join(lines))
    [problem] = problem_lines(layout)
    assert problem.startswith(f"{PAGE}:{number + 1}: {field}: must be Markdown, not HTML")


def test_front_matter_cannot_choose_a_template(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    page = layout.root / PAGE
    write(layout, PAGE, page.read_text(encoding="utf-8").replace("---\n", "---\ntemplate: ../../main.html\n", 1))
    assert problem_lines(layout) == [f"{PAGE}:2: template: unknown field"]


@pytest.mark.parametrize("name", INVISIBLE)
def test_invisible_characters_are_refused_with_their_line(name: str, tmp_path: Path) -> None:
    character = INVISIBLE[name]
    must = f"must hold visible characters, not U+{ord(character):04X}"
    layout = workspace(tmp_path)
    write(layout, RECORD, with_definition(f"MMR{character} is 0.1%"))
    assert problem_lines(layout) == [f"{RECORD}:3: file: {must}"]
    write(layout, RECORD, with_definition(f'"MMR\\U{ord(character):08x} is 0.1%"'))
    assert problem_lines(layout) == [f"{RECORD}:3: definition: {must}"]
    (layout.root / RECORD).unlink()
    page = layout.root / PAGE
    before = page.read_text(encoding="utf-8")
    write(layout, PAGE, f"{before}Text{character} text.\n")
    assert problem_lines(layout) == [f"{PAGE}:{before.count(chr(10)) + 1}: file: {must}"]


def test_an_escaped_key_hides_nothing(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    write(layout, RECORD, with_definition("MMR is 0.1%.") + '"te\\u200brm": x\n? [a, b]\n: x\n')
    lines = problem_lines(layout)
    assert f"{RECORD}:6: file: must hold visible characters, not U+200B" in lines
    assert f"{RECORD}:7: file: must have a word as a key" in lines


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    write(layout, RECORD, with_definition('"\\ud800"'))
    [line] = problem_lines(layout)
    assert line.startswith(f"{RECORD}:3: ")


def test_a_bomb_of_aliases_is_refused_before_it_grows(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    write(layout, RECORD, bomb)
    lines = problem_lines(layout)
    assert lines[0] == f"{RECORD}:1: file: must be written out, not use an anchor or alias (& or *)"
    assert {line.split(": ", 1)[1] for line in lines} == {lines[0].split(": ", 1)[1]}


def test_a_tag_makes_no_object(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    write(layout, RECORD, with_definition(f"!!python/object/apply:pathlib.Path.touch [{tmp_path}/made]"))
    assert problem_lines(layout) == [f"{RECORD}:3: file: must be plain values, not a tag (!)"]
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("path", [PAGE, RECORD])
def test_ten_megabytes_are_refused_unread(path: str, tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    write(layout, path, b"[" * 10_000_000)
    assert problem_lines(layout) == [f"{path}:1: file: must be at most 1000000 bytes, not 10000000"]


@pytest.mark.parametrize("own_id", ["../../outside", "/etc/passwd", "mmr\\u0000", "MMR", "a b", ".mmr", "con..mmr", ""])
def test_an_id_is_a_name_and_no_path(own_id: str, tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    write(layout, RECORD, with_definition("MMR is 0.1%.").replace("id: mmr", f'id: "{own_id}"'))
    [line] = problem_lines(layout)
    assert line.startswith(f"{RECORD}:1: id: must ")


@pytest.mark.parametrize("path", ["glossary/secret.yml", "pages/disease/secret.md", "glossary/folder", "secret.txt"])
def test_a_link_out_of_the_tree_is_refused_and_not_followed(path: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yml").write_text("id: secret\nterm: stolen\n", encoding="utf-8")
    layout = workspace(tmp_path / "root")
    goal = outside if path == "glossary/folder" else outside / "secret.yml"
    (layout.content / path).symlink_to(goal)
    assert problem_lines(layout) == [f"content/{path}:1: file: must be a file of its own, not a link, folder or device"]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    os.mkfifo(layout.content / "glossary" / "pipe.yml")
    os.mkfifo(layout.content / "pages" / "pipe.md")
    assert [line.split(" ")[0] for line in problem_lines(layout)] == [
        "content/glossary/pipe.yml:1:", "content/pages/pipe.md:1:",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [b"\xff.md", b"a\x1b[31m.md", "\u202emd.md".encode(), b"a\nb.md"])
def test_a_file_name_is_printed_so_that_it_does_nothing(name: bytes, tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    folder = os.fsencode(layout.content / "pages")
    with open(os.path.join(folder, name), "wb") as file:  # noqa: PTH118, PTH123 - bytes that are no text
        file.write(b"---\n---\n")
    lines = problem_lines(layout)
    assert lines
    assert all(line.isprintable() for line in lines)
    "".join(lines).encode("utf-8")


def test_two_pages_of_one_address_are_refused(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    text = (layout.root / PAGE).read_text(encoding="utf-8")
    write(layout, "content/pages/disease/overview/index.md", text.replace("order: 1", "order: 99"))
    write(layout, "content/pages/reference/guidelines/index.md", text.replace("order: 1", "order: 98"))
    found = [line for line in problem_lines(layout) if "an address of its own" in line]
    must = "must have an address of its own, not that of"
    assert found == [
        f"content/pages/disease/overview.md:2: file: {must} disease/overview/index.md",
        f"content/pages/reference/guidelines/index.md:2: file: {must} a page that is generated",
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A site of records whose every text is hostile, with the checks left out."""
    return hostile_site(tmp_path_factory.mktemp("hostile"))


def test_hostile_text_in_a_record_is_shown_as_text(built: Layout) -> None:
    pages = sorted(built.site.rglob("*.html"))
    assert len(pages) > 8
    assert [found for page in pages for found in dangerous(page)] == []
    glossary = (built.site / "reference" / "glossary" / "index.html").read_text(encoding="utf-8")
    assert HOSTILE in html.unescape(glossary)
    assert HOSTILE not in glossary


def test_the_hostile_records_are_read_and_only_the_checks_refuse_them(built: Layout) -> None:
    library, problems = load_library(built.content)
    assert library is not None, problems
    _, found = checked_library(built)
    assert {problem.path for problem in found} >= {
        RECORD,
        "content/studies/example.yml",
        "content/references/arber-2016.yml",
    }


def test_a_description_stays_inside_its_attribute(built: Layout) -> None:
    text = (built.site / "disease" / "overview" / "index.html").read_text(encoding="utf-8")
    assert "0;url=https://example.org&#34;" in text or "0;url=https://example.org&quot;" in text
    assert 'http-equiv="refresh"' not in text


def test_the_yaml_of_a_refused_record_is_what_a_parser_reads() -> None:
    """The fixtures are what they say: the texts arrive as hostile as they were meant."""
    for text, _ in TEXTS.values():
        assert YAML(typ="safe").load(with_definition(quoted(text)))["definition"] == text
