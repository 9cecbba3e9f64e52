"""Pages made from a run say what the run says today."""

import re

from docs.make_peer_support import PAGE, page, run_base_case


def test_the_peer_support_page_is_fresh():
    assert page(*run_base_case()) == PAGE.read_text(encoding="utf-8"), "run python -m docs.make_peer_support"


def test_its_figures_are_there():
    figures = re.findall(r"!\[.*?\]\((.*?)\)", PAGE.read_text(encoding="utf-8"))
    assert len(figures) == 3
    assert all((PAGE.parent / figure).exists() for figure in figures)
