"""How a page was made, as the fold at its end says it in the demo, and the page to weigh."""

from django.test import Client

from salesgym import made
from salesgym.made import Made


def of(client: Client, url: str) -> tuple[Made, bytes]:
    """How this page was made for who is signed in, and the page, read to its end. It answers 200."""
    with made.recorded() as record:
        response = client.get(url)
        page = b"".join(response)
    assert response.status_code == 200
    return record.made(response.resolver_match.func), page
