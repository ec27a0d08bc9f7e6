"""Runs wrk against two ports in turn, and prints rows for docs/benchmarks.md: see static."""
import re, statistics, subprocess, sys

UNITS = {"us": 0.001, "ms": 1, "s": 1000}


def measure(port, name, seconds):
    """Requests a second, and the time in ms in which 99 of 100 were answered."""
    text = subprocess.run(
        ["wrk", "-t1", "-c32", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{port}/{name}.txt"],
        check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        sys.exit(f"static: wrong answers from port {port}:\n{text}")
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), float(number) * UNITS[unit]


def main():
    ports, rounds, seconds = sys.argv[1:3], int(sys.argv[3]), int(sys.argv[4])
    names = {"five": "5 B", "twenty": "20 KB"}
    for port in ports:
        measure(port, "five", 1)
    found = {(port, name): [] for port in ports for name in names}
    for turn in range(rounds):
        for name in names:
            for port in ports if turn % 2 == 0 else reversed(ports):
                found[port, name].append(measure(port, name, seconds))
    for name, words in names.items():
        (ours, our_p99), (peer, peer_p99) = (
            [statistics.median(column) for column in zip(*found[port, name])] for port in ports)
        print(f"| static answers of {words}, 32 connections, requests/s (hummingbird 2.28) "
              f"| {ours:,.0f} | {peer:,.0f} | {ours / peer:.2f} × | ≥ 1.0 × | 1.3 × |")
        print(f"| the same, p99 in ms | {our_p99:.2f} | {peer_p99:.2f} | {our_p99 / peer_p99:.2f} × "
              f"| ≤ 1.0 × | |")


main()
