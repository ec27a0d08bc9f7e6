"""Events written with and without a subscriber that reads them: see Scripts/benchmarks/events."""
import glob, re, statistics, subprocess, sys, tempfile, threading, time

from filled import Filled

# Debian's psql is a script around this one.
PSQL = max(glob.glob("/usr/lib/postgresql/*/bin/psql"), default="psql")
ROUNDS, SECONDS, CLIENTS, EACH = 3, 5, 4, 10
WRITE = f"""
BEGIN;
SELECT set_config('overture.workspace', '1', true);
SELECT fn.emit_events(ARRAY(
  SELECT ROW(1, NULL, 'email.sent', 'contact:' || n, 1, n, n, n, n, NULL,
    jsonb_build_object('step', 1, 'mailbox_id', 1))::emission
  FROM generate_series(1, {EACH}) n));
COMMIT;
"""


def written(filled, file):
    """Events a second."""
    text = subprocess.run(
        ["pgbench", "-n", "-M", "prepared", f"-c{CLIENTS}", "-j1", f"-T{SECONDS}", "-f", file,
         filled.conninfo + " options='-c role=overture_app'"], capture_output=True, text=True)
    if text.returncode != 0:
        sys.exit(f"events: {text.stderr}")
    return EACH * float(re.search(r"tps = ([\d.]+)", text.stdout).group(1))


def dispatch(filled, stop):
    """As a worker does, on one connection, until it is told to stop and nothing is left."""
    reader = subprocess.Popen([PSQL, filled.conninfo, "-XqAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True)
    while True:
        # Asked before the last look.
        is_last = stop.is_set()
        reader.stdin.write("SELECT fn.dispatch_events(1, 1, 1000);\n")
        reader.stdin.flush()
        if int(reader.stdout.readline()) == 0:
            if is_last:
                break
            time.sleep(0.05)
    reader.stdin.close()
    reader.wait()


def measure(filled, file, subscribed):
    filled.sql("TRUNCATE events, event_deliveries;\nCHECKPOINT;")
    if not subscribed:
        return written(filled, file)
    filled.sql("UPDATE subscribers SET cursor_txid = pg_snapshot_xmin(pg_current_snapshot()), cursor_id = 0;")
    stop = threading.Event()
    reader = threading.Thread(target=dispatch, args=(filled, stop))
    start = time.monotonic()
    reader.start()
    written(filled, file)
    stop.set()
    reader.join()
    elapsed = time.monotonic() - start
    # All that were written, each once.
    events, deliveries = (int(filled.sql(f"SELECT count(*) FROM {table};").strip().splitlines()[-1])
                          for table in ("events", "event_deliveries"))
    if events != deliveries:
        sys.exit(f"events: {events} were written and {deliveries} delivered")
    return deliveries / elapsed


def main():
    filled = Filled("overture_bench_events")
    filled.fill([10])
    filled.sql("""INSERT INTO subscribers (workspace_id, consumer, name, address, kinds)
      VALUES (1, 'webhook', 'Bench', 'https://e.example', '{email.sent}');""")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(WRITE)
        file.flush()
        with_one, without = [], []
        for turn in range(ROUNDS):
            for subscribed in (True, False) if turn % 2 == 0 else (False, True):
                (with_one if subscribed else without).append(measure(filled, file.name, subscribed))
    ours, peer = statistics.median(with_one), statistics.median(without)
    ratio = ours / peer
    print(f"| events through one subscriber | {ours:,.0f}/s | without one {peer:,.0f}/s | {ratio:.2f} × "
          "| ≥ 0.8 × and 2,000/s | |")
    filled.drop()
    sys.exit(0 if ratio >= 0.8 and ours >= 2_000 else 1)


main()
