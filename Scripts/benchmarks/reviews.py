"""Decisions on one campaign with and without its statistics: see Scripts/benchmarks/reviews."""
import re, statistics, subprocess, sys, tempfile, threading

from filled import Filled

ROUNDS, SECONDS, CLIENTS, ACCOUNTS = 5, 5, 8, 100_000
TRIGGER = "ALTER TABLE campaign_accounts {} TRIGGER counted_when_changed;"
DECISION = """
\\set account random(1, %d)
\\set coin random(0, 1)
BEGIN;
SELECT set_config('overture.workspace', '1', true), set_config('overture.person', '1', true);
SELECT * FROM fn.decide_review(%d, ARRAY[:account]::bigint[],
  (ARRAY['approved', 'rejected'])[:coin + 1]::review_status);
COMMIT;
"""


def decisions(filled, file):
    text = subprocess.run(
        ["pgbench", "-n", "-M", "prepared", f"-c{CLIENTS}", "-j2", f"-T{SECONDS}", "-f", file,
         filled.conninfo + " options='-c role=overture_app'"], capture_output=True, text=True)
    if text.returncode != 0:
        sys.exit(f"reviews: {text.stderr}")
    return float(re.search(r"tps = ([\d.]+)", text.stdout).group(1))


def folding(filled, stop):
    """As a worker does: once a second."""
    while not stop.wait(1):
        filled.sql("CALL fn.fold_statistics();")


def measure(filled, file, counted):
    filled.sql(TRIGGER.format("ENABLE" if counted else "DISABLE"))
    filled.sql("VACUUM campaign_accounts, campaign_deltas; CHECKPOINT;".replace("; ", ";\n"))
    stop = threading.Event()
    folder = threading.Thread(target=folding, args=(filled, stop))
    if counted:
        folder.start()
    found = decisions(filled, file)
    if counted:
        stop.set()
        folder.join()
    return found


def main():
    filled = Filled("overture_bench_reviews")
    campaign = filled.fill([ACCOUNTS])[ACCOUNTS]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(DECISION % (ACCOUNTS, campaign))
        file.flush()
        measure(filled, file.name, True)
        with_them, without = [], []
        for turn in range(ROUNDS):
            for counted in (True, False) if turn % 2 == 0 else (False, True):
                (with_them if counted else without).append(measure(filled, file.name, counted))
    ours, peer = statistics.median(with_them), statistics.median(without)
    print(f"| review decisions on one campaign, 8 connections, a second (without statistics) "
          f"| {ours:,.0f} | {peer:,.0f} | {ours / peer:.2f} × | ≥ 0.8 × | 0.9 × |")
    filled.drop()


main()
