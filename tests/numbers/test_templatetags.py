"""Cells of tables."""

from salesgym.numbers.templatetags.numbers import in_row


def test_each_word_of_a_row_is_escaped_in_a_cell_of_its_own():
    row = in_row(["Mary O'Hara", "<b>12</b>", "", "3 & 4"])

    assert row == (
        '<th scope="row">Mary O&#x27;Hara</th>'
        '<td class="n">&lt;b&gt;12&lt;/b&gt;</td><td class="n"></td><td class="n">3 &amp; 4</td>'
    )
