"""A mail server for the crash tests. It keeps what it took, in its own words, and can be slow, silent or
rude: what the program promises is judged by this, and not by what the database says.

    receiver.py PORT FOLDER [--greeting A,B] [--recipient A,B] [--final A,B] [--slow SHARE,A,B]
                [--hang-up SHARE]

Each message that came in whole is a line of FOLDER/kept.jsonl. While FOLDER/silent is there, it reads and
answers nothing."""
import argparse
import asyncio
import email
import email.policy
import json
import os
import random
import re
import time


def interval(text):
    return [float(part) for part in text.split(",")]


parser = argparse.ArgumentParser()
parser.add_argument("port", type=int)
parser.add_argument("folder")
parser.add_argument("--greeting", type=interval, default=[0, 0], help="seconds until it greets")
parser.add_argument("--recipient", type=interval, default=[0, 0], help="until it answers RCPT")
parser.add_argument("--final", type=interval, default=[0, 0], help="until it answers the final dot")
parser.add_argument("--slow", type=interval, default=[0, 0, 0],
                    help="which share of the final dots is answered later, and how much")
parser.add_argument("--hang-up", type=float, default=0,
                    help="which share of the messages is kept and never answered")
options = parser.parse_args()
kept = open(os.path.join(options.folder, "kept.jsonl"), "a", buffering=1)
silent = os.path.join(options.folder, "silent")


async def pause(least, most):
    if most > 0:
        await asyncio.sleep(random.uniform(least, most))


class Session:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def say(self, text):
        while os.path.exists(silent):
            await asyncio.sleep(0.05)
        self.writer.write(text.encode() + b"\r\n")
        await self.writer.drain()

    async def run(self):
        await pause(*options.greeting)
        await self.say("220 receiver ESMTP")
        sender = recipient = ""
        while line := await self.reader.readline():
            word = line[:4].upper()
            if word == b"EHLO":
                await self.say("250-receiver\r\n250-PIPELINING\r\n250 8BITMIME")
            elif word == b"MAIL":
                sender = address(line)
                await self.say("250 2.1.0 ok")
            elif word == b"RCPT":
                await pause(*options.recipient)
                recipient = address(line)
                await self.say("250 2.1.5 ok")
            elif word == b"DATA":
                await self.say("354 go on")
                if not await self.message(sender, recipient):
                    return
            elif word == b"QUIT":
                return await self.say("221 2.0.0 bye")
            else:
                await self.say("250 2.0.0 ok")

    async def message(self, sender, recipient):
        """Takes one message; False: the connection is over."""
        text, began = b"", None
        while not text.endswith(b"\r\n.\r\n"):
            part = await self.reader.read(65536)
            began = began or time.monotonic()
            if not part:
                return False
            text += part
        note = {"to": recipient, "from": sender, "began": began, "at": time.monotonic()}
        kept.write(json.dumps(note | read(text)) + "\n")
        if random.random() < options.hang_up:
            return False
        if random.random() < options.slow[0]:
            await pause(*options.slow[1:])
        else:
            await pause(*options.final)
        await self.say("250 2.0.0 kept")
        return True


def address(line):
    return re.search(rb"<([^>]*)>", line).group(1).decode()


def read(text):
    message = email.message_from_bytes(text, policy=email.policy.default)
    plain = message.get_body(("plain",))
    mark = re.search(r"mark-(\w+)", plain.get_content() if plain else "")
    return {"mark": mark.group(1) if mark else "", "id": (message["Message-ID"] or "").strip("<>")}


async def serve(reader, writer):
    try:
        await Session(reader, writer).run()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", options.port, backlog=200)
    async with server:
        await server.serve_forever()


asyncio.run(main())
