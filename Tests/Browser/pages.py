"""The pages that every check of the look goes through, found by following links from the start.

A page counts once: what differs only in a number or in its query is the same page.
"""

import re

FORMS = re.compile(r"\?|#|^/sign-out|^/events|^/o/|^/c/|/raw$|/download$|\.(csv|json)$")
ALWAYS = ["/", "/campaigns", "/accounts", "/lists", "/imports", "/replies", "/positive-replies",
          "/costs", "/mailboxes", "/settings", "/members", "/webhooks", "/webhooks/new", "/api-tokens",
          "/api-tokens/new", "/v1/docs", "/audit",
          "/me", "/me/password", "/more"]


def kind(path):
    """/campaigns/12/audit is of the kind /campaigns/#/audit."""
    return re.sub(r"/(\d+|[^/]*(%40|@)[^/]*)(?=/|$)", "/#", path)


def links(page):
    """The addresses on this site that a page leads to."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    return [path for path in found if path.startswith("/") and not path.startswith("//")]


def all_pages(look, limit=120):
    """One address of each kind, as the owner finds them."""
    page = look("/")
    seen, waiting = {}, list(ALWAYS)
    while waiting and len(seen) < limit:
        path = waiting.pop(0)
        if kind(path) in seen or FORMS.search(path):
            continue
        answer = page.goto("/".join(page.url.split("/")[:3]) + path)
        if answer.status == 404 and path in ALWAYS:
            continue
        seen[kind(path)] = (path, answer.status)
        waiting.extend(links(page))
    return seen
