"""Tokens over the API: make one with e-mail and password, list one's own, revoke one."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.viewsets import GenericViewSet

from .forms import SignInForm
from .models import ApiToken, Member
from .queries import memberships_of
from .tokens import TooManyTokens, create_token, tokens_of

LONGEST_DAYS = 365


class TokenSerializer(serializers.ModelSerializer):
    """A token without its key."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    organisation = serializers.CharField(source="member.organisation.name", read_only=True)
    role = serializers.CharField(source="member.role", read_only=True)
    expires = serializers.DateTimeField(source="expiry", read_only=True)
    current = serializers.SerializerMethodField(help_text="whether this request was made with it")

    class Meta:
        model = ApiToken
        fields = ["id", "name", "organisation", "role", "created", "expires", "current"]

    def get_current(self, token: ApiToken) -> bool:
        asked_with = self.context["request"].auth
        return asked_with is not None and asked_with.pk == token.pk


class NewTokenSerializer(TokenSerializer):
    """A token just made, with its key: the only time that it is shown."""

    token = serializers.CharField(read_only=True, help_text="send it as: Authorization: Bearer …")

    class Meta(TokenSerializer.Meta):
        fields = ["token", *TokenSerializer.Meta.fields]


class SignInSerializer(serializers.Serializer):
    email = serializers.EmailField()
    password = serializers.CharField(
        max_length=1000, trim_whitespace=False, write_only=True, style={"input_type": "password"}
    )
    organisation = serializers.CharField(
        required=False, max_length=200, help_text="its name; needed by a member of several organisations"
    )
    name = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=100, help_text="what the token is for"
    )
    days = serializers.IntegerField(
        required=False, default=30, min_value=1, max_value=LONGEST_DAYS, help_text="until it expires"
    )


@extend_schema_view(
    list=extend_schema(summary=_("List your tokens for this organisation")),
    destroy=extend_schema(summary=_("Revoke a token")),
)
class TokenViewSet(mixins.ListModelMixin, mixins.DestroyModelMixin, GenericViewSet):
    queryset = ApiToken.objects.none()  # only tells the description what `id` is
    serializer_class = TokenSerializer
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"
    open_to_readers = True  # one's own tokens are nobody else's business

    def get_queryset(self):
        return tokens_of(self.request.auth.member).select_related("member__organisation")

    def get_permissions(self):
        return [] if self.action == "create" else super().get_permissions()

    def get_authenticators(self):
        """A dead token in the header must not keep anybody from making a new one."""
        return [] if self.request and self.request.method == "POST" else super().get_authenticators()

    def get_throttles(self):
        self.throttle_scope = "sign-in"
        return [ScopedRateThrottle()] if self.action == "create" else super().get_throttles()

    @extend_schema(
        summary=_("Make a token with e-mail and password"),
        auth=[],
        request=SignInSerializer,
        responses={201: NewTokenSerializer},
    )
    def create(self, request) -> Response:
        asked = SignInSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        member = _chosen_member(request, **asked.validated_data)
        try:
            token, key = create_token(
                member=member, name=asked.validated_data["name"], days=asked.validated_data["days"]
            )
        except TooManyTokens:
            raise ValidationError(
                _("You have as many tokens as one member may have. Revoke one that you no longer use.")
            ) from None
        token.token = key
        shown = NewTokenSerializer(token, context=self.get_serializer_context())
        return Response(shown.data, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


def _chosen_member(request, *, email: str, password: str, organisation: str = "", **_rest) -> Member:
    """The membership meant; the same form as the page decides on e-mail and password."""
    form = SignInForm(request, data={"username": email, "password": password})
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages])
    members = memberships_of(form.get_user())
    if not members:
        raise ValidationError(
            _("You are not a member of any organisation here. Ask an administrator to add you.")
        )
    if not organisation and len(members) == 1:
        return members[0]
    chosen = [member for member in members if member.organisation.name == organisation]
    if not chosen:
        names = ", ".join(str(member.organisation) for member in members)
        message = _("Name one of your organisations: %(names)s.") % {"names": names}
        raise ValidationError({"organisation": message})
    return chosen[0]
