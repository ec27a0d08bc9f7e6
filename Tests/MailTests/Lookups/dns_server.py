"""A DNS server that does what it is told: dns_server.py PORT LOG JSON, over UDP and TCP.

JSON: {"name TYPE": {"records": [[owner, type, ttl, hex data], ...], "rcode": 0, "truncate": true,
"lose": 1, "silent": true, "stranger": true, "bytes": "hex"}}. `truncate` answers over UDP with the
flag alone; with "tcp": false nothing answers over TCP either. `lose` lets so many questions pass
unanswered; `stranger` answers with another identifier; `bytes` is said after the identifier as it is.
LOG gets a line for each question: how it came, name and type.
"""

import json
import socketserver
import struct
import sys
import threading

plan = json.loads(sys.argv[3])
TYPES = {"A": 1, "CNAME": 5, "MX": 15, "TXT": 16}
NAMES = {number: name for name, number in TYPES.items()}


def wire_name(name):
    labels = [part.encode() for part in name.split(".") if part]
    return b"".join(bytes([len(part)]) + part for part in labels) + b"\0"


def answer(question, way):
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1:at + 1 + question[at]].decode().lower())
        at += 1 + question[at]
    kind = NAMES.get(struct.unpack("!H", question[at + 1:at + 3])[0], "?")
    key = "%s %s" % (".".join(labels), kind)
    with open(sys.argv[2], "a") as log:
        log.write("%s %s\n" % (way, key))
    told = plan.get(key, {"rcode": 3})
    if told.get("silent") or (way == "tcp" and told.get("tcp") is False):
        return None
    if told.get("lose", 0) > 0:
        told["lose"] -= 1
        return None
    identifier = question[:2] if not told.get("stranger") else bytes([question[0] ^ 1, question[1]])
    if "bytes" in told:
        return identifier + bytes.fromhex(told["bytes"])
    truncated = told.get("truncate") and way == "udp"
    records = [] if truncated else told.get("records", [])
    flags = 0x8180 | told.get("rcode", 0) | (0x0200 if truncated else 0)
    reply = identifier + struct.pack("!5H", flags, 1, len(records), 0, 0) + question[12:at + 5]
    for owner, record_type, ttl, data in records:
        owner = b"\xc0\x0c" if owner == "@" else wire_name(owner)
        data = bytes.fromhex(data)
        reply += owner + struct.pack("!HHIH", TYPES[record_type], 1, int(ttl), len(data)) + data
    return reply


class Datagram(socketserver.BaseRequestHandler):
    def handle(self):
        reply = answer(self.request[0], "udp")
        if reply is not None:
            self.request[1].sendto(reply, self.client_address)


class Stream(socketserver.StreamRequestHandler):
    def handle(self):
        size = self.rfile.read(2)
        if len(size) == 2:
            reply = answer(self.rfile.read(struct.unpack("!H", size)[0]), "tcp")
            if reply is not None:
                self.wfile.write(struct.pack("!H", len(reply)) + reply)


class TCPServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


address = ("127.0.0.1", int(sys.argv[1]))
udp = socketserver.ThreadingUDPServer(address, Datagram)
threading.Thread(target=udp.serve_forever, daemon=True).start()
TCPServer(address, Stream).serve_forever()
