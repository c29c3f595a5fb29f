import pytest

from coaching.areas.deals.emails import KINDS
from salesgym import hooks
from salesgym.hooks import Hook


def test_what_was_added_comes_in_the_order_of_adding():
    hook: Hook[str] = Hook()

    hook.add("first")
    hook.add("second", "third")

    assert list(hook) == ["first", "second", "third"]


def test_what_is_added_again_is_asked_once():
    hook: Hook[str] = Hook()
    hook.add("first", "second")

    hook.add("first")

    assert list(hook) == ["first", "second"]


def test_each_name_belongs_to_one_thing():
    hook: Hook[list[str]] = Hook(name=lambda words: words[0])
    words = ["greeting", "Hello"]
    hook.add(words)
    hook.add(words)

    with pytest.raises(ValueError, match="greeting was added twice"):
        hook.add(["greeting", "Good morning"])

    assert hook.find("greeting") is words
    assert hook.find("farewell") is None


def test_hook_is_as_before_after_a_replacement_that_broke():
    hook: Hook[str] = Hook()
    hook.add("app")

    with pytest.raises(RuntimeError), hook.replaced("test"):  # noqa: PT012 - what happens inside is the point
        hook.add("more")
        assert list(hook) == ["test", "more"]
        raise RuntimeError

    assert list(hook) == ["app"]


def test_what_is_added_while_a_hook_is_asked_waits_for_the_next_time():
    hook: Hook[str] = Hook()
    hook.add("first")

    for thing in hook:
        hook.add(f"{thing} again")

    assert list(hook) == ["first", "first again"]


def test_what_stands_at_a_path_comes_in_its_turn_and_a_tuple_thing_by_thing():
    hook: Hook[object] = Hook()
    hook.add_from("salesgym.hooks.Hook", "coaching.areas.deals.emails.KINDS")

    hook.add("last")

    assert list(hook) == [Hook, *KINDS, "last"]


@pytest.mark.parametrize("name", [name for name, hook in vars(hooks).items() if isinstance(hook, Hook)])
def test_some_app_fills_each_hook(name):
    assert list(getattr(hooks, name))
