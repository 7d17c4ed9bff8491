from django.urls import include, path

from openrounds.rooms.views import (
    chats,
    compose,
    door,
    drafts,
    help,  # noqa: A004 - the page's own word
    home,
    notice,
    people,
    posts,
    room,
)

app_name = "rooms"

urlpatterns = [
    path("", home.home, name="home"),
    path("rooms/", home.room_list, name="rooms"),
    path("rooms/<slug:slug>/", room.room, name="room"),
    path("rooms/<slug:slug>/search/", room.search, name="search"),
    path("rooms/<slug:slug>/door/", door.door, name="door"),
    path("rooms/<slug:slug>/notice/", notice.notice, name="notice"),
    path("rooms/<slug:slug>/notice/accept/", notice.accept, name="notice_accept"),
    path("rooms/<slug:slug>/notice/take-back/", notice.take_back, name="notice_take_back"),
    path(
        "rooms/<slug:slug>/notice/mine.json",
        notice.acceptances,
        {"form": "json"},
        name="notice_json",
    ),
    path(
        "rooms/<slug:slug>/notice/mine.csv", notice.acceptances, {"form": "csv"}, name="notice_csv"
    ),
    path("rooms/<slug:slug>/posts/", compose.posts, name="posts"),
    path("rooms/<slug:slug>/check/", compose.check, name="check"),
    path("rooms/<slug:slug>/posts/<str:post_id>/", posts.post, name="post"),
    path("rooms/<slug:slug>/posts/<str:post_id>/edit/", posts.edit, name="post_edit"),
    path("rooms/<slug:slug>/posts/<str:post_id>/withdraw/", posts.withdraw, name="post_withdraw"),
    path("rooms/<slug:slug>/posts/<str:post_id>/react/", posts.reaction, name="post_react"),
    path("rooms/<slug:slug>/people/", people.people, name="people"),
    path("rooms/<slug:slug>/people/<str:member_id>/", people.member, name="member"),
    path("rooms/<slug:slug>/people/<str:member_id>/meet/", people.meet, name="meet"),
    path("rooms/<slug:slug>/you/", people.you, name="you"),
    path("rooms/<slug:slug>/you/name/", people.rename, name="rename"),
    path("rooms/<slug:slug>/you/digest/", people.digest, name="digest"),
    path("rooms/<slug:slug>/you/leave/", people.leave, name="leave"),
    path("rooms/<slug:slug>/chats/", chats.chats, name="chats"),
    path("rooms/<slug:slug>/chats/<str:chat_id>/", chats.chat, name="chat"),
    path("rooms/<slug:slug>/chats/<str:chat_id>/catch-up/", chats.catch_up, name="catch_up"),
    path("rooms/<slug:slug>/chats/<str:chat_id>/box/", chats.box, name="box"),
    path("rooms/<slug:slug>/chats/<str:chat_id>/reminder/", chats.reminder, name="reminder"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<str:draft_id>/forget/", drafts.forget, name="draft_forget"),
    path("help/", help.help_start, name="help"),
    path("help/chats/", help.help_chats, name="help_chats"),
    path("help/guard/", help.help_guard, name="help_guard"),
    path("help/publicness/", help.help_publicness, name="help_publicness"),
    path("", include("openrounds.rooms.urls_host")),
]
