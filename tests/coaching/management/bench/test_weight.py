import gzip

from coaching.management.bench.weight import Weight, weigh

PAGE = b'<!doctype html><p>One<br>two</p><svg><path d="M0 0"/><use href="#on"></use></svg><!-- <b> -->'


def test_every_element_counts_once_however_it_ends() -> None:
    assert weigh(PAGE).elements == 5


def test_bytes_are_weighed_as_they_stand_and_as_a_proxy_sends_them() -> None:
    weight = weigh(PAGE * 100)

    assert weight.raw == len(PAGE) * 100
    assert weight.gzipped == len(gzip.compress(PAGE * 100, 6, mtime=0))


def test_a_board_may_be_long_but_neither_heavy_nor_crowded() -> None:
    assert Weight(raw=90_000, gzipped=8_192, elements=1_100).is_light_board
    assert not Weight(raw=9_000, gzipped=8_193, elements=1_100).is_light_board
    assert not Weight(raw=9_000, gzipped=8_192, elements=1_101).is_light_board
