"""The door, and which room one stands in."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .access import member_required, require_administrator
from .forms import NewMemberForm, NewPasswordForm, OtherPasswordForm, SignInForm
from .middleware import CURRENT
from .models import Member, Role
from .queries import members_of
from .services import (
    LastAdministrator,
    WorksElsewhere,
    add_member,
    change_role,
    password_link,
    remove_member,
)

# When the pages were last held against WCAG 2.2 AA; change it together with the statement.
ACCESSIBILITY_ASSESSED_ON = date(2026, 11, 23)


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    http_method_names = ["post", "options"]


class OtherPassword(LoginRequiredMixin, PasswordChangeView):
    """Another password for who is signed in; it ends their API tokens and other sessions."""

    template_name = "accounts/password.html"
    form_class = OtherPasswordForm
    success_url = reverse_lazy("home")

    def form_valid(self, form):
        messages.success(self.request, _("Your password is changed. API tokens made before have ended."))
        return super().form_valid(form)


class NewPassword(PasswordResetConfirmView):
    """Where the link of `services.password_link` leads."""

    template_name = "accounts/password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form):
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return super().form_valid(form)


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
        member = _wanted(request.memberships, request.POST.get("member", ""))
        request.session[CURRENT] = member.organisation_id
        return redirect("home")
    return render(request, "accounts/organisations.html")


@never_cache  # it may show a link that sets a password
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def members(request: HttpRequest) -> HttpResponse:
    """Who works here. An administrator adds people, changes roles, removes, and gives links for passwords."""
    organisation = request.member.organisation
    form, invited = NewMemberForm(organisation=organisation), None
    if request.method == "POST":
        require_administrator(request)
        if "member" in request.POST:
            invited = _wanted(members_of(organisation), request.POST["member"])
            if request.POST.get("do") != "link":
                _change(request, invited)
                return redirect("members")
        else:
            form = NewMemberForm(request.POST, organisation=organisation)
            if form.is_valid():
                invited = add_member(organisation=organisation, **form.cleaned_data)
                form = NewMemberForm(organisation=organisation)
    people = list(members_of(organisation))
    context = {
        "people": people,
        "administrators": [member for member in people if member.is_administrator],
        "roles": Role.choices,
        "form": form,
        "invited": invited,
        "link": _link(request, invited) if invited else "",
    }
    return render(request, "accounts/members.html", context)


def _wanted(members: Iterable[Member], pk: str) -> Member:
    for member in members:
        if str(member.pk) == pk:
            return member
    raise Http404


def _change(request: HttpRequest, member: Member) -> None:
    """Another role or none, and say so; where it was the last administrator, say why not."""
    try:
        if request.POST.get("do") == "remove":
            remove_member(member=member)
            messages.success(request, _("%s no longer works here.") % member.user)
        elif request.POST.get("role") in Role.values:
            change_role(member=member, role=request.POST["role"])
            role = member.get_role_display()
            messages.success(request, _("%(who)s is now: %(role)s.") % {"who": member.user, "role": role})
    except LastAdministrator:
        messages.error(
            request, _("%s is the only administrator here. Make somebody else one first.") % member.user
        )


def _link(request: HttpRequest, member: Member) -> str:
    """The whole address to hand over; "" where the person has a password that is not ours to change."""
    try:
        return request.build_absolute_uri(password_link(member=member))
    except WorksElsewhere:
        return ""
