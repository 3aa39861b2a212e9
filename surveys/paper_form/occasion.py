"""What a paper form is printed for: questionnaire, campaign, who asks, in which language."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.campaigns import Campaign
from surveys.fonts import plain
from surveys.model import Sensitivity, Survey
from surveys.texts import say
from surveys.texts.numbers import day


@dataclass(frozen=True, slots=True)
class Occasion:
    """One campaign's form in one language; the same for all its units but for the foot."""

    survey: Survey
    campaign: Campaign
    organisation: str
    lang: str = "vi"

    def say(self, name: str, /, **values: object) -> str:
        """A sentence of the form in its language, ready to be drawn."""
        return plain(say(f"paper_form.{name}", self.lang, **values))

    @property
    def nameless(self) -> bool:
        """Whether nothing on the form asks how to reach the person."""
        return not any(q.sensitivity is Sensitivity.CONTACT for q in self.survey.questions)

    @property
    def facts(self) -> dict[str, str]:
        """What the invitation says about this campaign."""
        return {
            "until": day(self.campaign.delete_on, self.lang),
            "name": self.campaign.contact_name,
            "phone": self.campaign.contact_phone,
        }
