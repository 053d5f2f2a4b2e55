"""Who a program speaks for: a token stands for one member, and so for one organisation and one role."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from knox.auth import TokenAuthentication
from knox.settings import knox_settings
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission

from .models import ApiToken, Member


class TooManyTokens(Exception):
    """The member already has as many living tokens as a member may have."""


def tokens_of(member: Member) -> QuerySet[ApiToken]:
    """The living tokens of one membership, newest first."""
    return ApiToken.objects.filter(member=member, expiry__gt=timezone.now())


@transaction.atomic
def create_token(*, member: Member, name: str, days: int) -> tuple[ApiToken, str]:
    """Return the token and its key; the key is not kept and cannot be shown again.

    Raises `TooManyTokens` where the member has `REST_KNOX["TOKEN_LIMIT_PER_USER"]` living ones.
    """
    Member.objects.select_for_update().get(pk=member.pk)  # two requests at once count one after the other
    if tokens_of(member).count() >= knox_settings.TOKEN_LIMIT_PER_USER:
        raise TooManyTokens
    return ApiToken.objects.create(
        user=member.user,
        expiry=timedelta(days=days),
        member=member,
        name=name,
        password_stamp=member.user.get_session_auth_hash(),
    )


class MemberTokenAuthentication(TokenAuthentication):
    """knox's, with `request.auth.member`; a token made before the password was changed is refused."""

    def authenticate_credentials(self, token: bytes):
        if not token.isascii():  # knox decodes before it looks, and would fail instead of refusing
            raise AuthenticationFailed(_("Invalid token."))
        return super().authenticate_credentials(token)

    def validate_user(self, auth_token: ApiToken):
        user, token = super().validate_user(auth_token)
        if not constant_time_compare(token.password_stamp, user.get_session_auth_hash()):
            raise AuthenticationFailed(
                _("The password was changed after this token was made. Make a new one.")
            )
        return user, token


class MemberTokenScheme(OpenApiAuthenticationExtension):
    """How the description names the above."""

    target_class = "accounts.tokens.MemberTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        return build_bearer_security_scheme_object(
            header_name="Authorization", token_prefix=knox_settings.AUTH_HEADER_PREFIX
        )


class MemberRights(BasePermission):
    """A member reads; one who may edit also writes.

    A view says `open_to_readers = True` where its writes change nothing that members share.
    """

    message = _("Your role lets you read and download. Ask a procurement officer or a consultant to do this.")

    def has_permission(self, request, view) -> bool:
        if request.auth is None:
            return False
        open_to_readers = request.method in SAFE_METHODS or getattr(view, "open_to_readers", False)
        return open_to_readers or request.auth.member.may_edit
