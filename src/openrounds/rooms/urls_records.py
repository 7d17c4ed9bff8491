"""Where transcripts and numbers are."""

from django.urls import path, re_path

from openrounds.rooms.views import records

app_name = "records"

urlpatterns = [
    path("bring-in/", records.bring_in, name="bring_in"),
    path("<slug:slug>/chats/<str:chat_id>/transcript/", records.transcript, name="transcript"),
    re_path(
        r"^(?P<slug>[-\w]+)/chats/(?P<chat_id>[-\w]+)/transcript\.(?P<form>csv|json|pdf)$",
        records.transcript_file,
        name="transcript_file",
    ),
    path("<slug:slug>/chats/<str:chat_id>/statistics/", records.statistics, name="statistics"),
]
