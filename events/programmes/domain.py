"""The line of a programme: the needs it answers, the goals it serves, the partners who carry it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from events.programmes.models import Goal, Need, Partnership, Programme


@dataclass(frozen=True)
class GoalBranch:
    """A goal with those of its sub-goals that a programme serves."""

    goal: Goal
    subgoals: list[Goal] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """What a programme's page shows before its events, in the order of thinking."""

    needs: list[Need]
    goals: list[GoalBranch]
    partnerships: list[Partnership]


def line_of(programme: Programme) -> Line:
    """The beginning of the line, in four queries however long it is."""
    return Line(
        needs=list(programme.needs.prefetch_related("audiences")),
        goals=goal_tree(programme.goals.select_related("parent")),
        partnerships=list(programme.partnerships.select_related("organisation").order_by("organisation__name")),
    )


def goal_tree(goals: Iterable[Goal]) -> list[GoalBranch]:
    """Goals with their sub-goals below them; a sub-goal brings its goal along even when only it was chosen."""
    branches: dict[int, GoalBranch] = {}
    for goal in goals:
        top = goal.parent or goal
        branch = branches.setdefault(top.pk, GoalBranch(top))
        if goal.parent:
            branch.subgoals.append(goal)
    return sorted(branches.values(), key=lambda branch: branch.goal.number)
