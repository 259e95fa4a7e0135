"""What is typed into the pages of this room."""

from takehold.initiatives.forms.alerts import AnswerForm, LineForm
from takehold.initiatives.forms.behaviours import BaselineForm, BehaviourForm
from takehold.initiatives.forms.changes import ChangeForm, GoLiveForm
from takehold.initiatives.forms.marks import MarkForm

__all__ = ["AnswerForm", "BaselineForm", "BehaviourForm", "ChangeForm", "GoLiveForm", "LineForm", "MarkForm"]
