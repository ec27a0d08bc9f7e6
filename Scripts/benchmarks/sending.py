"""Measures the sender, and prints rows for docs/benchmarks.md: see sending."""
import base64, glob, os, secrets, signal, socket, subprocess, sys, tempfile, time

# Autovacuum would look at the tables in the middle of the one transaction, see no row that is committed,
# and have the checks of foreign keys planned for none: see imports.py.
FILLED = ["accounts", "contacts", "campaign_accounts", "enrollments", "deliveries"]
FIXTURE = "".join(f"ALTER TABLE {table} SET (autovacuum_enabled = false);" for table in FILLED) + """
BEGIN;
INSERT INTO workspaces (name) VALUES ('Bench');
SELECT set_config('overture.workspace', '1', true);
INSERT INTO products (name) VALUES ('Widget');
INSERT INTO campaigns (product_id, name, slug, status) VALUES (1, 'Bench', 'bench', 'draft');
INSERT INTO mailboxes (email, display_name, smtp_host, smtp_port, smtp_security, daily_limit,
    dkim_domain, dkim_selector, dkim_private_key)
  SELECT 'sender' || n || '@bench.example', 'Ines Varga', '127.0.0.1', {port}, 'none', 1000000,
    'bench.example', 'r1', '\\x{key}' FROM generate_series(1, 20) n;
INSERT INTO campaign_mailboxes (campaign_id, mailbox_id) SELECT 1, id FROM mailboxes;
INSERT INTO steps (campaign_id, position, subjects, body) VALUES (1, 0,
  ARRAY['{{{{FIRST_NAME}}}}, a question about {{{{COMPANY}}}}', 'Saw {{{{COMPANY}}}}'],
  '<p>Hi {{{{FIRST_NAME | "there"}}}},</p><p>{{I noticed|I saw}} your work at {{{{COMPANY}}}}. We have '
  || 'built <a href="https://example.com/cold">a meter for cold stores</a> that tells where the '
  || 'power goes, chamber by chamber, and what a door left open costs.</p><p>Would next week suit '
  || 'you for {{a quarter of an hour|a short call}}?</p><p>Best wishes,<br>Ines</p>');
{rates}
INSERT INTO accounts (name, match_key) SELECT 'Firm ' || n, 'n:firm' || n
  FROM generate_series(1, {leads}) n;
INSERT INTO contacts (account_id, email, first_name, last_name)
  SELECT id, 'lead' || id || '@firm' || id % 1000 || '.example', 'Ada', 'Lovelace' FROM accounts;
INSERT INTO campaign_accounts (campaign_id, account_id) SELECT 1, id FROM accounts;
INSERT INTO enrollments (campaign_id, account_id, contact_id, rotation)
  SELECT 1, account_id, id, id FROM contacts;
INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
  SELECT 1, id, 0, now() FROM enrollments;
COMMIT;
VACUUM ANALYZE;
CHECKPOINT;
""" + "".join(f"ALTER TABLE {table} RESET (autovacuum_enabled);" for table in FILLED)


RAISED = "INSERT INTO domain_rates (family, per_second) SELECT family, 1000000 FROM domain_families;"


def openssl(*arguments, data):
    return subprocess.run(["openssl", *arguments], input=data, check=True,
                          capture_output=True).stdout


def sealed(secret, key):
    """AES-GCM as the program does it: nonce, text, tag. The field's arithmetic is ours, AES is not."""
    def block(data):
        return openssl("enc", "-aes-256-ecb", "-nopad", "-K", key.hex(), data=data)

    nonce = secrets.token_bytes(12)
    text = openssl("enc", "-aes-256-ctr", "-K", key.hex(), "-iv", (nonce + b"\0\0\0\2").hex(),
                   data=secret)
    h, y = int.from_bytes(block(bytes(16)), "big"), 0
    padded = text + bytes(-len(text) % 16) + bytes(8) + (8 * len(text)).to_bytes(8, "big")
    for place in range(0, len(padded), 16):
        x, v, z = y ^ int.from_bytes(padded[place:place + 16], "big"), h, 0
        for bit in range(127, -1, -1):
            if x >> bit & 1:
                z ^= v
            v = v >> 1 ^ (0xE1 << 120 if v & 1 else 0)
        y = z
    tag = y ^ int.from_bytes(block(nonce + b"\0\0\0\1"), "big")
    return nonce + text + tag.to_bytes(16, "big")


# Debian's psql is a script around this one, and takes a twentieth of a second.
PSQL = max(glob.glob("/usr/lib/postgresql/*/bin/psql"), default="psql")


def ask(conninfo, text):
    done = subprocess.run([PSQL, conninfo, "-XqAt", "-v", "ON_ERROR_STOP=1"], input=text,
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip()


def peak(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def main():
    binary, server, leads, connections = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    # The rates as they are shipped hold the thousand domains of the fixture back by nothing, but each
    # email takes its slot.
    shipped = sys.argv[5:] == ["shipped"]
    rates = "" if shipped else RAISED
    how = ", rates per domain as shipped" if shipped else ""
    name = f"overture_bench_sending_{os.getpid()}"
    ask(server, f"CREATE DATABASE {name}")
    conninfo = f"{server} dbname={name}"
    folder = tempfile.TemporaryDirectory()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    sink = subprocess.Popen(["smtp-sink", *user, f"127.0.0.1:{port}", "1000"],
                            stderr=subprocess.DEVNULL)
    sender = None
    try:
        key = secrets.token_bytes(32)
        path = os.path.join(folder.name, "secret.key")
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(base64.b64encode(key).decode() + "\n")
        pem = openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", data=b"")
        env = {**os.environ, "OVERTURE_DATABASE_URL": conninfo, "OVERTURE_SECRET_FILE": path,
               "OVERTURE_ALLOW_PRIVATE": "on", "OVERTURE_SENDER_CONNECTIONS": connections,
               # Without an address that recipients can reach nothing is sent from real mailboxes.
               "OVERTURE_PUBLIC_URL": "https://overture.example.com"}
        subprocess.run([binary, "migrate"], env=env, check=True, stdout=subprocess.DEVNULL)
        ask(conninfo, FIXTURE.format(port=port, leads=leads, rates=rates, key=sealed(pem, key).hex()))
        count = min(leads, 20_000)
        started = time.monotonic()
        subprocess.run(["smtp-source", "-s", "10", "-l", "2048", "-m", str(count), "-d",
                        f"127.0.0.1:{port}"], check=True, stdout=subprocess.DEVNULL)
        peer = count / (time.monotonic() - started)

        log = open(os.path.join(folder.name, "log"), "wb")
        sender = subprocess.Popen([binary, "send"], env=env, stdout=log, stderr=log)
        ask(conninfo, "UPDATE campaigns SET status = 'running'")
        sent, most = 0, 0
        while sent < leads:
            time.sleep(1)
            if sender.poll() is not None:
                raise SystemExit(open(log.name).read())
            most = peak(sender)
            # Folded as `overture work` does it all the time.
            ask(conninfo, "SELECT fn.fold_step_statistics(100000); CALL fn.fold_statistics()")
            now = int(ask(conninfo, "SELECT coalesce(sum(sent), 0)::bigint FROM fn.step_statistics"))
            if os.environ.get("VERBOSE"):
                print(now, most, file=sys.stderr)
            sent = now
        span = float(ask(conninfo, "SELECT extract(epoch FROM max(sent_at) - min(claimed_at)) "
                                   "FROM deliveries"))
        rate = leads / span
        print(f"| emails sent durably, personalised, tracked, RSA-signed ({leads:,}{how}) | {rate:,.0f}/s "
              f"| smtp-source {peer:,.0f}/s | {rate / peer:.2f} | 1,000/s | 2,500/s |")
        print(f"| peak memory of `send` during {leads:,} deliveries | {most / 1024:.1f} MB | – | – "
              "| 57 MB | 40 MB |")
    finally:
        if sender and sender.poll() is None:
            sender.send_signal(signal.SIGTERM)
            sender.wait(60)
        sink.kill()
        ask(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


main()
