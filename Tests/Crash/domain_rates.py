"""Several senders, a server that is slow to greet and to take recipients, and kills: at most rate × window
emails of a recipient domain come in any window, measured where they arrive."""
import time

from harness import chance, copies, fill, judge, say

# Emails per second, and the domains that count as one.
RATES = {"gmail": (2, ["gmail.com", "googlemail.com"]), "outlook": (2, ["outlook.com", "hotmail.com"]),
         "proton": (1, ["proton.me"]), "one": (5, ["one.example"])}
TOLERANCE = 0.05
ALONE = True


def play(scene):
    seconds = 240 if scene.long else 18
    faults = {}
    rounds = [("quick", [], 2), ("slow", ["--greeting", "0,3", "--recipient", "0,1"], 3)]
    for number, (name, flags, count) in enumerate(rounds):
        kept = run(scene, number, flags, count, seconds)
        for family, (rate, domains) in RATES.items():
            moments = sorted(m["began"] for m in kept if m["to"].split("@")[1] in domains)
            say(f"{name}: {family} {rate}/s, {len(moments)} came, at most " + ", ".join(
                f"{most(moments, window)[0]} in {window} s of {rate * window}" for window in (1, 10)))
            faults[f"windows with too many for {family}, {name}"] = [
                most(moments, window) for window in (1, 2, 5, 10)
                if most(moments, window)[0] > rate * window]
            # It is a limit, and no reason to stand still either; each kill takes seconds of slots along.
            if len(moments) < 0.1 * rate * seconds:
                faults[f"domains that were held back too much ({family}, {name})"] = [len(moments)]
        faults[f"emails that came twice, {name}"] = [
            mail for mail, times in copies(kept).items() if times > 1]
    return faults


def most(moments, window):
    """The fullest window, less the tolerance: how many, and from when."""
    best, first = (0, 0.0), 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= window - TOLERANCE:
            first += 1
        best = max(best, (last - first + 1, round(moments[first] - moments[0], 3)))
    return best


def run(scene, number, flags, count, seconds):
    cluster = scene.cluster(f"pg{number}")
    receiver = scene.receiver("--final", "0,0.1", *flags)
    senders = scene.senders(cluster.address, f"key{number}")
    senders.full_leases()
    senders.migrate()
    domains = [domain for _, names in RATES.values() for domain in names]
    fill(cluster, receiver.port, 40 * seconds, mailboxes=4, rates="",
         domains=domains + [f"other{n}.example" for n in range(20)])
    senders.start(count)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(chance.uniform(3, 6))
        senders.kill()
    senders.end()
    kept = receiver.kept()
    judge(cluster, kept, is_finished=False)
    receiver.end()
    cluster.stop()
    return kept
