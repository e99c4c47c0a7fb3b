"""The content security policy that a built site gets, and what stops a build because it would break."""

from pathlib import Path

import pytest

from handbook.policy import bind, policy, script_hash
from handbook.stopped import BuildStopped

PAGE = '<!doctype html><html><head>\n<meta charset="utf-8">\n{head}</head><body>\n{body}</body></html>'


def site(folder: Path, body: str = "", head: str = "") -> Path:
    (folder / "drugs").mkdir()
    (folder / "drugs" / "index.html").write_text(PAGE.format(head=head, body=body), encoding="utf-8")
    return folder


def bound(folder: Path) -> str:
    bind(folder)
    return (folder / "drugs" / "index.html").read_text(encoding="utf-8")


def test_an_inline_script_is_named_as_the_standard_says():
    # Content Security Policy Level 3, the example of `external-hash`/`hash-source`: the digest of this very script.
    assert script_hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_the_policy_stands_behind_the_encoding_and_before_all_else(tmp_path: Path):
    text = bound(site(tmp_path, head="<script>alert('Hello, world.');</script><title>x</title>"))
    start = text.index('<meta http-equiv="Content-Security-Policy"')
    assert text[:start].endswith('<meta charset="utf-8">')
    assert start < text.index("<script>") and text.index('charset="utf-8"') < 1024
    assert text.count("'sha256-") == 1 and script_hash("alert('Hello, world.');") in text


def test_nothing_but_the_policy_is_added(tmp_path: Path):
    body = '<p title="1 &lt; 2">é – ≤</p>\n<IMG alt=x>'
    before = PAGE.format(head="", body=body)
    assert (
        bound(site(tmp_path, body=body)).replace(
            f'<meta http-equiv="Content-Security-Policy" content="{policy([])}">', ""
        )
        == before
    )


def test_scripts_of_a_page_are_named_once_each_and_data_is_not(tmp_path: Path):
    body = (
        '<script>a</script><script type="module">b</script><script>a</script><script src="x.js"></script>'
        '<script type="application/json">{"a": "</p>"}</script><script type="application/ld+json">{}</script>'
    )
    text = bound(site(tmp_path, body=body))
    assert text.count("'sha256-") == 2
    assert script_hash("a") in text and script_hash("b") in text


def test_the_policy_allows_nothing_unsafe_and_no_other_host():
    words = policy([script_hash("a")]).replace(";", "").split()
    assert "default-src 'none'" in policy([])
    assert {word for word in words if "unsafe" in word} == {"'wasm-unsafe-eval'"}
    assert [word for word in words if "//" in word or "*" in word] == []
    assert [word for word in words if word.endswith(":")] == ["data:", "blob:"]


FORBIDDEN = {
    '<p onclick="x()">': "<p>: onclick: must have no inline handler",
    "<body ONLOAD=x()>": "<body>: onload: must have no inline handler",
    '<a href="javascript:x()">': "<a>: href must not be a script",
    '<a href=" java&#9;sc\nript:x()">': "<a>: href must not be a script",
    '<a href="VBScript:x">': "<a>: href must not be a script",
    '<a href="data:text/html,x">': "<a>: href must be a link to a page",
    '<svg><a xlink:href="javascript:x()">': "<a>: xlink:href must not be a script",
    '<svg><set attributeName="href" to="javascript:x()">': "<set>: to must not be a script",
    '<td style="text-align: right">': "<td>: style: must be a class",
    "<style>p { color: red }</style>": "<style>: must not stand in a page",
    '<script src="https://example.org/x.js"></script>': "<script>: src must be a file of this site",
    '<script src="//example.org/x.js"></script>': "<script>: src must be a file of this site",
    r'<script src="\\example.org/x.js"></script>': "<script>: src must be a file of this site",
    '<script src="data:text/javascript,x"></script>': "<script>: src must be a file of this site",
    '<script type="importmap">{}</script>': "<script>: type must be one of",
    '<link rel="stylesheet" href="https://example.org/x.css">': "<link>: href must be a file of this site",
    '<link rel="preconnect" href="https://example.org">': "<link>: href must be a file of this site",
    '<link rel="alternate stylesheet" href="//example.org/x.css">': "<link>: href must be a file of this site",
    '<link rel="next" href="x.html">': "<link>: rel must not be next",
    '<img src="https://example.org/x.png">': "<img>: src must be a file of this site",
    '<img srcset="x.png 1x, http://example.org/y.png 2x">': "<img>: srcset must be a file of this site",
    '<svg><image href="https://example.org/x.png">': "<image>: href must be a file of this site",
    '<svg><use href="https://example.org/x.svg#y">': "<use>: href must be a file of this site",
    '<video poster="https://example.org/x.png">': "<video>: poster must be a file of this site",
    '<noscript><img src="https://example.org/x.png"></noscript>': "<img>: src must be a file of this site",
    '<iframe src="x.html">': "<iframe>: must not stand in a page",
    '<object data="x.svg">': "<object>: must not stand in a page",
    '<base href="/">': "<base>: must not stand in a page",
    '<meta http-equiv="refresh" content="0;url=https://example.org">': "<meta>: http-equiv: must not be used",
    '<form action="/answers">': "<form>: action: must not be used",
    '<button formaction="https://example.org">': "<button>: formaction: must not be used",
    '<a href="x.html" ping="https://example.org">': "<a>: ping: must not be used",
    '<meta charset="utf-8">': '1: head: must have <meta charset="utf-8"> once',
}


@pytest.mark.parametrize("markup", FORBIDDEN)
def test_what_the_policy_forbids_stops_the_build(tmp_path: Path, markup: str):
    folder = site(tmp_path, body=markup)
    before = (folder / "drugs" / "index.html").read_bytes()
    with pytest.raises(BuildStopped) as stopped:
        bind(folder)
    assert f"drugs/index.html:{'' if FORBIDDEN[markup].startswith('1') else '4: '}{FORBIDDEN[markup]}" in str(
        stopped.value
    )
    assert (folder / "drugs" / "index.html").read_bytes() == before


ALLOWED = (
    '<a href="https://doi.org/10.1000/1">', '<a href="../phases/#a:b">', '<a href="mailto:someone@example.org">',
    '<link rel="canonical" href="https://example.org/">', '<link rel="manifest" href="/x.webmanifest">',
    '<img src="data:image/png;base64,AA==">', '<img src="../x.png" srcset="../x.png 1x, ../y.png 2x">',
    '<svg><use href="#arrow"/></svg>', '<form method="dialog">', '<p title="a script: one">', "<p>onclick=x</p>",
)  # fmt: skip


@pytest.mark.parametrize("markup", ALLOWED)
def test_what_the_policy_allows_is_left(tmp_path: Path, markup: str):
    assert markup in bound(site(tmp_path, body=markup))


def test_all_faults_of_all_files_are_listed_at_once(tmp_path: Path):
    folder = site(tmp_path, body='<p style="x">\n<p onclick="y">')
    (folder / "404.html").write_text(PAGE.format(head="", body="<iframe>"), encoding="utf-8")
    (folder / "x.css").write_text("p { background: url(data:image/png;base64,AA==) }\n@import '//example.org/y.css';")
    with pytest.raises(BuildStopped) as stopped:
        bind(folder)
    places = [line.split(": ")[0] for line in str(stopped.value).splitlines()[:-1]]
    assert places == ["404.html:4", "drugs/index.html:4", "drugs/index.html:5", "x.css:2"]


@pytest.mark.parametrize("rule", ["p { src: url( 'https://example.org/x.woff2' ) }", '@import "https://example.org/";'])
def test_a_stylesheet_that_loads_from_elsewhere_stops_the_build(tmp_path: Path, rule: str):
    (site(tmp_path) / "x.css").write_text(rule)
    with pytest.raises(BuildStopped, match=r"x\.css:1: must load files of this site alone, not https://example\.org/"):
        bind(tmp_path)
