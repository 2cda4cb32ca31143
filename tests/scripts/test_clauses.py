from scripts.evaluation.clauses import f1_of_links, read_golden

A, B, C = (frozenset({k}) for k in (1, 2, 3))


def test_the_golden_table_is_read_as_sets_of_letters() -> None:
    rows = read_golden()
    for row in rows:
        zh = [at for link in row.links for at in link[0]]
        en = [at for link in row.links for at in link[1]]
        assert sorted(zh) == [at for at, character in enumerate(row.zh) if character.isalnum()]
        assert sorted(en) == [at for at, character in enumerate(row.en) if character.isalnum()]
    assert len(rows) >= 40


def test_links_count_where_both_sides_are_the_same() -> None:
    gold = [frozenset({(A, A), (B, B)}), frozenset({(C, frozenset[int]())})]
    assert f1_of_links(gold, gold) == 1
    assert f1_of_links(gold, [frozenset({(A, B), (B, A)}), gold[1]]) == 1 / 3
    assert f1_of_links(gold, [frozenset({(A | B, A | B)}), frozenset()]) == 0
