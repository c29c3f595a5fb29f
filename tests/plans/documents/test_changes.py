from plans.documents.changes import Change, compared

OLD = """Improvement plan
Agreement 1

1. Who
Rep: Marcus

2. Dates and steps
First day: Monday
Step 1: 24%
Step 2: 26%
"""


def changes(new):
    return compared(OLD, new).changes


def test_a_new_number_alone_is_no_change():
    assert changes(OLD.replace("Agreement 1", "Agreement 2")) == ()


def test_lines_stand_beside_each_other_as_was_and_is_now():
    found = compared(OLD, OLD.replace("24%", "25%"))

    assert found.changes == (Change("2. Dates and steps", ("Step 1: 24%",), ("Step 1: 25%",)),)
    assert [found.lines[place] for place in found.marked] == ["Step 1: 25%"]


def test_what_was_added_and_what_was_left_out_is_told():
    assert changes(OLD + "Step 3: 28%\n") == (Change("2. Dates and steps", (), ("Step 3: 28%",)),)
    assert changes(OLD.replace("Step 2: 26%\n", "")) == (Change("2. Dates and steps", ("Step 2: 26%",), ()),)
