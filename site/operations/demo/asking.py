"""Asking those who came: surveys of held dates, invitations and answers, through the evaluation room.

An invited answer is given with the link that stands in the person's letter, as a person would; which link gave which
answer is forgotten by the room itself.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core import clock
from events.calendar.domain.admission import registers
from events.calendar.models import Occurrence
from operations.demo.chance import Chance
from operations.demo.content.answers import IMPROVEMENTS
from operations.demo.content.shapes import Event
from operations.demo.visiting import send
from outbox.models import Letter
from surveys.evaluation.domain import answering, inviting, opening, preparing
from surveys.evaluation.domain.questionnaires import questions_of
from surveys.evaluation.domain.sealing import NOT_ON_SCALE, Answers
from surveys.evaluation.enums import QuestionType
from surveys.evaluation.models import Question, Survey

MOST = 300
LATELY = timedelta(weeks=8)
# Of a hundred who are asked so many answer; the events whose outcome is told were asked with more care.
ANSWERING, ANSWERING_TOLD = 0.5, 0.8
# Steps of the two scales from the negative to the positive pole, and how often people choose them.
USEFUL, AGREED = (2, 9, 34, 55), (2, 5, 15, 41, 37)
CRITICAL_USEFUL, CRITICAL_AGREED = (22, 38, 30, 10), (20, 30, 28, 17, 5)


class Asker:
    """Asks after each date; stops when there are enough answers."""

    def __init__(self, now: datetime, chance: Chance, told: set[str], languages: list[str]) -> None:
        self.now, self.chance, self.told, self.languages = now, chance, told, languages
        self.given = 0
        self.open: list[Survey] = []

    def after(self, occurrence: Occurrence, event: Event) -> None:
        """The day after the date: letters, then answers over some days; a survey whose time is over is closed."""
        if not self._is_asked(occurrence, event):
            return
        survey = preparing.prepare_for(occurrence)
        morning = self._next_morning(occurrence)
        if registers(occurrence) and morning < self.now:
            with clock.set_back(morning):
                while inviting.invite(morning):
                    continue
            self._answer_letters(survey, morning, event)
            with clock.set_back(morning):
                send(morning, self.now)
        if self.chance.happens(0.8 if event.slug in self.told else 0.08):
            self._answer_at_the_door(survey, occurrence)
        self._close(survey)

    def finish(self) -> None:
        """The last answers by the codes on the wall, until there are as many as there should be; then the batches."""
        while self.open and self.given < MOST:
            self._say_openly(self.chance.choice(self.open), self.now)
        opening.open_pools(self.now)

    def _answer_letters(self, survey: Survey, morning: datetime, event: Event) -> None:
        share = ANSWERING_TOLD if event.slug in self.told else ANSWERING
        for invitation in survey.invitations.select_related("registration").order_by("registration__created_at"):
            moment = min(morning + timedelta(hours=self.chance.randint(1, 90)), self.now)
            if self.given >= MOST or not self.chance.happens(share):
                continue
            letter = Letter.objects.get(kind="evaluation/invitation", about=f"invitation:{invitation.pk}")
            token = letter.context["survey_url"].rstrip("/").rpartition("/")[2]
            found = answering.invitation_of(token, now=moment)
            answers = self._answers(survey, invitation.registration.language)
            answering.answer_invited(found, answers=answers, now=moment)
            self.given += 1

    def _is_asked(self, occurrence: Occurrence, event: Event) -> bool:
        """Lately after every date; before that only where the outcome was to be told, and there after the last date."""
        if event.slug in self.told:
            return not Occurrence.objects.filter(event=occurrence.event_id, end__gt=occurrence.end).exists()
        return self.now - occurrence.end < LATELY

    def _answer_at_the_door(self, survey: Survey, occurrence: Occurrence) -> None:
        for _each in range(self.chance.randint(4, 9)):
            if self.given < MOST:
                self._say_openly(survey, occurrence.end)

    def _say_openly(self, survey: Survey, moment: datetime) -> None:
        answers = self._answers(survey, self.chance.choice(self.languages))
        answering.answer_openly(survey, answers=answers, now=moment)
        self.given += 1

    def _close(self, survey: Survey) -> None:
        if survey.closes and survey.closes <= self.now:
            opening.close(survey.pk, now=survey.closes)
        else:
            self.open.append(survey)

    def _answers(self, survey: Survey, language: str) -> Answers:
        critical = self.chance.happens(0.13)
        found: Answers = {}
        for question in self._questions(survey):
            said = self._said(question, critical, language)
            if said is not None:
                found[question.code] = said
        return found

    def _said(self, question: Question, critical: bool, language: str) -> int | str | None:
        if question.type == QuestionType.TEXT:
            return self.chance.choice(IMPROVEMENTS[language]) if self.chance.happens(0.38) else None
        if self.chance.happens(0.05):
            return NOT_ON_SCALE if self.chance.happens(0.6) else None
        useful, agreed = (CRITICAL_USEFUL, CRITICAL_AGREED) if critical else (USEFUL, AGREED)
        weights = useful if question.type == QuestionType.USEFULNESS else agreed
        return self.chance.choices(range(1, len(weights) + 1), weights)[0]

    def _questions(self, survey: Survey) -> list[Question]:
        return list(questions_of(survey))

    def _next_morning(self, occurrence: Occurrence) -> datetime:
        local = occurrence.end.astimezone(ZoneInfo(occurrence.zone))
        return (local + timedelta(days=1)).replace(hour=10, minute=5)
