import re
from html.parser import HTMLParser

import pytest

from coaching.templatetags.markdown import ATTRIBUTES, TAGS, markdown
from tests.each import for_each

HANDLERS = [
    "onerror",
    "onload",
    "onclick",
    "onmouseover",
    "onfocus",
    "onblur",
    "onanimationstart",
    "ontoggle",
    "onpointerdown",
    "onbeforeinput",
]
ELEMENTS = [
    "img",
    "svg",
    "body",
    "video",
    "audio",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "details",
    "marquee",
    "math",
    "style",
    "link",
    "meta",
    "base",
]
SCHEMES = [
    "javascript",
    "JaVaScRiPt",
    "java\tscript",
    "java\nscript",
    "vbscript",
    "data",
    "&#106;avascript",
    "\x01javascript",
]
HAND_MADE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)//",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="java&#x0A;script:alert(1)">x</a>',
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext></p><img src=x onerror=alert(1)></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<b onmouseover=alert(1)>x</b>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    '[x](http://ok.example "onmouseover=alert(1)")',
    '[x](http://ok.example "\\"><img src=x onerror=alert(1)>")',
    "![x](javascript:alert(1))",
    "![x](http://evil.example/pixel.png)",
    '![x" onerror="alert(1)](x)',
    "<javascript:alert(1)>",
    "<http://ok.example/'onclick='alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "```<script>alert(1)</script>```",
    "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    "`<img src=x onerror=alert(1)>`",
    "# <img src=x onerror=alert(1)>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>",
    "<a href='//evil.example' target=_blank onclick=alert(1)>x</a>",
    "<input autofocus onfocus=alert(1)>",
]
PAYLOADS = [
    *HAND_MADE,
    *(f"<{element} {handler}=alert(1)>" for element in ELEMENTS[:9] for handler in HANDLERS[:6]),
    *(f"<{element} src=javascript:alert(1) href=javascript:alert(1)>x</{element}>" for element in ELEMENTS),
    *(f"[x]({scheme}:alert(1))" for scheme in SCHEMES),
    *(f'<a href="{scheme}:alert(1)">x</a>' for scheme in SCHEMES),
]


class Seen(HTMLParser):
    """Every tag and attribute a browser would find."""

    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_corpus_holds_more_than_a_hundred_payloads():
    assert len(set(PAYLOADS)) >= 100


@for_each(PAYLOADS, repr)
def test_nothing_that_runs_survives(payload):
    seen = Seen()
    seen.feed(markdown(payload))

    for tag, attributes in seen.tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"rel"}
        # A scheme is one of three; an address without one stays on this site.
        assert re.match(r"https?:|mailto:|[^:]*$", attributes.get("href") or "", re.I)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("**Well** done", "<strong>Well</strong> done"),
        ("- one\n- two", "<li>one</li>"),
        (
            "[notes](https://ok.example/a)",
            '<a href="https://ok.example/a" rel="nofollow noopener noreferrer">notes</a>',
        ),
        ("one\ntwo", "one<br>"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
    ],
)
def test_plain_markdown_reads_as_meant(typed, printed):
    assert printed in markdown(typed)
