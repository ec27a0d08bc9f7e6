"""aiosmtpd with TLS and sign-in: secure_server.py PORT FOLDER (starttls|tls|clear) MECHANISM...

Writes its certificate to FOLDER/certificate.pem; user `ann`, password `right: password`.
"""

import asyncio
import datetime
import ipaddress
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

port, folder, kind, mechanisms = int(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4:]


def context():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1).add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256()))
    encoding = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(encoding))
    (folder / "key.pem").write_bytes(key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return made


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        b"ann", b"right: password")
    return AuthResult(success=right, handled=False)


class Keeper:
    async def handle_DATA(self, server, session, envelope):
        with open(folder / "mail", "ab") as mail:
            mail.write(envelope.content)
        return "250 2.0.0 kept"


def session():
    others = {"PLAIN", "LOGIN"} - set(mechanisms)
    return SMTP(
        Keeper(), hostname="secure.example", authenticator=authenticate, auth_required=kind != "clear",
        auth_require_tls=kind == "starttls", auth_exclude_mechanism=list(others),
        tls_context=made if kind == "starttls" else None, require_starttls=kind == "starttls")


made = context() if kind != "clear" else None


async def main():
    server = await asyncio.get_running_loop().create_server(
        session, "127.0.0.1", port, ssl=made if kind == "tls" else None)
    await server.serve_forever()


asyncio.run(main())
