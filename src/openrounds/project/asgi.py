"""What the server runs: Django's pages on a few long-lived threads."""

from a2wsgi import WSGIMiddleware

from openrounds.project.settings import CONFIG
from openrounds.project.wsgi import application as pages

# Django's annotation is narrower than WSGI's: the answer is an iterable of bytes all the same.
application = WSGIMiddleware(pages, workers=CONFIG.threads)  # type: ignore[arg-type]
