"""Everything about accounts: our own pages, and those of allauth that we use."""

from allauth.mfa.base import views as mfa_views
from allauth.urls import build_provider_urlpatterns
from django.urls import include, path
from django.views.generic import RedirectView

from openrounds.accounts.views import keys, leaving, people, profile, security

own = [
    path("", RedirectView.as_view(pattern_name="accounts:profile"), name="home"),
    path("profile/", profile.profile, name="profile"),
    path("mail/", profile.mail, name="mail"),
    path("security/", security.security, name="security"),
    path("security/end/<int:session_id>/", security.end_session, name="end_session"),
    path("security/end-others/", security.end_other_sessions, name="end_other_sessions"),
    path("keys/", keys.keys, name="keys"),
    path("keys/<int:token_id>/end/", keys.end_key, name="end_key"),
    path("link/<str:key>/", keys.link, name="link"),
    path("data/", leaving.data, name="data"),
    path("data/export/", leaving.export, name="export"),
    path("leave/", leaving.leave, name="leave"),
    path("gone/", leaving.gone, name="gone"),
    path("people/", people.index, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<str:ref>/", people.somebody, name="somebody"),
    path("people/<str:ref>/grant/", people.grant, name="grant"),
    path("people/<str:ref>/revoke/<str:role>/", people.revoke, name="revoke"),
    path("people/<str:ref>/shut/", people.shut, name="shut"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("", include("allauth.account.urls")),
    # Where allauth comes back to after a change; the overview itself is our security page.
    path("2fa/", RedirectView.as_view(pattern_name="accounts:security"), name="mfa_index"),
    path("2fa/authenticate/", mfa_views.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/", include("allauth.mfa.totp.urls")),
    path("2fa/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("2fa/passkeys/", include("allauth.mfa.webauthn.urls")),
    path("provider/", include("allauth.socialaccount.urls")),
    path("", include(build_provider_urlpatterns())),
]
