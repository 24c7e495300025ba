"""What letters and other plain texts are laid out with: there every line break of a template reaches the reader."""

import re

from django import template
from django.template.base import TextNode

register = template.Library()
# Stands for a line break of the template until the values are in; no text of the portal has it.
BREAK = "\x00"
_BREAKS = re.compile(r"[ \t]*\n[ \t\n]*")
_GAPS = re.compile(rf"[ \t]*{BREAK}[ \t{BREAK}]*")


class ParagraphNode(template.Node):
    """Text on several lines of a template that is one line of what is sent."""

    def __init__(self, nodelist: template.NodeList):
        self.nodelist = nodelist
        for node in nodelist.get_nodes_by_type(TextNode):
            node.s = _BREAKS.sub(BREAK, node.s)

    def render(self, context) -> str:
        """Join the template's lines by a space; a value keeps its own line breaks."""
        return _GAPS.sub(" ", self.nodelist.render(context).strip(f" {BREAK}"))


@register.tag
def paragraph(parser, token) -> ParagraphNode:
    """Let a paragraph be written on as many lines as it needs: {% paragraph %} … {% endparagraph %}."""
    nodelist = parser.parse(["endparagraph"])
    parser.delete_first_token()
    return ParagraphNode(nodelist)
