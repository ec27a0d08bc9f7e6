"""An HTTP receiver of webhooks that verifies each request with PyPI standardwebhooks.

Arguments: the file with the secret, and the statuses to answer with, in turn; the last one stays. Prints its port,
and then one line of JSON for each request: {"verified", "id", "type", "data", "contentType"}.
"""

import json
import pathlib
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks.webhooks import Webhook

secret, statuses = sys.argv[1], [int(status) for status in sys.argv[2:]]


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        try:
            event = Webhook(pathlib.Path(secret).read_text()).verify(body, dict(self.headers.items()))
            verified = True
        except Exception as error:  # The test shows what was wrong.
            event, verified = {"type": repr(error), "data": {}}, False
        status = statuses[0] if len(statuses) == 1 else statuses.pop(0)
        self.send_response(status)
        if status in (301, 302, 307, 308):
            self.send_header("Location", "/elsewhere")
        text = b"x" * 10_000 if status == 200 else b"no"
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
        print(json.dumps({
            "verified": verified, "id": self.headers["webhook-id"], "type": event["type"],
            "data": event["data"], "contentType": self.headers["Content-Type"], "path": self.path,
        }), flush=True)

    def log_message(self, *words):
        pass


server = HTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
