"""Reads messages as lines of JSON and says what other people's programs find wrong with them.

Each line: {"raw": base64, "subject", "from_name", "from", "to_name", "to", "text", "html", "dns"}.
Prints one line of JSON a message: a list of complaints.
"""

import base64
import email
import email.header
import email.policy
import email.utils
import json
import re
import sys


def same_text(got, wanted):
    return got.replace("\r\n", "\n") == re.sub("\r\n|\r", "\n", wanted)


def complaints(case):
    raw = base64.b64decode(case["raw"])
    found = []
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        found.append("a bare line end")
    if max(raw) > 127:
        found.append("not ASCII")
    lines = raw.split(b"\r\n")
    if max(map(len, lines)) > 998:
        found.append("a line longer than 998")
    head = raw.split(b"\r\n\r\n")[0].split(b"\r\n")
    body = raw.split(b"\r\n\r\n", 1)[1].split(b"\r\n")
    found += ["encoded-word line too long: %r" % l for l in head if b"=?" in l and len(l) > 76]
    words = [w for l in head for w in re.findall(rb"=\?[^?]+\?[^?]\?[^?]*\?=", l)]
    found += ["encoded-word too long: %r" % w for w in words if len(w) > 75]
    found += ["blank folded line" for l in head if not l.strip()]
    if max(map(len, body)) > 76 + 8:
        found.append("a long body line")
    if any(l.startswith((b".", b"From ")) for l in body):
        found.append("a line that relays mangle")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        found += ["defect %r" % d for d in part.defects]
        for name, value in part.items():
            found += ["%s: defect %r" % (name, d) for d in getattr(value, "defects", ())]
    names = [n.lower() for n in message.keys()]
    found += ["twice: " + n for n in set(names) if names.count(n) > 1]
    if str(message["subject"]) != case["subject"]:
        found.append("subject %r" % str(message["subject"]))
    for field in ("from", "to"):
        address = message[field].addresses[0]
        # Not display_name: some Pythons leave the space between two encoded-words in it.
        name = display_name(raw, field)
        if name != case[field + "_name"]:
            found.append("%s name %r" % (field, name))
        if address.addr_spec != case[field]:
            found.append("%s %r" % (field, address.addr_spec))
    email.utils.parsedate_to_datetime(message["date"])
    kinds = {"plain": case["text"], "html": case.get("html")}
    for kind, wanted in kinds.items():
        if wanted is None:
            continue
        part = message.get_body(preferencelist=(kind,))
        # The line end before the boundary is the boundary's.
        got = part.get_payload(decode=True).decode()
        if not message.is_multipart():
            got = got[:-2] if got.endswith("\r\n") else got
        if not same_text(got, wanted):
            found.append("%s %r instead of %r" % (kind, got, wanted))
    if case.get("dns"):
        found += dkim_complaints(raw, case["dns"])
    return found


def display_name(raw, field):
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    quoted, _ = email.utils.parseaddr(re.sub("\r\n", "", message[field]))
    return str(email.header.make_header(email.header.decode_header(quoted)))


def dkim_complaints(raw, dns):
    try:
        import dkim
    except ImportError:
        return ["dkimpy is missing: Tests/requirements.txt"]
    zone = {name.encode(): text.encode() for name, text in dns.items()}

    def look(name, timeout=5):
        return zone.get(name if isinstance(name, bytes) else name.encode(), b"")

    def verified(data):
        try:
            return dkim.DKIM(data).verify(dnsfunc=look)
        except dkim.DKIMException:
            return False

    found = []
    if not verified(raw):
        found.append("DKIM does not verify")
    changed = raw[:-20] + bytes([raw[-20] ^ 1]) + raw[-19:]
    if verified(changed):
        found.append("DKIM verifies a changed body")
    if verified(b"From: other@example.com\r\n" + raw):
        found.append("DKIM verifies an added From")
    stripped = re.sub(rb"(?im)^list-unsubscribe-post:.*\r\n", b"", raw)
    if stripped != raw and verified(stripped):
        found.append("DKIM does not cover List-Unsubscribe-Post")
    return found


for line in sys.stdin:
    try:
        result = complaints(json.loads(line))
    except Exception as error:  # a program that fails on our message is a complaint, too
        result = ["%s: %s" % (type(error).__name__, error)]
    print(json.dumps(result), flush=True)
