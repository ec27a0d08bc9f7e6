"""The senders' machine sleeps for longer than a claim holds, and wakes: with a second machine that goes on,
and alone."""
from harness import LAPSE, LEASE, chance, fill, finish, judge, until


def play(scene):
    leads, sleeps = (200, 6) if scene.long else (80, 3)
    cluster = scene.cluster()
    receiver = scene.receiver("--final", "0.1,0.4")
    asleep, awake = scene.senders(cluster.address, "first"), scene.senders(cluster.address, "second")
    for senders in (asleep, awake):
        if scene.long:
            senders.full_leases()
    asleep.migrate()
    fill(cluster, receiver.port, leads, steps=2, mailboxes=2)
    asleep.start()
    for number in range(sleeps):
        until(60, lambda: len(receiver.kept()) >= (number + 1) * leads * 2 // (sleeps + 2))
        if number % 2:
            awake.start()
        asleep.suspend(200 if scene.long else LEASE + LAPSE + chance.uniform(1, 4))
        awake.end()
    done = finish(cluster, asleep, 900 if scene.long else 60)
    asleep.end()
    return judge(cluster, receiver.kept(), done) | {
        "times that it was not done on time": [] if done else [1]}
