"""Sign-in with an e-mail address."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from .queries import sign_in_is_closed
from .services import forget_failed_sign_ins, note_failed_sign_in


class SignInForm(AuthenticationForm):
    """Django's own form, which also counts wrong passwords."""

    username = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    error_messages = {
        "invalid_login": _("The e-mail address or the password is wrong. Check both and try again."),
        "inactive": _("This account is closed. Ask an administrator of your organisation."),
        "closed": _("Too many wrong passwords. Wait 15 minutes and try again."),
    }

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()  # as it is stored

    def clean(self) -> dict:
        email = self.cleaned_data.get("username", "")
        address = self.request.META.get("REMOTE_ADDR") or None
        if email and sign_in_is_closed(email=email, address=address):
            raise forms.ValidationError(self.error_messages["closed"], code="closed")
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            note_failed_sign_in(email=email, address=address)
            raise
        if self.user_cache is not None:
            forget_failed_sign_ins(email=email)
        return cleaned
