"""Stands before a PostgreSQL as a pooler does that drops, or refuses, a connection's options."""

import pathlib
import socket
import struct
import subprocess
import threading

PROTOCOL = 196608


def server_socket(server):
    """The path of the server's socket, as the server says itself."""
    def ask(setting):
        return subprocess.run(["psql", "-qXAt", server, "-c", f"SHOW {setting}"], check=True,
                              capture_output=True, text=True).stdout.strip()
    folder = ask("unix_socket_directories").split(",")[0]
    return str(pathlib.Path(folder) / f".s.PGSQL.{ask('port')}")


class Pooler:
    def __init__(self, server, refuses=False):
        self.target = server_socket(server)
        self.refuses = refuses
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        while True:
            size, code = struct.unpack("!II", client.recv(8, socket.MSG_WAITALL))
            rest = client.recv(size - 8, socket.MSG_WAITALL)
            if code == PROTOCOL:
                break
            client.sendall(b"N")  # Neither TLS nor GSSAPI.
        words = rest.rstrip(b"\0").split(b"\0")
        pairs = dict(zip(words[::2], words[1::2]))
        if pairs.pop(b"options", None) is not None and self.refuses:
            text = b"SFATAL\0C08P01\0Munsupported startup parameter: options\0\0"
            client.sendall(b"E" + struct.pack("!I", len(text) + 4) + text)
            client.close()
            return
        body = b"".join(key + b"\0" + value + b"\0" for key, value in pairs.items()) + b"\0"
        upstream = socket.socket(socket.AF_UNIX)
        upstream.connect(self.target)
        upstream.sendall(struct.pack("!II", len(body) + 8, PROTOCOL) + body)
        threading.Thread(target=self.pass_on, args=(upstream, client), daemon=True).start()
        self.pass_on(client, upstream)

    @staticmethod
    def pass_on(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for one in (source, sink):
            one.close()

    def close(self):
        self.listener.close()
