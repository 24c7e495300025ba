"""Nobody can make a printed edition open a file, ask a server, or carry what is not the plan."""

import socket
import threading

import pikepdf
import pytest

from plans import document as d
from plans.render.pdf import engine
from tests.plans.render.plan_documents import MOMENT, element, levels, plan, printed
from tests.printed import Printed, packed

HOSTILE = (
    '<a rel=attachment href="file:///etc/passwd">atașament</a>',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<img src="http://127.0.0.1:9/canar.png">',
    "<script>alert(1)</script>",
    "</td></tr></table><h1>{{ document.title }}</h1>{% include 'x' %}",
    "<style>@import url(http://127.0.0.1:9/canar.css)</style>",
    "\" onload='x' & &lt;b&gt; &#x41;",
)


@pytest.fixture
def listener():
    """A server that counts who comes."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept():
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                came.append(address)
                connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1], came
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def made_of(html):
    return Printed(
        engine.pdf_of(html, title="Titlu", author="Autor", moment=MOMENT, text="{}", checksum=d.checksum_of("{}"))
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_any_text_is_printed_as_text_and_opens_nothing(text):
    columns = [("responsible", "Responsabil"), ("risc", text)]
    two = levels(("ob", text, text), ("m", "Măsură", "Măsuri"), columns=columns)
    document = plan(
        title=text, subtitle=text, letterhead=text, short_title=text, levels=two,
        elements=(
            element("ob", "1", title=text, description=text),
            element("m", "1.1", "ob-1", title=text, responsible=text, extra={"risc": text}),
        ),
        sections=(d.SectionValue(heading=text, body=text, block="elements", level="ob"),),
        signatories=(d.SignatoryValue(preamble=text, office=text, name=text),),
        acts=(d.ActValue(kind="other", issuer=plan().owner, title=text, number="1", annex=text),),
        edition=d.EditionMark(number=1, published_at=MOMENT, note=text),
    )  # fmt: skip
    read = printed(document)
    assert [name for name, *_ in read.files] == ["plan.json"]
    assert read.tables[0][1][1] == "1.1." + packed(text)
    assert read.read.count(packed(text)) == 17


def test_an_address_in_the_html_is_never_opened(listener, tmp_path):
    port, came = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("parola")
    read = made_of(
        f'<html lang="ro"><link rel="attachment" href="file://{secret}"><a rel="attachment" href="file://{secret}">a</a>'
        f'<a rel="attachment" href="http://127.0.0.1:{port}/a">b</a><img alt="x" src="http://127.0.0.1:{port}/b.png">'
        f'<link rel="stylesheet" href="http://127.0.0.1:{port}/c.css"><style>@import url(file://{secret});'
        f"p {{ background: url(http://127.0.0.1:{port}/d.png) }}</style><p>text</p></html>"
    )
    assert ([name for name, *_ in read.files], came) == (["plan.json"], [])
    streams = [one.read_bytes() for one in read.pdf.objects if isinstance(one, pikepdf.Stream)]
    assert [stream for stream in streams if b"parola" in stream] == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "http://127.0.0.1:9/", "https://127.0.0.1:9/", "ftp://127.0.0.1:9/", "data:text/plain,x",
        "static:pdf.css", "static:../cluj_plans/settings.py", "static:/etc/passwd", "static:fonts/../pdf.css",
        "STATIC:fonts/planuri-serif.woff2", "fonts/planuri-serif.woff2", "",
    ],
)  # fmt: skip
def test_only_the_own_fonts_are_fetched(address):
    with pytest.raises(engine.FetchRefused):
        engine.OwnFontsFetcher().fetch(address)


def test_the_own_fonts_are_fetched_from_the_portals_files():
    found = [engine.OwnFontsFetcher().fetch(f"static:{name}").read()[:4] for name in sorted(engine.FONTS)]
    assert found == [b"wOF2"] * 4
