"""The mail server answers the final dot later than a claim holds, which RFC 5321 (4.5.3.2.6) gives it ten
minutes for."""
from harness import LAPSE, LEASE, fill, finish, judge


def play(scene):
    least = 60 if scene.long else LEASE + LAPSE
    cluster = scene.cluster()
    receiver = scene.receiver("--final", "0,0.1", "--slow",
                              f"0.4,{least / 2},{least * 2}")
    senders = scene.senders(cluster.address)
    senders.migrate()
    fill(cluster, receiver.port, 40)
    senders.start(2)
    done = finish(cluster, senders, 1_200 if scene.long else 90)
    senders.end()
    return judge(cluster, receiver.kept(), done) | {
        "times that it was not done on time": [] if done else [1]}
