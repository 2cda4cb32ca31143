"""Glossaries joined."""

from aligner.glossary import Glossary, Term


def test_what_is_said_of_a_term_in_several_places_is_taken_together() -> None:
    glossary = Glossary.of(
        [Term("平台", ("platform",)), Term("平台", ("portal", "platform"), ("stage",), binding=True)]
    )
    assert glossary.terms["平台"] == Term("平台", ("platform", "portal"), ("stage",), binding=True)


def test_one_glossary_over_another_decides_for_the_terms_that_it_has() -> None:
    own = Glossary.of([Term("平台", ("portal",))])
    joined = own.over(Glossary.of([Term("平台", ("platform",)), Term("网络", ("net",))]))
    assert {zh: term.renderings for zh, term in joined.terms.items()} == {"平台": ("portal",), "网络": ("net",)}


def test_terms_can_be_left_out() -> None:
    glossary = Glossary.of([Term("平台", ("portal",)), Term("网络", ("net",))])
    assert list(glossary.without(["平台", "车"]).terms) == ["网络"]
