"""Makes one deal of several lines with its ID, where somebody said that their amounts add up."""

from django.db import connection

from salesgym.numbers.models import Import

# Every line of a deal gets the deal's name and amount, so that they compare as the same line again. Lines that
# contradict each other in owner, stage, currency or days stay as they are, and are refused when they are compared.
ADD_UP = """
UPDATE numbers_stageddeal AS staged SET amount_minor = deal.amount, name = deal.name
FROM (
    SELECT external_id, sum(amount_minor) AS amount, (array_agg(name ORDER BY line))[1] AS name
    FROM numbers_stageddeal WHERE file_id = %(file)s GROUP BY external_id
    HAVING count(*) > 1 AND count(DISTINCT (lower(owner_key), stage, currency, opened_on, closed_on)) = 1
) AS deal
WHERE staged.file_id = %(file)s AND staged.external_id = deal.external_id
"""

# Lines that agree on the amount, too, may name products: the first name is the deal's.
ONE_NAME = """
UPDATE numbers_stageddeal AS staged SET name = deal.name
FROM (
    SELECT external_id, (array_agg(name ORDER BY line))[1] AS name
    FROM numbers_stageddeal WHERE file_id = %(file)s GROUP BY external_id
    HAVING count(*) > 1
       AND count(DISTINCT (lower(owner_key), stage, currency, opened_on, closed_on, coalesce(amount_minor, -1))) = 1
) AS deal
WHERE staged.file_id = %(file)s AND staged.external_id = deal.external_id
"""


def add_up(file: Import) -> None:
    """Sum the lines of each deal. Once after the lines are staged: a second time would double the sums."""
    _run(ADD_UP, file)


def name_once(file: Import) -> None:
    """Give the lines of each deal one name."""
    _run(ONE_NAME, file)


def _run(statement: str, file: Import) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"file": file.pk})
