from django.template import Context, Template

from salesgym.people.pages.sentence import listed, sentence


def shown(text, seen=None):
    template = Template("{% load people %}{% named text seen %}")
    return template.render(Context({"text": text, "seen": seen}))


def test_a_sentence_reads_as_its_words_do():
    told = sentence("%(who)s asked %(what)s", {"who": "Dana", "what": "Mina"}, who=3, what=None)

    assert told == "Dana asked Mina"


def test_each_name_in_a_sentence_is_a_link_and_the_words_are_not():
    told = sentence("%(who)s asked %(what)s", {"who": "Dana", "what": "<Mina>"}, who=3, what=None)

    assert shown(told) == '<a class="sg-name" href="/people/3/">Dana</a> asked &lt;Mina&gt;'


def test_whom_the_reader_does_not_see_stays_plain():
    told = sentence("%(who)s & %(what)s", {"who": "Dana", "what": "Mina"}, who=3, what=4)

    assert shown(told, seen={4}) == 'Dana &amp; <a class="sg-name" href="/people/4/">Mina</a>'


def test_what_names_people_itself_keeps_its_names():
    those = listed([(3, "Dana"), (4, "Mina")])

    told = sentence("You, %(names)s and %(last)s see it", {"names": those, "last": "Ana"}, last=5)

    assert told == "You, Dana, Mina and Ana see it"
    assert shown(told, seen={4}) == 'You, Dana, <a class="sg-name" href="/people/4/">Mina</a> and Ana see it'


def test_a_name_may_stand_twice():
    assert shown(sentence("%(who)s, %(who)s", {"who": "Dana"}, who=3), seen=()) == "Dana, Dana"


def test_a_plain_text_stays_as_it_is():
    assert shown("a < b") == "a &lt; b"


def test_names_in_a_row_are_links():
    assert listed([(3, "Dana"), (4, "Mina")]) == "Dana, Mina"
    assert shown(listed([(3, "Dana")])) == '<a class="sg-name" href="/people/3/">Dana</a>'
