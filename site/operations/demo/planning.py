"""Making the reasons: partners, needs, goals and the three programmes with those who carry them."""

from datetime import timedelta

from events.partners.models import Organisation
from events.programmes.models import Goal, Need, Partnership, Programme
from operations.demo.content.neighbours import PARTNERS
from operations.demo.content.programmes import PROGRAMMES
from operations.demo.content.shapes import NeedFacts, ProgrammeFacts
from operations.demo.content.why import GOALS, NEEDS
from operations.demo.settling import ZONE, Place


def make_partners() -> dict[str, Organisation]:
    """The organisations by their slug."""
    return {
        each.slug: Organisation.objects.create(
            slug=each.slug,
            name=each.name,
            level=each.level,
            about=each.about,
            website=each.website,
            email=each.email,
            zone=ZONE,
        )
        for each in PARTNERS
    }


def make_programmes(place: Place, partners: dict[str, Organisation]) -> dict[str, Programme]:
    """The programmes by the names the events use, with needs, goals and partners."""
    needs = {each.slug: _need(place, each) for each in NEEDS}
    goals: dict[str, Goal] = {}
    for each in GOALS:
        parent = goals.get(each.number.rpartition(".")[0])
        goals[each.number] = Goal.objects.create(number=each.number, text=each.text, parent=parent)
    return {each.slug: _programme(place, each, needs, goals, partners) for each in PROGRAMMES}


def _need(place: Place, facts: NeedFacts) -> Need:
    need = Need.objects.create(
        title=facts.title,
        evidence=facts.evidence,
        source=facts.source,
        horizon=facts.horizon,
        raised_on=place.monday - timedelta(weeks=facts.weeks_ago),
    )
    need.audiences.set([place.audiences[slug] for slug in facts.audiences])
    return need


def _programme(
    place: Place,
    facts: ProgrammeFacts,
    needs: dict[str, Need],
    goals: dict[str, Goal],
    partners: dict[str, Organisation],
) -> Programme:
    first, last = facts.weeks
    programme = Programme(
        title=facts.title,
        summary=facts.summary,
        description=facts.description,
        hypothesis=facts.hypothesis,
        starts_on=place.monday + timedelta(weeks=first),
        ends_on=place.monday + timedelta(weeks=last, days=6),
        public=True,
    )
    programme.partnerships.set(
        [
            Partnership(
                organisation=partners[part.partner],
                role=part.role,
                part=part.part,
                in_kind=part.in_kind,
                hours=part.hours,
                cash=part.cash,
            )
            for part in facts.parts
        ]
    )
    programme.save()
    programme.branches.set([place.branches[slug] for slug in facts.branches])
    programme.needs.set([needs[slug] for slug in facts.needs])
    programme.goals.set([goals[number] for number in facts.goals])
    return programme
