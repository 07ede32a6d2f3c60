from events.programmes.domain import goal_tree, line_of
from tests.factories import programmes


def test_goal_tree_puts_subgoals_below_their_goal(db):
    first, second = programmes.goal(number="A"), programmes.goal(number="B")
    below = programmes.goal(number="A1", parent=first)

    tree = goal_tree([second, below, first])

    assert [(branch.goal, branch.subgoals) for branch in tree] == [(first, [below]), (second, [])]


def test_goal_tree_brings_the_goal_of_a_chosen_subgoal(db):
    above = programmes.goal(number="A")
    below = programmes.goal(number="A1", parent=above)

    assert [branch.goal for branch in goal_tree([below])] == [above]


def _filled(needs: int):
    programme = programmes.programme()
    for _ in range(needs):
        programme.needs.add(programmes.need())
        programme.goals.add(programmes.goal(parent=programmes.goal()))
        programmes.partnership(programme)
    return programme


def test_line_costs_the_same_however_long(db, django_assert_num_queries):
    short, long = _filled(1), _filled(3)

    for programme, size in ((short, 1), (long, 3)):
        with django_assert_num_queries(4):
            line = line_of(programme)
        assert (len(line.needs), len(line.goals), len(line.partnerships)) == (size, size, size)
