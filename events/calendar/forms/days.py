"""Days that no calendar can count with: a slip of the hand, refused in drafts too."""

from django import forms
from django.utils.translation import gettext as _

# Wide enough for every library, and a year away from where dates end.
FIRST_YEAR, LAST_YEAR = 1900, 2200


def odd_year(year: int) -> bool:
    """Whether nobody can mean a day of that year."""
    return not FIRST_YEAR <= year <= LAST_YEAR


def refuse_odd_years(form: forms.BaseForm, *names: str) -> None:
    """For `clean`: says so in each of these fields with a day nobody can mean."""
    for name in names:
        day = form.cleaned_data.get(name)
        if day and odd_year(day.year):
            form.add_error(name, _("Please check the year."))
