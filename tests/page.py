"""What a test reads in a page: its words, its links, its anchors, its tables."""

import re
from html.parser import HTMLParser

from portal.whitespace import collapse_white_space

WITHIN_WORDS = ("a", "code", "strong", "cite", "time", "span")


class Page(HTMLParser):
    """An HTML page taken apart."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.in_cell = False
        self.source = source if isinstance(source, str) else source.content.decode()
        self.tags, self.attributes, self.ids, self.links, self.words, self.rows = [], [], [], [], [], []
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes.append((tag, values))
        self.read("" if tag in WITHIN_WORDS else " ")
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" else []
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        self.read("" if tag in WITHIN_WORDS else " ")
        if tag in ("th", "td"):
            self.in_cell = False

    def handle_data(self, data):
        self.read(data)

    def read(self, words):
        self.words.append(words)
        if self.in_cell:
            self.rows[-1][-1] += words

    @property
    def text(self):
        """The words of the page, single spaces between them and between blocks."""
        return " ".join("".join(self.words).split())

    @property
    def cells(self):
        """The table rows of the page, each a list of the words in its cells."""
        return [[" ".join(cell.split()) for cell in row] for row in self.rows]

    def all(self, tag, name):
        """The values of one attribute of one kind of tag."""
        return [values[name] for found, values in self.attributes if found == tag and name in values]


def dense(source):
    """The source of a page without the white space beside its tags, to be compared as markup; hard spaces stay."""
    return re.sub(r"[ \t\r\n]*(<[^>]*>)[ \t\r\n]*", r"\1", collapse_white_space(source)).strip()


def page_text(response):
    """The words of a page, with plain spaces."""
    return Page(response).text.replace("\xa0", " ")


def message_texts(response):
    """What the page says of what was done, with plain spaces."""
    return [str(message).replace("\xa0", " ") for message in response.context["messages"]]
