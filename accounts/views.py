"""The door, and which room one stands in."""

from datetime import date

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from .access import member_required
from .forms import SignInForm
from .middleware import CURRENT

# When the pages were last held against WCAG 2.2 AA; change it together with the statement.
ACCESSIBILITY_ASSESSED_ON = date(2026, 11, 23)


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    http_method_names = ["post", "options"]


@require_safe
@member_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect("procurement-list")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that Swedish public bodies owe their users (DIGG, lagen 2018:1937)."""
    context = {
        "operator": settings.OPERATOR,
        "email": settings.OPERATOR_EMAIL,
        "assessed_on": ACCESSIBILITY_ASSESSED_ON,
    }
    return render(request, "accounts/accessibility.html", context)


@require_POST
def help_switch(request: HttpRequest) -> HttpResponse:
    """Show or hide what the pages say of themselves, for this session."""
    request.session["help"] = "on" if request.session.get("help") == "off" else "off"
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if ours else "home")


@member_required
def organisations(request: HttpRequest) -> HttpResponse:
    """Choose which of one's organisations to work in; the session remembers it."""
    if request.method == "POST":
        wanted = {str(member.pk): member for member in request.memberships}
        member = wanted.get(request.POST.get("member", ""))
        if member is None:
            raise Http404
        request.session[CURRENT] = member.organisation_id
        return redirect("home")
    return render(request, "accounts/organisations.html")
