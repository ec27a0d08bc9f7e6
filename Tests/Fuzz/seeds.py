"""Writes the inputs that a fuzzer begins with: seeds.py http|message|csv DATA FOLDER."""

import base64
import glob
import json
import os
import sys

target, data, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)


def files(*patterns, largest=12_000):
    """The contents of the files of the data sets, those that are small enough to be mutated."""
    for pattern in patterns:
        for path in sorted(glob.glob(f"{data}/{pattern}", recursive=True)):
            if os.path.isfile(path) and os.path.getsize(path) <= largest:
                with open(path, "rb") as file:
                    yield file.read()


def http():
    yield b"\x00\x80GET /a?b=c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    yield b"\x01\x805;a=b\r\nhello\r\n0\r\nA: b\r\n\r\n"
    yield b"\x03\x00a=b&c=%20"
    yield (b'\x02\x80--b\r\nContent-Disposition: form-data; name="a"; filename="c"\r\n\r\nd\r\n'
           b"--b--\r\n")
    yield b"\x04\x00Sun, 06 Nov 1994 08:49:37 GMT"
    yield b"\x05\x00a=b; __Host-auth_token=c"
    yield b"\x06\x00[2001:db8::1]:80"
    yield b"\x06\x00Overture.example.:443"
    yield b"\x07\x00gzip;q=0.5, *;q=0"
    yield b"\x08\x00[2001:db8::1]:80, unknown, 1.2.3.4:5"
    yield b'\x08\x00multipart/form-data; boundary="b"'
    yield (b'\x09\x8037;a=b\r\n--b\r\nContent-Disposition: form-data; name="t"\r\n\r\nd\r\n--b--\r\n'
           b"\r\n0\r\n\r\n")
    cases = f"{data}/http_requests/cases.jsonl"
    if os.path.exists(cases):
        for line in open(cases):
            request = base64.b64decode(json.loads(line)["bytes_b64"])
            yield b"\x00\x80" + request
            body = request.partition(b"\r\n\r\n")[2]
            if body:
                yield b"\x01\x80" + body


def message():
    yield (b"\x01From: Ann <ann@a.example>\r\nSubject: Re: =?utf-8?q?caf=C3=A9?=\r\n"
           b"Date: Tue, 3 Mar 2026 10:00:00 +0100\r\nContent-Type: text/plain\r\n\r\n"
           b"Yes.\r\n\r\nOn Mon, Ben wrote:\r\n> Hello\r\n-- \r\nAnn\r\n")
    yield (b'\x01Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
           b"--b\r\n\r\nsorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
           b"Reporting-MTA: dns; a.example\r\n\r\nFinal-Recipient: rfc822; b@b.example\r\n"
           b"Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n"
           b"\r\n--b--\r\n")
    yield b"\x01Content-Type: text/html\r\n\r\n<p>Yes<style>x</style><a href=\"&#x41;\">b</a><!-- c"
    yield b"\x00Yes.\n\nVon: Ann\nGesendet: heute\nAn: Ben\nBetreff: x\n"
    for raw in files("mime_*/**/*.eml", "mime_*/**/*.txt", "mime_*/**/*.msg",
                     "bounce_classic/emails/*", "bounce_sisimai/**/*.eml", "field_cases/*/*.eml"):
        yield b"\x01" + raw
    for raw in files("replies_*/**/*.txt", "reply_text/**/*.txt", "field_cases/*/*.txt"):
        yield b"\x00" + raw


def csv():
    table = "Email,Name\nann@a.example,\"Ann \"\"A\"\"\"\r\n\rben@b.example,Ben\n"
    for encoding in ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1"]:
        yield b"\x00\x80" + table.encode(encoding)
        yield b"\x01\x40" + table.replace(",", ";").encode(encoding)
    yield b"\x00\x80sep=;\nEmail;Name\nann@a.example;\"A\nnn\"\n"
    for raw in files("csv_*/**/*.csv", "field_cases/csv-*/*", "field_cases/header-*/*"):
        yield b"\x00\x80" + raw
        yield b"\x01\x80" + raw


for number, seed in enumerate({"http": http, "message": message, "csv": csv}[target]()):
    with open(f"{folder}/{number}", "wb") as file:
        file.write(seed)
