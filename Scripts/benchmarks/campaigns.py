"""The campaign page beside its own SQL: see Scripts/benchmarks/campaigns. The SQL is read from the
sources, so that the two cannot drift apart."""
import http.client, pathlib, random, re, statistics, subprocess, sys, tempfile, time, urllib.request

from filled import TOKEN, Filled

SIZES = [1_000, 100_000, 1_000_000]
ROUNDS, SECONDS, CLIENTS = 5, 4, 4
SOURCES = pathlib.Path("Sources/Outreach")

# Where each question of the page stands: the file, the words before it, and what is put into it.
QUESTIONS = [
    ("People/Session.swift", "static func entering(", {}),
    ("Campaigns/Campaign.swift", "static func sql", {
        "MailFigures.ofCampaign": """(
          SELECT coalesce(sum(t.sent), 0)::bigint AS sent_mails,
            coalesce(sum(t.failed), 0)::bigint AS failed_mails
          FROM fn.step_statistics t
          WHERE (t.workspace_id, t.campaign_id) = (c.workspace_id, c.id))"""}),
    ("Reviews/ReviewQueue.swift", "static func queue", {
        "place.score": "99", "place.account": str(2**62), "floor": "-1"}),
    ("Campaigns/ScoreBands.swift", "static func question", {"moderate": "5", "excellent": "8"}),
    # The page begins with those touched last.
    ("Campaigns/AccountPageRange.swift", "static func page(", {
        "range.search.condition": "", "range.after": "", "range.limit": "51",
        "range.order": "touch_key DESC, account_id DESC"}),
    ("Campaigns/PanelLine.swift", "static func latest", {}),
    ("Campaigns/StepLine.swift", "static func all", {}),
    ("Ledger/CostSummary.swift", "static func all", {}),
    ("Ledger/APICosts.swift", "static func all", {}),
    ("Sending/Failure.swift", "static func all", {}),
    ("Dashboards/FrameFigures.swift", "private func figures", {"person": "1"}),
]


def statement(file, marker, values, campaign):
    """The last text after the marker, before the next function or case, as psql can run it."""
    source = (SOURCES / file).read_text()
    body = source[source.index(marker):]
    after = re.search(r"\n  (?:package |fileprivate )?static func |\n    case |\n}", body[1:])
    texts = re.findall(r'"""\n(.*?)"""', body[:after.start() + 1] if after else body, re.S)
    if not texts:
        texts = re.findall(r'"(SELECT [^\n]*)"\)', body)[:1]
    text = texts[-1]
    values = dict(values, campaign=str(campaign), **{
        "hash(of: token)": f"sha256('{TOKEN}')", "address": "'127.0.0.1'"})
    for name, value in values.items():
        text = text.replace(f"\\({name})", value)
    if "\\(" in text:
        sys.exit(f"campaigns: {file} holds a value that this does not know:\n{text}")
    return text.strip() + ";"


def script(campaign):
    """A page's statements as it sends them: the session with BEGIN, and its questions, in one round trip each."""
    questions = [statement(*question, campaign) for question in QUESTIONS]
    return "\n".join(
        ["\\startpipeline", "BEGIN;", questions[0], "\\endpipeline", "\\startpipeline", *questions[1:-1],
         "\\endpipeline", questions[-1], "COMMIT;"])


def pages(base, campaign, seconds, clients):
    """Pages a second over kept connections."""
    text = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-H", f"Cookie: auth_token={TOKEN}",
         f"{base}/campaigns/{campaign}"], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        sys.exit(f"campaigns: wrong answers:\n{text}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))


def transactions(filled, file, seconds, clients):
    text = subprocess.run(
        ["pgbench", "-n", "-M", "prepared", f"-c{clients}", "-j1", f"-T{seconds}", "-f", file,
         filled.conninfo + " options='-c role=overture_app'"],
        capture_output=True, text=True)
    if text.returncode != 0:
        sys.exit(f"campaigns: {text.stderr}")
    return float(re.search(r"tps = ([\d.]+)", text.stdout).group(1))


def times(base, campaigns, rounds=200):
    """The median time of each campaign's page in ms, asked one after the other, in turn."""
    host = http.client.HTTPConnection(base.removeprefix("http://"))
    taken = {campaign: [] for campaign in campaigns}
    for _ in range(rounds):
        for campaign in random.sample(campaigns, len(campaigns)):
            start = time.perf_counter()
            host.request("GET", f"/campaigns/{campaign}", headers={"Cookie": f"auth_token={TOKEN}"})
            answer = host.getresponse()
            answer.read()
            taken[campaign].append((time.perf_counter() - start) * 1000)
            if answer.status != 200:
                sys.exit(f"campaigns: the page answers {answer.status}")
    return [statistics.median(taken[campaign]) for campaign in campaigns]


def wait_for(base):
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{base}/healthz")
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("campaigns: the server does not answer")


def main():
    filled = Filled("overture_bench_campaigns")
    campaigns = filled.fill(SIZES)
    with filled.serving(random.randint(20_000, 30_000)) as base, \
            tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        wait_for(base)
        file.write(script(campaigns[100_000]))
        file.flush()
        pages(base, campaigns[100_000], 2, CLIENTS)
        transactions(filled, file.name, 2, CLIENTS)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(pages(base, campaigns[100_000], SECONDS, CLIENTS))
            theirs.append(transactions(filled, file.name, SECONDS, CLIENTS))
        mine, peer = statistics.median(ours), statistics.median(theirs)
        print(f"| campaign page at 100,000 accounts, pages/s (the same SQL in pgbench) "
              f"| {mine:,.0f} | {peer:,.0f} | {mine / peer:.2f} × | ≥ 0.25 × | 0.5 × |")
        small, large = times(base, [campaigns[1_000], campaigns[1_000_000]])
        print(f"| campaign page at 1,000,000 accounts, ms (at 1,000) "
              f"| {large:.2f} | {small:.2f} | {large / small:.2f} × | ≤ 1.5 × | 1.1 × |")
    filled.drop()


if __name__ == "__main__":
    main()
