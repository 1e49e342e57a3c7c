"""History pages: who saved what, when and why. They are read, and never written, by anyone."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from simple_history.admin import SimpleHistoryAdmin

from policies.admin.history.words import read
from policies.domain import telling

_OWN_COLUMNS = {"history_id", "history_date", "history_change_reason", "history_type"}


def refuse_writing(request) -> None:
    """Answer anything but reading with 403."""
    if request.method not in ("GET", "HEAD"):
        raise PermissionDenied("History is read, never written.")


class HistoryIsRead:
    """Answers anything but GET and HEAD to the page of a row's history with 403."""

    def history_view(self, request, object_id, extra_context=None):
        refuse_writing(request)
        return super().history_view(request, object_id, extra_context)


class ReadOnlyHistory(HistoryIsRead, SimpleHistoryAdmin):
    """Shows the saved states of a row; answers anything but GET and HEAD with 403.

    Settings alone do not keep a superuser from posting to a saved state (design rule 12).
    """

    object_history_template = "admin/history/list.html"
    object_history_list_template = "admin/history/_states.html"
    object_history_form_template = "admin/history/state.html"

    def has_view_history_permission(self, request, obj=None):
        return self.has_view_permission(request, obj)

    def has_change_history_permission(self, request, obj=None):
        return False

    def history_view_title(self, request, obj):
        return f"History of {obj}"

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        refuse_writing(request)
        row = self.model.objects.filter(pk=object_id).first()
        if not self.has_view_history_permission(request, row):
            raise PermissionDenied
        records = self.model.history.model.objects.select_related("history_user")
        record = records.filter(pk=version_id, **{self.opts.pk.attname: object_id}).first()
        if record is None:
            raise Http404("There is no such saved state.")
        context = {
            **self.admin_site.each_context(request),
            "title": f"{record.history_object} as saved",
            "record": record,
            "values": list(self._values_of(record)),
            "opts": self.opts,
            "object_id": object_id,
        }
        return TemplateResponse(request, self.object_history_form_template, context)

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        """Tell what was changed between each state on the page and the one before it."""
        states = list(historical_records)
        older = [*states[1:], *(state.prev_record for state in states[-1:])]
        for state, before in zip(states, older, strict=True):
            reason = state.history_change_reason or ""
            state.why = reason if telling.says_more(reason) else ""
            state.told = {"+": "added it", "-": "removed it"}.get(state.history_type, "saved it")
            if state.history_type == "~" and before:
                deeds = telling.deeds_on_values(self._written(before), self._written(state))
                state.told = telling.sentence_of(deeds) or state.told

    def _written(self, record) -> dict[str, str]:
        """What people wrote in this state, by the names of the fields."""
        fields = [field for field in self.model._meta.fields if field.editable]
        return {str(field.verbose_name): read(record, field.name) for field in fields}

    def _values_of(self, record):
        """Every column of the row as it was saved, with its name."""
        for field in record._meta.fields:
            if field.name in _OWN_COLUMNS or field.name.startswith("history_"):
                continue
            value = getattr(record, field.attname)
            if field.is_relation and value is not None:
                row = field.remote_field.model._default_manager.filter(pk=value).first()
                yield field.verbose_name, row or value
            else:
                yield field.verbose_name, read(record, field.attname)
        for field in record._history_m2m_fields:
            rows = getattr(record, field.name).all()
            name = field.m2m_reverse_field_name()
            yield field.verbose_name, ", ".join(str(getattr(row, name)) for row in rows)
