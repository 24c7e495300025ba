"""What a browser would send: the fields of the page's form, as they stand in its HTML."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects the fields of a page's last form."""

    def __init__(self):
        super().__init__()
        self.fields = {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.fields = {}
        elif tag == "select":
            self.select = attrs["name"]
            self.first = True
        elif tag == "option" and self.select:
            if "selected" in attrs:
                self.fields.setdefault(self.select, []).append(attrs["value"])
        elif tag == "textarea":
            self.textarea = attrs["name"]
            self.fields[self.textarea] = [""]
        elif tag == "input" and "name" in attrs and "disabled" not in attrs:
            self.handle_input(attrs)

    def handle_input(self, attrs):
        kind = attrs.get("type", "text")
        if kind in ("submit", "image", "button"):
            return
        if kind in ("checkbox", "radio") and "checked" not in attrs:
            return
        self.fields.setdefault(attrs["name"], []).append(attrs.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            # A browser drops the line break that opens a textarea, and sends the others as CR LF.
            self.fields[self.textarea][0] = self.fields[self.textarea][0].removeprefix("\n").replace("\n", "\r\n")
            self.textarea = None


def fields_of(response) -> dict:
    """Return the fields of the page's form, without those of rows not added yet."""
    reader = FormReader()
    reader.feed(response.content.decode())
    return {name: values for name, values in reader.fields.items() if "__prefix__" not in name}


def send(client, address, **changes):
    """Open a page, change some of its fields and send the form."""
    return client.post(address, {**fields_of(client.get(address)), **changes})


def errors_of(response) -> dict:
    """Return the errors of the page's main form, by field."""
    return {name: list(errors) for name, errors in response.context["adminform"].form.errors.items()}
