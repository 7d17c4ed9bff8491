from django.urls import path

from openrounds.web import health, metrics, views

app_name = "web"
urlpatterns = [
    path("display/", views.choose_display, name="display"),
    path("sw.js", views.service_worker, name="service-worker"),
    path("offline/", views.offline, name="offline"),
    path("style/", views.gallery, name="gallery"),
    path("style/chat/", views.gallery_chat, name="gallery-chat"),
    path("healthz", health.alive, name="healthz"),
    path("metrics", metrics.exposition, name="metrics"),
]
