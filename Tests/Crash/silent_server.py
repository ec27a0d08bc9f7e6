"""The mail server falls silent in the middle, for longer than a claim holds, and goes on. Nothing is killed,
refused or cut."""
from harness import LAPSE, LEASE, chance, copies, fill, finish, judge, say, until


def play(scene):
    faults = {}
    leads, silences = (200, 2) if scene.long else (60, 2)
    cluster = scene.cluster()
    receiver = scene.receiver("--final", "0.05,0.2")
    senders = scene.senders(cluster.address)
    if scene.long:
        senders.full_leases()
    senders.migrate()
    fill(cluster, receiver.port, leads, steps=2)
    senders.start()
    for number in range(silences):
        until(60, lambda: len(receiver.kept()) >= (number + 1) * leads * 2 // (silences + 2))
        receiver.silence(250 if scene.long else LEASE + LAPSE + chance.uniform(1, 4))
    done = finish(cluster, senders, 900 if scene.long else 60)
    faults["programs that did not end within 30 seconds"] = [
        seconds for seconds in [senders.end()] if seconds > 30]
    say(f"{silences} silences, {len(copies(receiver.kept()))} different emails")
    return faults | judge(cluster, receiver.kept(), done) | {
        "times that it was not done on time": [] if done else [1]}
