"""The form for how a file is read: what its columns and names mean, and how it writes days and amounts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesgym.numbers.calculations.importing.columns.settling import Known, settle
from salesgym.numbers.calculations.importing.layout import Kind, Look
from salesgym.numbers.calculations.importing.question import About, Guess, Question
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.calculations.importing.vocabulary.columns import FACTS, Role
from salesgym.numbers.forms.imports import blank_owners, names, readings
from salesgym.numbers.forms.imports.names import LEAVE, Name
from salesgym.numbers.forms.imports.role_words import ASKED, role_choices, role_words
from salesgym.numbers.forms.imports.rows import ColumnRow, NameRow
from salesgym.numbers.forms.imports.upload import KINDS
from salesgym.numbers.forms.imports.written import FIELDS, WrittenForm, said
from salesgym.numbers.models import Metric

SELECT = {"class": "form-select"}
MAY_REPEAT = frozenset(role for role, facts in FACTS.items() if facts.may_repeat)


class MappingForm(WrittenForm):
    """How one file is read, with what is known or guessed as initial values."""

    kind = forms.ChoiceField(
        choices=KINDS[1:],
        widget=forms.RadioSelect,
        label=gettext_lazy("What is in it"),
        error_messages={"required": gettext_lazy("Choose what is in this file.")},
    )
    shown_kind = forms.CharField(widget=forms.HiddenInput, required=False)
    # The questions that came up while columns were chosen, so that an answer is not taken for a value shown before.
    asked_later = forms.CharField(widget=forms.HiddenInput, required=False)
    source_name = forms.CharField(
        label=gettext_lazy("Where it comes from"),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "form-control", "list": "sources", "autocomplete": "off"}),
        help_text=gettext_lazy("One name for each system. Its next file is read the same way."),
        error_messages={"required": gettext_lazy("Name the system, for example CRM.")},
    )
    metric = forms.ChoiceField(
        label=gettext_lazy("Which number is it?"),
        required=False,
        widget=forms.Select(attrs=SELECT),
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        look: Look,
        decisions: Decisions,
        metrics: Sequence[Metric],
        metric_names: Mapping[str, str],
    ) -> None:
        self.typed = data.copy() if data is not None else None
        super().__init__(self.typed)
        self.look, self.given, self.metrics, self.metric_names = look, decisions, metrics, metric_names
        self.layout = decisions.layout
        self._add_columns()
        self._guess_for_roles()
        self._fill_fixed()
        self._add_names()

    @property
    def columns(self) -> list[ColumnRow]:
        """The columns in the order of the file."""
        return [
            ColumnRow(column.name, column.samples, self[f"column-{place}"], bool(self.roles[place]))
            for place, column in enumerate(self.look.columns)
        ]

    def names_of(self, role: Role) -> list[NameRow]:
        """The names in columns of this role; unknown ones are marked."""
        return [
            NameRow(name.text, name.count, self[name.field], self._is_asked(name))
            for name in self.names
            if name.role is role
        ]

    def is_asked(self, about: About) -> bool:
        return any(question.about is about for question in self.questions)

    @property
    def is_kind_asked(self) -> bool:
        return self.is_asked(About.KIND)

    @property
    def is_source_asked(self) -> bool:
        """Whether nothing says which system the file is from: a wrong one would mix up two systems' IDs."""
        return not (self.given.source_name or self.given.system)

    @property
    def is_other_kind(self) -> bool:
        """Whether another kind was chosen than the menus are for: the layout must be guessed anew."""
        chosen = self.data.get("kind") if self.is_bound else None
        return bool(chosen) and chosen != self.data.get("shown_kind")

    @property
    def is_read_again(self) -> bool:
        """Whether encoding or header line changed, so that the file must be read again."""
        chosen = self.cleaned_data
        return chosen.get("encoding") not in (None, "", self.look.encoding) or (
            chosen.get("header_line") not in (None, self.look.header_line)
        )

    def clean(self) -> dict[str, Any]:
        if self.is_read_again:
            self._leave_for_later()
        if self.is_other_kind or self.is_read_again or "kind" not in self.cleaned_data:
            return self.cleaned_data
        self._refuse_repeated_roles()
        guess = self._settled()
        self.layout = guess.layout
        for question in guess.questions:
            if question.about is About.COLUMNS:
                for role in question.texts:
                    self.add_error(None, str(ASKED.get(role, role_words(role))))
            elif question.about is About.METRIC:
                self.add_error("metric", _("Choose which number these values are."))
        if self.new_names:
            self.add_error(None, _("This column has names of its own. Look at what each of them means."))
        return self.cleaned_data

    def decisions(self) -> Decisions:
        """What was chosen. Only once the form is valid."""
        header, chosen = self.cleaned_data["header_line"], self.cleaned_data["encoding"]
        return replace(
            self.given,
            layout=self.layout,
            questions=(),
            source_name=" ".join(self.cleaned_data["source_name"].split()),
            encoding=(chosen if self.is_read_again else "") or self.given.encoding,
            header_line=self.given.header_line if header == self.look.header_line else header,
        )

    def given_anew(self, guess: Guess) -> Decisions:
        """The decisions of another guess for the same file, with the typed name of its source."""
        name = " ".join(self.data.get("source_name", "").split())[:80]
        return replace(
            self.given,
            layout=guess.layout,
            questions=guess.questions,
            source_name=name or self.given.source_name,
        )

    def _fill_fixed(self) -> None:
        layout, questions = self.layout, self.questions
        self._choose("date_order", readings.date_orders(self.look, layout, questions))
        self._choose("decimal_mark", readings.decimal_marks(self.look, questions))
        self._choose("encoding", readings.encodings(self.look))
        self._choose("period", readings.periods(questions))
        self._choose("blank_owner", blank_owners.choices(questions))
        self._choose("metric", [("", _("Choose")), *((one.key, one.name) for one in self.metrics)])
        self.initial = {
            "kind": str(layout.kind),
            "source_name": self.given.source_name or self.given.system,
            "date_order": str(layout.date_order),
            "decimal_mark": str(layout.decimal_mark),
            "period": str(layout.month_span or ""),
            "week_year": layout.week_year or None,
            "blank_owner": str(layout.blank_owner or ""),
            "encoding": self.look.encoding,
            "header_line": self.look.header_line,
            "metric": layout.metric,
            "shown_kind": str(layout.kind),
        }
        self._leave_unanswered()

    def _leave_unanswered(self) -> None:
        """A question has no answer before a person gives one."""
        for about, name in (FIELDS | {About.KIND: "kind", About.METRIC: "metric"}).items():
            if self.is_asked(about):
                self.initial[name] = None
                self.fields[name].required = about is not About.METRIC

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)

    def _add_columns(self) -> None:
        for place, role in enumerate(self._given_roles()):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=self.look.columns[place].name,
                choices=role_choices(self.layout.kind, self.metrics, [role]),
                required=False,
                initial=role,
                widget=forms.Select(attrs=SELECT),
                error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
            )
        self.roles = tuple(
            self.data.get(f"column-{place}", "") if self.is_bound else role
            for place, role in enumerate(self._given_roles())
        )

    def _guess_for_roles(self) -> None:
        """What the chosen columns leave open, and the likely meanings of names in them; known meanings stay."""
        self.questions, self.guessed = self.given.questions, self.layout
        self.asked_keys = names.asked_keys(self.given.questions)
        if self.typed is None:
            return
        known = Known(stages=self.layout.stages, types=self.layout.types, metrics=self.layout.metrics)
        guess = self._settle(self.layout.kind, self.roles, known)
        self.guessed = guess.layout
        self.asked_keys |= names.asked_keys(guess.questions)
        if self.roles != tuple(self._given_roles()):
            found = (one for one in guess.questions if one.about in FIELDS)
            self._ask_later(self.typed, [one for one in found if one.about is not About.ENCODING])

    def _ask_later(self, typed: QueryDict, found: Sequence[Question]) -> None:
        """Ask what newly chosen columns leave open; what stood in its field before is no answer."""
        before = {question.about for question in self.given.questions}
        later = [question for question in found if question.about not in before]
        for question in later:
            if question.about not in (typed.get("asked_later") or "").split():
                typed[FIELDS[question.about]] = ""
        typed["asked_later"] = " ".join(question.about for question in later)
        self.questions = (*self.given.questions, *later)

    def _leave_for_later(self) -> None:
        """Where the file is read again, its questions come again: what is not answered yet is not missing."""
        kept = ("source_name", "encoding", "header_line", NON_FIELD_ERRORS)
        for name in [name for name in self.errors if name not in kept]:
            del self.errors[name]

    def _add_names(self) -> None:
        """Add a field for each name. One that was not on the page before starts with its known meaning."""
        self.names = list(names.names_in(self.look, self.roles))
        self.new_names: list[Name] = []
        for name in self.names:
            is_asked = (name.role, name.key) in self.asked_keys
            field = names.field_for(name, self.metrics, self.guessed, is_asked=is_asked)
            self.fields[name.field] = field
            if self.typed is not None and name.field not in self.typed:
                self.typed[name.field] = field.initial
                self.new_names.append(name)

    def _given_roles(self) -> list[str]:
        roles = [str(role) for role in self.layout.roles[: len(self.look.columns)]]
        return roles + [""] * (len(self.look.columns) - len(roles))

    def _is_asked(self, name: Name) -> bool:
        return name in self.new_names or (name.role, name.key) in self.asked_keys

    def _settled(self) -> Guess:
        chosen = self.cleaned_data
        known = Known(
            stages=self._meanings(Role.STAGE),
            types=self._meanings(Role.TYPE),
            metrics=self._meanings(Role.METRIC),
            metric=chosen.get("metric", ""),
            **said(chosen),
            is_without_id=self.given.layout.is_without_id,
        )
        return self._settle(Kind(chosen["kind"]), self.roles, known)

    def _settle(self, kind: Kind, roles: Sequence[str], known: Known) -> Guess:
        return settle(
            self.look,
            kind=kind,
            roles=roles,
            metric_names=self.metric_names,
            time_zone=self.layout.time_zone,
            known=known,
            system=self.given.system,
        )

    def _meanings(self, role: Role) -> dict[str, str]:
        """The chosen meaning of each name; names that are not on the page keep theirs."""
        meant = dict(names.known_of(self.layout, role))
        for name in self.names:
            if name.role is role and name.field in self.cleaned_data:
                chosen = self.cleaned_data[name.field]
                meant[name.key] = "" if chosen == LEAVE else chosen
        return meant

    def _refuse_repeated_roles(self) -> None:
        for place, role in enumerate(self.roles):
            if role not in MAY_REPEAT and role in self.roles[:place]:
                other = self.look.columns[self.roles.index(role)].name
                words = {"role": role_words(role), "column": other}
                self.add_error(
                    f"column-{place}",
                    _('"%(column)s" is the %(role)s already. Choose one of the two.') % words,
                )
