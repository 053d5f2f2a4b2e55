"""Sign-in with an e-mail address, passwords, and who works here."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from .models import Organisation, Role
from .queries import members_of, sign_in_is_closed
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


PASSWORD_HELP = _("At least 12 characters. A few words in a row are easy to remember.")


class NewPasswordForm(SetPasswordForm):
    """Django's own, with one sentence instead of its list of what a password may not be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = PASSWORD_HELP
        self.fields["new_password2"].label = _("The new password once more")
        self.fields["new_password2"].help_text = ""


class OtherPasswordForm(NewPasswordForm, PasswordChangeForm):
    """The same for somebody who is signed in: the present password first."""


class NewMemberForm(forms.Form):
    """Somebody who is to work in the organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person signs in with it."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()  # as it is stored
        if members_of(self.organisation).filter(user__email=email).exists():
            raise forms.ValidationError(_("Somebody with this address works here already."))
        return email
