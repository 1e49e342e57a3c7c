"""How the desk shows what is read there and not changed."""

from django import template
from django.contrib.admin import site
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from policies.models import User

register = template.Library()
# What Django's admin prints where there is nothing to show.
_NOTHING = "None"


@register.simple_tag(takes_context=True)
def shown(context, field):
    """The words of a field that is read: a link only where it is open to the person, people by
    name, yes or no, and for nothing what the page says for it."""
    words, name = field.contents(), field.field["field"]
    value = getattr(field.form.instance, name, None) if isinstance(name, str) else None
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if words == _NOTHING:
        asked = getattr(field.model_admin, name, None) if isinstance(name, str) else name
        return getattr(asked, "empty_value_display", words)
    related = _related_model(field.model_admin, name)
    if related is None:
        return words
    if isinstance(value, User):
        return f"{value.get_full_name()} ({value})" if value.get_full_name() else str(value)
    page = site._registry.get(related)
    is_closed = page is not None and not page.has_view_permission(context["request"])
    # The words were escaped where the link was made.
    return mark_safe(strip_tags(words)) if is_closed else words


def _related_model(model_admin, name):
    """What the row leads to by this field, if it is such a field."""
    try:
        column = model_admin.model._meta.get_field(name)
    except (FieldDoesNotExist, TypeError):
        return None
    return column.related_model if column.many_to_one or column.one_to_one else None
