from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("help/", views.help_switch, name="help-switch"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("members/", views.members, name="members"),
    path("password/", views.OtherPassword.as_view(), name="password-change"),
    path("password/<uidb64>/<token>/", views.NewPassword.as_view(), name="password-set"),
    path("organisations/", views.organisations, name="organisations"),
]
