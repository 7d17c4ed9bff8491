"""What a browser may load and run on our pages: our own files, and nothing else."""

from collections.abc import Sequence

Directives = dict[str, Sequence[str] | bool]


def content_security_policy(
    *, form_targets: Sequence[str] = (), is_https: bool
) -> dict[str, Directives]:
    """The policy in django-csp's form. `form_targets`: origins that a sign-in form may lead to.

    No inline script, no inline style, no foreign host; a string can never become script, because
    Trusted Types lets only the policy `openrounds` make one (static/web/page.js has it).
    """
    directives: Directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'", *form_targets],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["openrounds"],
        "upgrade-insecure-requests": is_https,
    }
    return {"DIRECTIVES": directives}
