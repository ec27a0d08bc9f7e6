"""A database for benchmarks, migrated by the program itself and filled with campaigns of any size."""
import contextlib, os, subprocess, sys

TOKEN = "benchmark-token-of-one-session"

# Without triggers, which would take minutes for the million; what they would count is counted after.
FILL = """
SET session_replication_role = replica;
INSERT INTO workspaces (name) VALUES ('Bench');
INSERT INTO people (email, name) VALUES ('bench@example.com', 'Bench');
INSERT INTO memberships (workspace_id, person_id, role) VALUES (1, 1, 'owner');
INSERT INTO sessions (token_hash, person_id, workspace_id, csrf_token)
VALUES (sha256('%(token)s'), 1, 1, 'x');
INSERT INTO products (workspace_id, name) VALUES (1, 'Widget');
INSERT INTO accounts (workspace_id, name, match_key, domain, country, industry, employees)
SELECT 1, 'Account ' || n, 'n:account ' || n, 'account' || n || '.example', 'DE', 'Cold stores', n %% 900
FROM generate_series(1, %(most)s) n;
INSERT INTO fit_scores (workspace_id, product_id, goal, account_id, score, reasons)
SELECT 1, 1, 'sales', n, (hashint8(n)::bigint & 1023) %% 101 / 10.0,
  '[{"sign": "+", "weight": 2.1, "text": "Fourteen chambers on two sites"}]'
FROM generate_series(1, %(most)s) n;
"""
CAMPAIGN = """
SET session_replication_role = replica;
INSERT INTO campaigns (workspace_id, product_id, name, slug, created_by)
VALUES (1, 1, 'Of %(size)s', 'of-%(size)s', 1);
INSERT INTO campaign_accounts (workspace_id, campaign_id, account_id, review_status, reviewed_by,
  fit_score, first_outreached_at, last_touch_at, outreach_status)
SELECT 1, c.id, f.account_id,
  CASE WHEN n %% 3 = 0 THEN 'approved' ELSE 'pending' END::review_status,
  CASE WHEN n %% 3 = 0 THEN 1 END, f.score,
  CASE WHEN n %% 6 = 0 THEN now() - n * interval '1 second' END,
  CASE WHEN n %% 6 = 0 THEN now() - n * interval '1 second' END,
  CASE WHEN n %% 6 = 0 THEN 'sent' ELSE 'not_started' END::outreach_status
FROM campaigns c, generate_series(1, %(size)s) n
  JOIN fit_scores f ON f.account_id = n
WHERE c.slug = 'of-%(size)s';
INSERT INTO campaign_counts (workspace_id, campaign_id, total_accounts, scored_accounts,
  approved_accounts, outreached_accounts, score_0, score_1, score_2, score_3, score_4, score_5,
  score_6, score_7, score_8, score_9)
SELECT 1, campaign_id, count(*), count(fit_score),
  count(*) FILTER (WHERE review_status = 'approved'), count(first_outreached_at),
  %(buckets)s
FROM campaign_accounts
WHERE campaign_id = (SELECT id FROM campaigns WHERE slug = 'of-%(size)s')
GROUP BY campaign_id;
INSERT INTO steps (workspace_id, campaign_id, position, subjects, body)
SELECT 1, c.id, n, ARRAY['Step ' || n], 'Hello' FROM campaigns c, generate_series(0, 2) n
WHERE c.slug = 'of-%(size)s';
INSERT INTO messages (workspace_id, campaign_id, account_id, channel, direction, state, at)
SELECT 1, c.id, n, 'email', CASE WHEN n %% 10 = 0 THEN 'inbound' ELSE 'outbound' END::direction,
  CASE WHEN n %% 10 = 0 THEN 'received' ELSE 'sent' END::message_state,
  now() - n * interval '1 second'
FROM campaigns c, generate_series(1, %(size)s / 5) n WHERE c.slug = 'of-%(size)s';
INSERT INTO message_texts (workspace_id, message_id, at, subject, text)
SELECT 1, m.id, m.at, 'A subject', 'Interesting timing. We meter per building today.'
FROM messages m WHERE m.campaign_id = (SELECT id FROM campaigns WHERE slug = 'of-%(size)s');
INSERT INTO expenses (workspace_id, campaign_id, spent_on, category, amount, currency, form_token)
SELECT 1, c.id, current_date, 'agency', 100 + n, 'EUR', gen_random_uuid()
FROM campaigns c, generate_series(1, 11) n WHERE c.slug = 'of-%(size)s';
"""
BUCKETS = ", ".join(
    f"count(*) FILTER (WHERE fit_score >= {n}" + (f" AND fit_score < {n + 1})" if n < 9 else ")")
    for n in range(10))


class Filled:
    """`conninfo` is the superuser's, of the new database; `program` is OVERTURE_BIN."""

    def __init__(self, name):
        self.program = os.environ.get("OVERTURE_BIN") or sys.exit("OVERTURE_BIN is not set")
        self.server = os.environ.get("OVERTURE_BENCH_DATABASE_URL") or sys.exit(
            "OVERTURE_BENCH_DATABASE_URL is not set")
        self.name = name
        self.conninfo = f"{self.server} dbname={name}"
        self.environment = dict(os.environ, OVERTURE_DATABASE_URL=self.conninfo,
                                OVERTURE_LOG_LEVEL="error")

    def sql(self, text, *options, conninfo=None):
        done = subprocess.run(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *options, conninfo or self.conninfo],
            input=text, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{self.name}: {done.stderr}")
        return done.stdout.strip()

    def fill(self, sizes):
        """Campaigns of these sizes; says their numbers, by size."""
        server = f"{self.server} dbname=postgres"
        self.sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE);", conninfo=server)
        self.sql(f"CREATE DATABASE {self.name};", conninfo=server)
        subprocess.run([self.program, "migrate"], check=True, env=self.environment,
                       stdout=subprocess.DEVNULL)
        self.sql(FILL % {"token": TOKEN, "most": max(sizes)})
        numbers = {}
        for size in sizes:
            self.sql(CAMPAIGN % {"size": size, "buckets": BUCKETS})
            numbers[size] = int(self.sql(f"SELECT id FROM campaigns WHERE slug = 'of-{size}'"))
        self.sql("VACUUM ANALYZE;")
        self.sql("CHECKPOINT;")
        return numbers

    def drop(self):
        self.sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE);",
                 conninfo=f"{self.server} dbname=postgres")

    @contextlib.contextmanager
    def serving(self, port):
        """The pages, on a port of this machine, by a process of its own."""
        server = subprocess.Popen(
            [self.program, "serve", "--port", str(port)], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
