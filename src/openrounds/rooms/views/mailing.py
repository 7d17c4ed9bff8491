"""Mail about rooms: stopping it from the mail itself, and choosing it in one's account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from openrounds.accounts.access import access_person
from openrounds.rooms.access import access_reminder
from openrounds.rooms.actions.door import stop_digest
from openrounds.rooms.actions.timekeeping import stop_reminders
from openrounds.rooms.queries.mail import membership_of_digest, reminder_and_later
from openrounds.rooms.stopping import MailKind, Stop, stop_from


# The mail program presses for its reader (RFC 8058): no cookie, no token of ours. The address is
# signed, and all that it can do is to stop a mail.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail. A look alone changes nothing: programs look at links."""
    wanted = stop_from(token)
    if request.method == "POST":
        _stop(wanted)
    context = {"is_stopped": request.method == "POST", "kind": wanted.kind.value}
    return render(request, "rooms/mail_stop.html", context)


def _stop(wanted: Stop) -> None:
    if wanted.kind == MailKind.REMINDER:
        stop_reminders(reminder_and_later(wanted.ref))
        return
    membership = membership_of_digest(wanted.ref)
    if membership is not None:
        stop_digest(membership)


@require_POST
def drop_reminder(request: HttpRequest, reminder_id: str) -> HttpResponse:
    """Stop one's reminders of a chat, from the page of one's account."""
    reminder = access_reminder(access_person(request.user), reminder_id)
    stop_reminders(reminder_and_later(reminder.public_id))
    messages.success(request, _("You get no mail about this chat."))
    return redirect("accounts:mail")
