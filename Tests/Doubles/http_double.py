"""A server that answers as its script says, faults included, and keeps every request.

http_double.py SCRIPT LOG [--contract FILE] [--prefix PATH] [--tls FOLDER] [--proxy]

Listens on a free port of 127.0.0.1 and prints the port as its first line.

SCRIPT is a JSON object: a path (without the query), or "*" for every other one, and a list of answers.
The first request gets the first answer, and so on; the last answer repeats. An answer:

  status, reason   200
  headers          [[name, value], …]
  body             text; or body64, bytes in Base64
  delay            seconds before the answer, after the request was read (and executed)
  slow             seconds between the head and each 1,000 bytes of the body
  cut              "unread": the connection ends before the request is read (in "*" only)
                   "before": after the request, without an answer: it may have been executed
                   "head", "body": in the middle of the head, of the body
  chunked          the body is sent in chunks
  length           Content-Length, in place of the right one
  gzip             the body is compressed
  bomb             so many bytes of zeros, compressed
  raw              bytes that are sent in place of an answer (Latin-1)
  early            answers (1xx) sent before this one: [[status, [[name, value], …]], …]
  close            the connection ends after the answer

With --contract each request is checked against a published description (see contract.py), whose paths
begin below PATH. One that does not fit is answered 400 with the reasons in place of its answer.

With --tls the server makes a certificate for 127.0.0.1, FOLDER/certificate.pem. With --proxy it
connects where CONNECT asks, and answers absolute addresses by their path.

LOG gets a line of JSON for each request: connection (from 1), method, target, path, query, headers,
body64, faults (what does not fit the contract).
"""

import argparse
import base64
import gzip
import json
import pathlib
import socket
import struct
import threading
import time
import urllib.parse


class Script:
    def __init__(self, text):
        self.answers = json.loads(text)
        self.lock = threading.Lock()

    def next(self, path):
        with self.lock:
            answers = self.answers.get(path, self.answers.get("*"))
            if not answers:
                return {"status": 404, "body": "not in the script"}
            return answers.pop(0) if len(answers) > 1 else answers[0]

    def takes_unread(self):
        """Whether the next connection ends before anything is read from it: of "*" only."""
        with self.lock:
            answers = self.answers.get("*", [])
            is_unread = bool(answers) and answers[0].get("cut") == "unread"
            if is_unread and len(answers) > 1:
                answers.pop(0)
            return is_unread


class Log:
    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8", buffering=1)
        self.lock = threading.Lock()

    def write(self, entry):
        with self.lock:
            self.file.write(json.dumps(entry) + "\n")


class Cut(Exception):
    pass


def read_request(reader):
    """(method, target, headers, body), or None when the other side has gone."""
    line = reader.readline(65536)
    if not line.strip():
        return None
    method, target, _ = line.decode("latin-1").split(" ", 2)
    headers = []
    while (line := reader.readline(65536)) not in (b"\r\n", b""):
        name, value = line.decode("latin-1").split(":", 1)
        headers.append([name, value.strip()])
    known = {name.lower(): value for name, value in headers}
    if known.get("transfer-encoding", "").lower() == "chunked":
        body = b""
        while size := int(reader.readline().split(b";")[0], 16):
            body += exactly(reader, size)
            reader.readline()
        reader.readline()
    else:
        body = exactly(reader, int(known.get("content-length", 0)))
    return method, target, headers, body


def exactly(reader, count):
    """So many bytes: a reader without a buffer may give fewer."""
    body = b""
    while len(body) < count and (piece := reader.read(count - len(body))):
        body += piece
    return body


def content(answer):
    if "bomb" in answer:
        return gzip.compress(bytes(answer["bomb"]))
    body = base64.b64decode(answer["body64"]) if "body64" in answer else answer.get("body", "").encode()
    return gzip.compress(body) if answer.get("gzip") else body


def head(status, reason, headers):
    lines = [f"HTTP/1.1 {status} {reason}"] + [f"{name}: {value}" for name, value in headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def send(sock, answer, method):
    """Sends one answer; raises Cut where the connection is to end."""
    time.sleep(answer.get("delay", 0))
    cut = answer.get("cut")
    if cut == "before":
        raise Cut
    for status, headers in answer.get("early", []):
        sock.sendall(head(status, "Early", headers))
    if "raw" in answer:
        sock.sendall(answer["raw"].encode("latin-1"))
        raise Cut
    body = content(answer)
    headers = [list(header) for header in answer.get("headers", [])]
    if answer.get("gzip") or "bomb" in answer:
        headers.append(["Content-Encoding", "gzip"])
    status = answer.get("status", 200)
    has_body = status >= 200 and status not in (204, 304) and method != "HEAD"
    if answer.get("chunked"):
        headers.append(["Transfer-Encoding", "chunked"])
    elif status not in (204, 304):
        headers.append(["Content-Length", str(answer.get("length", len(body)))])
    if answer.get("close"):
        headers.append(["Connection", "close"])
    first = head(status, answer.get("reason", "Scripted"), headers)
    if cut == "head":
        sock.sendall(first[: len(first) // 2])
        raise Cut
    sock.sendall(first)
    if not has_body:
        return
    if cut == "body":
        sock.sendall(body[: len(body) // 2])
        raise Cut
    for start in range(0, len(body), 1000) if "slow" in answer else [0]:
        piece = body[start:start + 1000] if "slow" in answer else body
        time.sleep(answer.get("slow", 0))
        if answer.get("chunked") and piece:
            piece = b"%x\r\n%b\r\n" % (len(piece), piece)
        sock.sendall(piece)
    if answer.get("chunked"):
        sock.sendall(b"0\r\n\r\n")


def tunnel(sock, target):
    host, port = target.rsplit(":", 1)
    with socket.create_connection((host.strip("[]"), int(port))) as far:
        sock.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        back = threading.Thread(target=copy, args=(far, sock), daemon=True)
        back.start()
        copy(sock, far)
        back.join()


def copy(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # The other side has gone: the tunnel is over.


def reset(sock):
    """What the other side has sent, or sends next, is answered by a reset."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def end(sock):
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # The other side was first.
    sock.close()


class Double:
    def __init__(self, arguments):
        self.script = Script(pathlib.Path(arguments.script).read_text(encoding="utf-8"))
        self.log = Log(arguments.log)
        self.proxy = arguments.proxy
        self.contract = None
        if arguments.contract:
            from contract import Contract

            self.contract = Contract(arguments.contract, arguments.prefix)

    def serve(self, sock, number):
        try:
            # Read through a buffer of our own: what a tunnel carries must not be read ahead.
            reader = sock.makefile("rb", buffering=0) if self.proxy else sock.makefile("rb")
            if self.script.takes_unread():
                reset(sock)
                return
            while request := read_request(reader):
                method, target, headers, body = request
                url = urllib.parse.urlsplit(target)
                faults = []
                if self.contract:
                    faults = self.contract.faults(method, url.path, url.query, headers, body)
                self.log.write({
                    "connection": number, "method": method, "target": target, "path": url.path,
                    "query": url.query, "headers": headers, "faults": faults,
                    "body64": base64.b64encode(body).decode()})
                if method == "CONNECT" and self.proxy:
                    tunnel(sock, target)
                    return
                answer = self.script.next(url.path)
                if faults:
                    answer = {"status": 400, "body": "\n".join(faults)}
                send(sock, answer, method)
                if answer.get("close"):
                    return
        except (Cut, OSError):
            pass  # As the script says, or because the client gave up, as many tests want it to.
        finally:
            end(sock)


def certificate(folder):
    import datetime
    import ipaddress
    import ssl

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1).add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256()))
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("script")
    parser.add_argument("log")
    parser.add_argument("--contract")
    parser.add_argument("--prefix", default="")
    parser.add_argument("--tls", type=pathlib.Path)
    parser.add_argument("--proxy", action="store_true")
    arguments = parser.parse_args()
    double = Double(arguments)
    context = certificate(arguments.tls) if arguments.tls else None
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    number = 0
    while True:
        sock, _ = listener.accept()
        number += 1
        threading.Thread(
            target=serve, args=(double, sock, number, context), daemon=True).start()


def serve(double, sock, number, context):
    if context:
        try:
            sock = context.wrap_socket(sock, server_side=True)
        except OSError:
            sock.close()  # A client that does not trust the certificate.
            return
    double.serve(sock, number)


if __name__ == "__main__":
    main()
