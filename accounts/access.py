"""Who may open a page. Views then read through their room's queries, which know one organisation only."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _


def member_required(view: Callable) -> Callable:
    """Anonymous goes to sign-in; somebody without an organisation gets the 403 page."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.member is None:
            raise PermissionDenied(
                _("You are not a member of any organisation here. Ask an administrator to add you.")
            )
        return view(request, *args, **kwargs)

    return guarded


def require_editor(request: HttpRequest) -> None:
    """Raises `PermissionDenied`, with what to do, where the member may only read and download."""
    if not request.member.may_edit:
        raise PermissionDenied(
            _("Your role lets you read and download. Ask a procurement officer to do this.")
        )


def require_administrator(request: HttpRequest) -> None:
    """Raises `PermissionDenied`, with whom to ask, for anybody else."""
    if not request.member.is_administrator:
        raise PermissionDenied(_("Only an administrator of your organisation does this."))


def editor_required(view: Callable) -> Callable:
    """A member who may import, assess and ask for reports; a board member gets the 403 page."""

    @member_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        require_editor(request)
        return view(request, *args, **kwargs)

    return guarded
