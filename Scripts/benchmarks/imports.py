"""Measures imports through the running program, and prints rows for docs/benchmarks.md: see imports."""
import http.client, os, re, shutil, socket, statistics, subprocess, sys, tempfile, threading, time
import urllib.parse

BOUNDARY = "overture-bench-boundary"


class Program:
    """`serve` and `work` on one database, and a browser that is signed in."""

    def __init__(self, binary, conninfo, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        env = {**os.environ, "OVERTURE_DATABASE_URL": conninfo, "OVERTURE_PORT": str(self.port),
               "OVERTURE_PRACTICE_PORT": str(self.port % 20000 + 30000),
               "OVERTURE_SECRET_FILE": f"{folder}/secret", "OVERTURE_DATA": folder,
               "OVERTURE_STATEMENT_TIMEOUT": "600"}
        subprocess.run([binary, "migrate"], env=env, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([binary, "owner", "bench@example.com", "--workspace", "Bench"], env=env,
                       check=True, input=b"correct horse battery staple\n",
                       stdout=subprocess.DEVNULL)
        log = open(f"{folder}/log", "wb")
        self.processes = [subprocess.Popen([binary, part], env=env, stdout=log, stderr=log)
                          for part in ("serve", "work")]
        self.cookies = {}
        for _ in range(200):
            try:
                self.get("/healthz")
                break
            except OSError:
                time.sleep(0.1)
        form = self.get("/sign-in")[2]
        self.post("/sign-in", {"csrf": self.token(form), "email": "bench@example.com",
                               "password": "correct horse battery staple"})
        self.csrf = self.token(self.get("/campaigns")[2])

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(30)

    def token(self, page):
        return re.search(r'name="csrf" value="([^"]*)"', page).group(1)

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {
            "Cookie": cookies, "Origin": f"http://127.0.0.1:{self.port}", **(headers or {})})
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, answer.headers, text

    def get(self, path):
        return self.request("GET", path)

    def post(self, path, fields):
        return self.request("POST", path, urllib.parse.urlencode(fields),
                            {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, multipart):
        """Uploads and opens the preview; the import's address."""
        with open(multipart, "rb") as body:
            status, headers, text = self.request("POST", "/imports", body, {
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "Content-Length": str(os.path.getsize(multipart))})
        if status != 303:
            sys.exit(f"imports: the upload was answered with {status}: {text[:500]}")
        address = headers["Location"]
        while f'"{address}/confirm"' not in (page := self.get(address)[2]):
            # A person's page looks as often as it is told to; that wait is not the program's.
            if ">Reading<" not in page:
                sys.exit("imports: there is no preview")
            time.sleep(0.05)
        return address


def write_leads(path, rows, whom="lead"):
    first = ["Anna", "Béla", "Chen", "Dario", "Eva", "Femi", "Goran", "Hana"]
    last = ["Novak", "Kovács", "Li", "Rossi", "Schmidt", "Okafor", "Horvat", "Sato"]
    with open(path, "w") as file:
        file.write("E-Mail,First name,Last name,Company,Job title,Website,Country,City\n")
        for n in range(rows):
            firm = n // 3
            file.write(f"{whom}{n}@firm{firm}.example,{first[n % 8]},{last[n // 8 % 8]},"
                       f"\"Firm {firm} GmbH, cold storage\",Head of logistics,"
                       f"https://www.firm{firm}.example/,{'DE FR IT PL SE'.split()[firm % 5]},"
                       f"City {firm % 997}\n")


def write_multipart(path, csv, token):
    with open(path, "wb") as out, open(csv, "rb") as file:
        out.write((f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token}\r\n'
                   f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
                   'filename="leads.csv"\r\nContent-Type: text/csv\r\n\r\n').encode())
        shutil.copyfileobj(file, out, 1 << 20)
        out.write(f"\r\n--{BOUNDARY}--\r\n".encode())


class Psql:
    def __init__(self, conninfo):
        self.conninfo = conninfo

    def __call__(self, *statements):
        command = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.conninfo]
        for statement in statements:
            command += ["-c", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def timed(body):
    began = time.monotonic()
    value = body()
    return time.monotonic() - began, value


def campaign_list_p95(program, until):
    """Of requests one after another, in ms, until `until` says so."""
    times = []
    while not until(times):
        times.append(timed(lambda: program.get("/campaigns"))[0] * 1000)
    return statistics.quantiles(times, n=20)[-1] if len(times) > 20 else max(times)


def row(what, ours, peer, unit, must, aim):
    print(f"| {what} | {ours:,.2f} {unit} | {peer:,.2f} {unit} | {ours / peer:.2f} × | {must} | {aim} |",
          flush=True)


def main():
    binary, server, rows, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    name = f"overture_bench_imports_{os.getpid()}"
    admin = Psql(server)
    admin(f"CREATE DATABASE {name}")
    folder = tempfile.mkdtemp()
    conninfo = f"{server} dbname={name}" if "://" not in server else \
        re.sub(r"/[^/?]*(\?|$)", f"/{name}\\1", server, count=1)
    psql = Psql(conninfo)
    program = None
    try:
        program = Program(binary, conninfo, folder)
        measure(program, psql, folder, rows, rounds)
    finally:
        if program:
            program.stop()
        admin(f"DROP DATABASE {name} WITH (FORCE)")
        shutil.rmtree(folder)


def measure(program, psql, folder, rows, rounds):
    csv, multipart = f"{folder}/leads.csv", f"{folder}/multipart"
    write_leads(csv, rows)
    write_multipart(multipart, csv, program.csrf)
    psql("CREATE TABLE plain (a text, b text, c text, d text, e text, f text, g text, h text)")
    ours, peer = [], []
    for turn in range(rounds):
        psql("CHECKPOINT", "TRUNCATE plain")
        peer.append(timed(lambda: psql(f"\\copy plain FROM '{csv}' CSV HEADER"))[0])
        psql("CHECKPOINT")
        took, address = timed(lambda: program.upload(multipart))
        ours.append(took)
        if turn < rounds - 1:
            program.post(f"{address}/cancel", {"csrf": program.csrf})
            wait(psql, "SELECT NOT EXISTS (SELECT FROM imports WHERE state = 'canceled' "
                       "AND cleared_at IS NULL)")
    row(f"CSV of {rows:,} rows, upload to preview (\\copy of the file)", statistics.median(ours),
        statistics.median(peer), "s", "≤ 3 ×", "1.5 ×")

    psql("CHECKPOINT")
    confirmed = timed(lambda: confirm(program, psql, address))[0]
    if int(psql("SELECT contacts FROM lists")) != rows:
        sys.exit("imports: the list does not hold all rows")
    row(f"confirm {rows:,} rows (INSERT … SELECT)", confirmed, insert_select(psql), "s", "≤ 1.5 ×",
        "1.1 ×")
    watch_campaign_list(program, psql, folder, rows // 5)


def confirm(program, psql, address):
    program.post(f"{address}/confirm", {"csrf": program.csrf, "list": "Bench"})
    wait(psql, "SELECT NOT EXISTS (SELECT FROM imports WHERE state = 'importing')")
    if psql("SELECT state FROM imports ORDER BY id DESC LIMIT 1") != "done":
        sys.exit("imports: the import did not end well")


def watch_campaign_list(program, psql, folder, rows):
    """Opens the campaign list again and again, first alone and then while a second file is imported."""
    csv, multipart = f"{folder}/more.csv", f"{folder}/multipart"
    write_leads(csv, rows, whom="more")
    write_multipart(multipart, csv, program.csrf)
    address = program.upload(multipart)
    began = time.monotonic()
    idle = campaign_list_p95(program, lambda times: time.monotonic() - began > 5)
    busy = []
    finished = threading.Event()
    watcher = threading.Thread(
        target=lambda: busy.append(campaign_list_p95(program, lambda _: finished.is_set())))
    watcher.start()
    confirm(program, psql, address)
    finished.set()
    watcher.join()
    row("campaign list during an import, p95 (idle)", busy[0], idle, "ms", "≤ 2 ×", "")


def insert_select(psql):
    """The same rows into the same tables, emptied, in one transaction."""
    wait(psql, "SELECT NOT EXISTS (SELECT FROM imports WHERE state = 'done' AND cleared_at IS NULL)")
    columns = {
        "accounts": "workspace_id, id, name, match_key, domain, website, country, city",
        "contacts": "workspace_id, id, account_id, email, first_name, last_name, title",
        "list_contacts": "workspace_id, list_id, contact_id"}
    for table, names in columns.items():
        psql(f"CREATE TABLE source_{table} AS SELECT {names} FROM {table} ORDER BY 1, 2, 3")
        psql(f"GRANT SELECT ON source_{table} TO overture_app")
    psql("TRUNCATE list_contacts, contacts, accounts CASCADE", "UPDATE lists SET contacts = 0",
         "VACUUM", "CHECKPOINT")
    # Autovacuum would look at them in the middle of the one transaction, see no row that is committed, and
    # have the checks of foreign keys planned for none: they would take hours.
    for table in columns:
        psql(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    inserts = [
        f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM source_{table}"
        for table, names in columns.items()]
    took = timed(lambda: psql(
        "SET ROLE overture_app; SET overture.workspace = 1; BEGIN; " + "; ".join(inserts)
        + "; COMMIT"))[0]
    for table in columns:
        psql(f"ALTER TABLE {table} RESET (autovacuum_enabled)", f"ANALYZE {table}")
    return took


def wait(psql, question):
    while psql(question) != "t":
        time.sleep(0.25)


main()
