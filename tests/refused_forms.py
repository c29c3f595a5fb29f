"""A refused form as a browser shows it: the summary that takes the focus, and where its links lead."""

import re


def links_of(page: str) -> list[str]:
    """The ids that the summary of errors links to; each is an element of the page, and the summary takes the focus."""
    summary = re.search(r"<div[^>]*tabindex=\"-1\" autofocus data-errors>(.*?)</ul>", page, re.DOTALL)
    assert summary is not None
    links = re.findall(r'href="#([^"]+)"', summary[1])
    assert [link for link in links if f'id="{link}"' not in page] == []
    return links
