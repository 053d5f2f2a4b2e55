"""The door, and which room one stands in."""

from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .access import member_required
from .forms import SignInForm
from .middleware import CURRENT


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
