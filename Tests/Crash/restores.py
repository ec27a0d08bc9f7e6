"""A database that was restored in whatever way sends nothing by itself: every campaign that ran is paused,
with the reason, until a person resumes it."""
import concurrent.futures
import os
import shutil
import subprocess
import time

from harness import copies, fill, local, say, until

LEADS = 240


def play(scene):
    ways = [new_database, over_a_running_sender, before_any_sender, data_only, rolled_forward,
            copied_folder]
    name, faults = local.name, {}

    def restore(number):
        local.name = name
        way = ways[number]
        return Restore(scene, f"{number}", way.__name__.replace("_", " ")).play(way)

    # Each has a cluster of its own, and mostly waits.
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        for found in pool.map(restore, range(len(ways))):
            faults |= found
    return faults


class Restore:
    def __init__(self, scene, number, way):
        self.scene, self.number, self.way = scene, number, way
        self.cluster = scene.cluster(f"pg{number}")
        self.receiver = scene.receiver("--final", "0.02,0.06")
        self.senders = scene.senders(self.cluster.address, f"key{number}")
        self.senders.migrate()
        fill(self.cluster, self.receiver.port, LEADS, mailboxes=2)
        self.dump = scene.folder / f"dump{number}"

    def play(self, way):
        way(self)
        restored = len(self.receiver.kept())
        if not self.senders.running:
            self.senders.start()
        time.sleep(20 if self.scene.long else 5)
        kept = self.receiver.kept()
        [[status, has_reason]] = self.cluster.ask(
            "SELECT status, coalesce(pause_reason = 'restored', false) FROM campaigns")
        say(f"{self.way}: {restored} before, {len(kept) - restored} after the restore, "
            f"then {status}")
        faults = {
            f"emails that a restored database sent ({self.way})": kept[restored:],
            f"emails that came twice ({self.way})":
                [mail for mail, times in copies(kept).items() if times > 1],
            f"campaigns that were not paused with the reason ({self.way})":
                [] if (status, has_reason) == ("paused", "t") else [(status, has_reason)],
        }
        # What a person resumes goes on; that they accept what they have looked at is theirs to say.
        self.cluster.ask("SET overture.workspace = '1'; SELECT fn.set_campaign_status(1, 'running')")
        # pg_restore may fail in part where others hold locks, and what is left then is an operator's.
        goes_on = way is over_a_running_sender or until(
            15, lambda: len(self.receiver.kept()) > len(kept))
        faults[f"resumed campaigns that do not go on ({self.way})"] = [] if goes_on else [1]
        self.senders.drop()
        self.receiver.end()
        self.cluster.stop()
        return faults

    def send(self, share):
        """Sends until so much of the campaign has come."""
        if not self.senders.running:
            self.senders.start()
        if not until(60, lambda: len(self.receiver.kept()) >= LEADS * share, 0.02):
            raise RuntimeError("the senders send nothing")

    def pg(self, name, *arguments, check=True):
        return self.cluster.run(name, "-h", str(self.cluster.folder), "-U", "postgres", *arguments,
                                check=check)

    def back_up(self):
        self.pg("pg_dump", "-Fc", "-f", str(self.dump), "overture")

    def into_a_new_database(self):
        self.pg("dropdb", "--force", "overture")
        self.pg("createdb", "overture")
        self.pg("pg_restore", "-d", "overture", str(self.dump))


def new_database(it):
    it.send(0.2)
    it.back_up()
    it.send(0.5)
    it.senders.end()
    it.into_a_new_database()


def over_a_running_sender(it):
    it.send(0.2)
    it.back_up()
    it.send(0.5)
    # Objects that something else depends on are complained about, and come all the same.
    it.pg("pg_restore", "--clean", "--if-exists", "-d", "overture", str(it.dump), check=False)


def before_any_sender(it):
    it.back_up()
    it.send(0.3)
    it.senders.end()
    it.into_a_new_database()


def data_only(it):
    it.send(0.2)
    it.back_up()
    it.send(0.5)
    it.senders.end()
    # On a host that remembers nothing.
    shutil.rmtree(it.senders.secrets)
    it.senders.secrets.mkdir()
    tables = it.cluster.ask("SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables "
                            "WHERE schemaname = 'public'")[0][0]
    it.cluster.ask(f"TRUNCATE {tables}")
    it.pg("pg_restore", "--data-only", "--disable-triggers", "-d", "overture", str(it.dump))


def rolled_forward(it):
    it.send(0.2)
    backup = it.scene.folder / "backup"
    it.pg("pg_basebackup", "-X", "stream", "-c", "fast", "-D", str(backup))
    it.send(0.5)
    it.senders.end()
    it.cluster.stop()
    shutil.rmtree(it.cluster.data)
    shutil.move(backup, it.cluster.data)
    signal = it.cluster.data / "recovery.signal"
    signal.touch()
    if os.getuid() == 0:
        shutil.chown(signal, "postgres")
    with open(it.cluster.data / "postgresql.auto.conf", "a") as settings:
        settings.write("restore_command = 'false'\n")
    it.cluster.start()
    if not until(30, lambda: it.cluster.ask("SELECT pg_is_in_recovery()") == [["f"]]):
        raise RuntimeError("the backup does not come up")


def copied_folder(it):
    """The same files as they were: nothing in the database tells, but the sender's host remembers."""
    it.send(0.2)
    it.senders.end()
    it.cluster.stop("fast")
    copy = it.scene.folder / "copy"
    subprocess.run(["cp", "-a", str(it.cluster.data), str(copy)], check=True)
    it.cluster.start()
    it.send(0.5)
    it.senders.end()
    it.cluster.stop("fast")
    shutil.rmtree(it.cluster.data)
    shutil.move(copy, it.cluster.data)
    it.cluster.start()
