"""The clock of PostgreSQL's machine is stepped forward past every lease, and back, while emails are on
their way."""
import mmap
import os
import shutil
import struct
import subprocess
import sys

from harness import HERE, chance, fill, finish, judge, until


def play(scene):
    leads, steps = (600, 20) if scene.long else (150, 6)
    library, clock = scene.folder / "step_clock.so", scene.folder / "clock"
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang") or sys.exit(
        "crashtest: there is no C compiler; install gcc")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(library),
                    str(HERE / "step_clock.c")], check=True)
    clock.write_bytes(struct.pack("l", 0))
    for path in (library, clock):
        path.chmod(0o755)
    page = mmap.mmap(os.open(clock, os.O_RDWR), 8)

    def ahead(seconds):
        page[:8] = struct.pack("l", seconds)

    cluster = scene.cluster(environment={"LD_PRELOAD": str(library), "STEP_CLOCK": str(clock)})
    receiver = scene.receiver("--final", "0.1,0.4")
    senders = scene.senders(cluster.address)
    # A step of 400 seconds is longer than any lease: they are as they are.
    senders.full_leases()
    senders.migrate()
    fill(cluster, receiver.port, leads)
    before = int(cluster.ask("SELECT extract(epoch FROM clock_timestamp())::bigint")[0][0])
    ahead(1_000)
    after = int(cluster.ask("SELECT extract(epoch FROM clock_timestamp())::bigint")[0][0])
    senders.start(2)
    for number in range(steps):
        until(60, lambda: len(receiver.kept()) >= (number + 1) * leads // (steps + 2))
        # The last one goes back: what was sent until then must hold up nothing of the rest.
        is_back = number == steps - 1 or chance.random() < 0.25
        ahead(1_000 + (number + 1) * 400 - (500 if is_back else 0))
    done = finish(cluster, senders, 300 if scene.long else 60)
    senders.end()
    return judge(cluster, receiver.kept(), done) | {
        "clocks that were not stepped": [] if after - before > 900 else [after - before],
        "times that it was not done on time": [] if done else [1]}
