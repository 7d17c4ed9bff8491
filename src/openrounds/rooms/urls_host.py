"""Pages for hosts, calendars, feeds and mail. `urls.py` includes them once."""

from django.urls import path

from openrounds.rooms.views import (
    calendar,
    feeds,
    hosting,
    hosting_chats,
    hosting_console,
    hosting_help,
    hosting_making,
    hosting_notices,
    hosting_people,
    hosting_publicness,
    hosting_questions,
    mailing,
)

ROOM = "rooms/<slug:slug>/"
HOST = f"{ROOM}host/"
CHAT = f"{HOST}chats/<str:chat_id>/"
QUESTION = f"{CHAT}questions/<str:question_id>/"
BOX = f"{CHAT}box/<str:sent_id>/"

urlpatterns = [
    path("host/make-a-room/", hosting_making.make_room, name="make_room"),
    path("help/hosting/", hosting_help.guide, name="help_hosting"),
    path(HOST, hosting.overview, name="host"),
    path(f"{HOST}settings/", hosting.settings, name="host_settings"),
    path(f"{HOST}end/", hosting.end, name="host_end"),
    path(f"{HOST}publicness/", hosting_publicness.publicness, name="host_publicness"),
    path(f"{HOST}publicness/narrow/", hosting_publicness.narrow_now, name="host_narrow"),
    path(f"{HOST}publicness/promise/", hosting_publicness.promise, name="host_promise"),
    path(f"{HOST}publicness/promise/<slug:level>/", hosting_publicness.sooner, name="host_sooner"),
    path(f"{HOST}publicness/widen/", hosting_publicness.widen_room, name="host_widen"),
    path(f"{HOST}publicness/gone/", hosting_publicness.gone, name="host_gone"),
    path(f"{HOST}notice/", hosting_notices.version_list, name="host_notice_versions"),
    path(f"{HOST}notice/edit/", hosting_notices.edit, name="host_notice"),
    path(
        f"{HOST}notice/acceptances.csv",
        hosting_notices.acceptances,
        {"form": "csv"},
        name="host_acceptances_csv",
    ),
    path(
        f"{HOST}notice/acceptances.json",
        hosting_notices.acceptances,
        {"form": "json"},
        name="host_acceptances_json",
    ),
    path(f"{HOST}people/", hosting_people.people, name="host_people"),
    path(f"{HOST}people/<str:member_id>/", hosting_people.role, name="host_role"),
    path(f"{HOST}invitations/", hosting_people.invitations, name="host_invitations"),
    path(
        f"{HOST}invitations/<slug:invitation>/end/",
        hosting_people.invitation_end,
        name="host_invitation_end",
    ),
    path(f"{HOST}chats/", hosting_chats.chat_list, name="host_chats"),
    path(f"{HOST}plan/", hosting_chats.plan, name="host_plan"),
    path(CHAT, hosting_chats.chat, name="host_chat"),
    path(f"{CHAT}move/", hosting_chats.move, name="host_chat_move"),
    path(f"{CHAT}cancel/", hosting_chats.cancel, name="host_chat_cancel"),
    path(f"{CHAT}hosts/", hosting_chats.hosts, name="host_chat_hosts"),
    path(f"{CHAT}notice/", hosting_notices.edit, name="host_chat_notice"),
    path(f"{CHAT}questions/", hosting_questions.add, name="host_question_add"),
    path(QUESTION, hosting_questions.change, name="host_question"),
    path(f"{QUESTION}drop/", hosting_questions.drop, name="host_question_drop"),
    path(f"{QUESTION}move/", hosting_questions.move, name="host_question_move"),
    path(f"{CHAT}box/", hosting_questions.box, name="host_box"),
    path(f"{BOX}take/", hosting_questions.take, name="host_box_take"),
    path(f"{BOX}decline/", hosting_questions.decline, name="host_box_decline"),
    path(f"{HOST}strip/", hosting_console.strip, name="strip"),
    path(f"{HOST}console/<slug:verb>/", hosting_console.console, name="console"),
    path(f"{ROOM}posts/<str:post_id>/pin/", hosting_console.pin, name="pin"),
    path(f"{ROOM}calendar/", calendar.subscribe, name="calendar_page"),
    path(f"{ROOM}calendar/end/", calendar.end_secret, name="calendar_end"),
    path(f"{ROOM}calendar.ics", calendar.room_calendar, name="calendar"),
    path(f"{ROOM}chats/<str:chat_id>.ics", calendar.chat_file, name="chat_file"),
    path("calendar/<str:key>.ics", calendar.secret_calendar, name="secret_calendar"),
    path(f"{ROOM}feed.atom", feeds.feed, {"form": "atom"}, name="atom"),
    path(f"{ROOM}feed.rss", feeds.feed, {"form": "rss"}, name="rss"),
    path("mail/stop/<str:token>/", mailing.stop, name="stop_mail"),
    path("mail/reminders/<str:reminder_id>/drop/", mailing.drop_reminder, name="reminder_drop"),
]
