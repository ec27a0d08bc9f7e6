"""A mail server that keeps each message in a file of its own:
python3 recorder.py PORT FOLDER [SECONDS [MESSAGE SILENCE]]. It greets after SECONDS. Once it has kept
so many messages it says nothing to anybody for SILENCE seconds, and then goes on.

What the recipient's local part says, it does: hard… is refused with 550 5.1.1, soft… with 451, hang…
is hung up on at RCPT, gone… is taken, and the connection cut before the answer to the message, odd… is
taken and answered with 354, and mute… is taken and never answered. It takes any sign-in; a message that
comes behind one begins with the line `X-Signed-In: USER PASSWORD`."""
import base64
import itertools
import os
import socketserver
import sys
import time

folder = sys.argv[2]
numbers = itertools.count()
late = float(sys.argv[3]) if len(sys.argv) > 3 else 0
hush_at = int(sys.argv[4]) if len(sys.argv) > 4 else None
silence = {"until": 0.0}


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        while time.monotonic() < silence["until"]:
            time.sleep(0.05)
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        time.sleep(late)
        self.say("220 recorder ESMTP")
        recipient = ""
        self.signed_in = b""
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()
            if verb.startswith("EHLO"):
                self.say("250-recorder")
                self.say("250-AUTH PLAIN")
                self.say("250 PIPELINING")
            elif verb.startswith("AUTH PLAIN"):
                shown = line.split()[2:]
                if not shown:
                    self.say("334 ")
                    shown = [self.rfile.readline().strip()]
                _, user, password = base64.b64decode(shown[0]).split(b"\0")
                self.signed_in = b"X-Signed-In: " + user + b" " + password + b"\r\n"
                self.say("235 2.7.0 welcome")
            elif verb.startswith("RCPT TO:<HARD"):
                recipient = ""
                self.say("550 5.1.1 no such user here")
            elif verb.startswith("RCPT TO:<SOFT"):
                recipient = ""
                self.say("451 4.3.0 try again later")
            elif verb.startswith("RCPT TO:<HANG"):
                return
            elif verb.startswith("RCPT"):
                recipient = verb[9:]
                self.say("250 ok")
            elif verb == "DATA":
                if not recipient:
                    self.say("503 no recipient")
                    continue
                self.say("354 go on")
                if not self.take(recipient):
                    return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self, recipient):
        lines, began = [], None
        while (line := self.rfile.readline()) != b".\r\n":
            began = began or time.time()
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        number = next(numbers)
        name = os.path.join(folder, f"{number:06}.eml")
        # The file is as old as the first byte of its message.
        with open(name + ".part", "wb") as file:
            file.write(self.signed_in + b"".join(lines))
        os.utime(name + ".part", (began, began))
        os.rename(name + ".part", name)
        if number + 1 == hush_at:
            silence["until"] = time.monotonic() + float(sys.argv[5])
        if recipient.startswith("GONE"):
            return False
        if recipient.startswith("MUTE"):
            time.sleep(600)
        self.say("354 go on" if recipient.startswith("ODD") else "250 2.0.0 taken")
        return True


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


Server(("127.0.0.1", int(sys.argv[1])), Session).serve_forever()
