"""An SMTP server that does what it is told: faulty_server.py PORT LOG JSON

JSON: {"offers": [...], "replies": {"MAIL": "250 ok", ...}, "cut": N, "drip": true}. A reply may be a
list, one for each time the command comes. Replies: text (several lines by \\n), "CLOSE", "SILENT".
"MESSAGE" answers the final dot; "GREETING" the connection; "cut" closes after N bytes of a message,
first saying the reply "CUT" if there is one. LOG gets every byte that came.
"""

import json
import socket
import socketserver
import struct
import sys
import time

plan = json.loads(sys.argv[3])
offers = plan.get("offers", [])
replies = {
    "GREETING": "220 faulty.example ESMTP",
    "EHLO": "\n".join("250%s%s" % ("-" if i < len(offers) else " ", text)
                      for i, text in enumerate(["faulty.example"] + offers)),
    "MAIL": "250 2.1.0 ok", "RCPT": "250 2.1.5 ok", "DATA": "354 go ahead",
    "MESSAGE": "250 2.0.0 kept", "RSET": "250 2.0.0 forgotten", "QUIT": "221 bye",
}
replies.update(plan.get("replies", {}))


class Session(socketserver.StreamRequestHandler):
    def answer(self, name):
        reply = replies.get(name, "500 5.5.1 what?")
        if isinstance(reply, list):
            reply = reply.pop(0) if len(reply) > 1 else reply[0]
        if reply == "CLOSE":
            raise ConnectionAbortedError
        if reply == "SILENT":
            time.sleep(60)
        for line in reply.split("\n"):
            data = (line + "\r\n").encode()
            for piece in ([bytes([b]) for b in data] if plan.get("drip") else [data]):
                self.wfile.write(piece)
                self.wfile.flush()
        return reply

    def keep(self, data):
        with open(sys.argv[2], "ab") as log:
            log.write(data)

    def handle(self):
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.answer("GREETING")
            while self.command():
                pass
        except ConnectionError:
            pass

    def command(self):
        line = self.rfile.readline()
        self.keep(line)
        if not line:
            return False
        name = line[:4].decode("ascii", "replace").upper()
        reply = self.answer(name)
        if reply.startswith("421") or name == "QUIT":
            return False
        return self.message() if reply.startswith("354") else True

    def message(self):
        cut = plan.get("cut")
        if cut is not None:
            self.keep(self.rfile.read(cut))
            if "CUT" in replies:
                self.answer("CUT")
                time.sleep(0.2)
                self.request.shutdown(socket.SHUT_WR)
                return False
            reset = struct.pack("ii", 1, 0)
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            return False
        while True:
            line = self.rfile.readline()
            self.keep(line)
            if not line:
                return False
            if line == b".\r\n":
                return not self.answer("MESSAGE").startswith("421")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("127.0.0.1", int(sys.argv[1])), Session).serve_forever()
