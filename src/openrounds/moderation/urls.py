from django.urls import path

from openrounds.moderation import views

app_name = "moderation"

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/decided/", views.decided, name="decided"),
    path("desk/cases/<str:case_id>/decide/", views.decide, name="decide"),
    path("desk/cases/<str:case_id>/skip/", views.skip, name="skip"),
    path("desk/decisions/<str:decision_id>/undo/", views.undo, name="undo"),
    path("desk/people/<slug:slug>/<str:member_id>/", views.person, name="person"),
    path("desk/people/<slug:slug>/<str:member_id>/restrain/", views.restrain, name="restrain"),
    path("report/<slug:slug>/<str:post_id>/", views.report, name="report"),
    path("answers/", views.answers, name="answers"),
    path("answers/<str:decision_id>/", views.answer, name="answer"),
]
