from django.urls import URLPattern, URLResolver, include, path

from openrounds.project.api import api
from openrounds.project.readiness import CHECKS
from openrounds.web.api.reference import reference
from openrounds.web.health import readiness

handler400 = "openrounds.web.problem.bad_request"
handler403 = "openrounds.web.problem.permission_denied"
handler404 = "openrounds.web.problem.page_not_found"
handler429 = "openrounds.web.problem.too_many_requests"  # allauth's own limits
handler500 = "openrounds.web.problem.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("openrounds.web.urls")),
    path("accounts/", include("openrounds.accounts.urls")),
    path("log/", include("openrounds.audit.urls")),
    path("rooms/", include("openrounds.rooms.urls_records")),
    path("", include("openrounds.moderation.urls")),
    path("", include("openrounds.rooms.urls")),
    path("api/", reference(api), name="api-reference"),
    path("api/v1/", api.urls),
    path("readyz", readiness(CHECKS), name="readyz"),
]
