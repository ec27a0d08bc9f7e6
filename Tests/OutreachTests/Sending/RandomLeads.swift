import Postgres

/// 2,000 campaigns with 50 leads each, at random: each rule of sending is broken for some of them, and
/// some are good for an email now. What has a time lies a day before the moment, on it, or a day after.
struct RandomLeads {
  static let count = 100_000

  let seed: Int

  /// Within the transaction, whose `now()` is the moment. Without triggers: they are no part of the
  /// rules, and a hundred thousand leads would take minutes.
  func make(on connection: Connection) throws {
    try connection.script("SET LOCAL session_replication_role = replica")
    try connection.run("SELECT setseed(\(Double(seed) / 1_000_000))")
    try connection.run("SELECT set_config('overture.workspace', '1', true)")
    try connection.script(Self.campaigns)
    try connection.script(Self.people)
    try connection.script(Self.leads)
    try connection.script(
      "ANALYZE campaigns, mailboxes, campaign_mailboxes, steps, accounts, contacts, suppressions, "
        + "campaign_accounts, enrollments, replies, deliveries")
    try connection.script(Self.expected)
  }

  /// A window is open all day, or three days from now.
  private static let campaigns = """
    CREATE FUNCTION pg_temp.one_of(choices text[]) RETURNS text LANGUAGE sql VOLATILE
    RETURN choices[1 + floor(random() * cardinality(choices))::int];

    CREATE FUNCTION pg_temp.around(of_twenty int) RETURNS timestamptz LANGUAGE sql VOLATILE
    RETURN now() + (CASE floor(random() * 20)::int
      WHEN of_twenty THEN interval '1 day' WHEN of_twenty + 1 THEN interval '0'
      WHEN of_twenty + 2 THEN interval '-1 day' END);

    INSERT INTO mailboxes (id, kind, email, smtp_host, smtp_port, daily_limit, state, archived_at)
    OVERRIDING SYSTEM VALUE
    SELECT m, 'practice', 'box' || m || '@one.example', '127.0.0.1', 9, 1000000,
      (CASE WHEN random() < 0.05 THEN 'paused' ELSE 'ready' END)::mailbox_state,
      CASE WHEN random() < 0.05 THEN now() END
    FROM generate_series(1, 200) m;

    INSERT INTO campaigns (id, product_id, name, slug, status, archived_at, launch_at, only_approved,
      schedule)
    OVERRIDING SYSTEM VALUE
    SELECT c, 1, 'Campaign', c::text,
      (CASE WHEN random() < 0.05 THEN pg_temp.one_of('{draft,paused,completed}')
        ELSE 'running' END)::campaign_status,
      CASE WHEN random() < 0.05 THEN now() END, pg_temp.around(0), random() < 0.3,
      CASE WHEN random() < 0.3 THEN jsonb_build_object(
        'start', '00:00', 'end', '00:00',
        'timezone', pg_temp.one_of('{UTC,Asia/Kolkata,America/New_York}'),
        'days', CASE WHEN random() < 0.8 THEN '[0, 1, 2, 3, 4, 5, 6]'::jsonb
          ELSE jsonb_build_array((extract(dow FROM now())::int + 3) % 7) END) END
    FROM generate_series(1, 2000) c;
    INSERT INTO campaign_mailboxes (campaign_id, mailbox_id)
    SELECT c, 1 + floor(random() * 200)::int FROM generate_series(1, 2000) c;
    INSERT INTO steps (campaign_id, position, subjects, body)
    SELECT c, 0, '{Hello}', 'Hi' FROM generate_series(1, 2000) c;
    """

  /// Five people at each account.
  private static let people = """
    INSERT INTO accounts (id, name, match_key, status, relationship_types)
    OVERRIDING SYSTEM VALUE
    SELECT a, 'Firm', a::text,
      (CASE WHEN random() < 0.03 THEN 'do_not_contact' ELSE 'prospect' END)::account_status,
      (CASE WHEN random() < 0.03 THEN '{partner,do_not_contact}' ELSE '{partner}' END)
        ::account_status[]
    FROM generate_series(1, 20000) a;

    INSERT INTO contacts (id, account_id, email, phone)
    OVERRIDING SYSTEM VALUE
    SELECT k, (k - 1) / 5 + 1,
      CASE WHEN random() < 0.97 THEN 'P' || k || '@firm' || k || '.example' END, '+493012345'
    FROM generate_series(1, 100000) k;
    UPDATE contacts SET email_invalid_at = now(), email_invalid_reason = 'bounced'
    WHERE random() < 0.03;
    INSERT INTO suppressions (email, reason)
    SELECT k.email_key, pg_temp.one_of(enum_range(NULL::suppression_reason)::text[])::suppression_reason
    FROM contacts k
    WHERE k.email IS NOT NULL AND random() < 0.03;
    """

  /// Each person is a lead of one campaign, and a lead's delivery has the number of its enrollment.
  private static let leads = """
    INSERT INTO campaign_accounts (campaign_id, account_id, review_status, reviewed_by)
    SELECT (r.a - 1) / 10 + 1, r.a, r.review, CASE WHEN r.review <> 'pending' THEN 1 END
    FROM (
      SELECT a, (CASE WHEN random() < 0.05 THEN 'rejected' WHEN random() < 0.2 THEN 'pending'
        ELSE 'approved' END)::review_status AS review
      FROM generate_series(1, 20000) a
    ) r;

    INSERT INTO enrollments (id, campaign_id, account_id, contact_id, mailbox_id, state, exit_reason,
      ended_at, held_until)
    OVERRIDING SYSTEM VALUE
    SELECT e.id, e.campaign_id, e.account_id, e.id, e.mailbox_id, e.state,
      CASE WHEN e.state = 'exited' THEN 'reply_received'::exit_reason END,
      CASE WHEN e.state <> 'active' THEN now() END, e.held_until
    FROM (
      SELECT k.id, cm.campaign_id, k.account_id,
        CASE WHEN random() < 0.5 THEN cm.mailbox_id END AS mailbox_id,
        (CASE WHEN random() < 0.04 THEN pg_temp.one_of('{exited,finished}')
          ELSE 'active' END)::enrollment_state AS state, pg_temp.around(0) AS held_until
      FROM contacts k
        JOIN campaign_mailboxes cm ON (cm.workspace_id, cm.campaign_id) = (1, (k.id - 1) / 50 + 1)
      ORDER BY k.id
    ) e;
    INSERT INTO replies (message_id, enrollment_id, class)
    SELECT e.id, e.id, CASE WHEN random() < 0.5 THEN 'positive'::reply_class END
    FROM enrollments e
    WHERE random() < 0.08;
    INSERT INTO deliveries (id, campaign_id, enrollment_id, position, due_at)
    OVERRIDING SYSTEM VALUE
    SELECT e.id, e.campaign_id, e.id, 0, coalesce(least(now(), pg_temp.around(0)), now())
    FROM enrollments e;
    """

  /// The rules once more, in plain words: what binds each lead, first of all, and whether its campaign may
  /// send at all.
  private static let expected = """
    CREATE TEMPORARY TABLE expected AS
    SELECT f.id,
      CASE
        WHEN NOT f.runs THEN 'campaign'
        WHEN f.launch_at > now() THEN 'launch'
        WHEN f.state <> 'active' THEN 'ended'
        WHEN f.held_until > now() THEN 'absence'
        WHEN f.is_unread THEN 'answer'
        WHEN f.review_status = 'rejected' THEN 'rejected'
        WHEN f.only_approved AND f.review_status = 'pending' THEN 'approval'
        WHEN NOT f.may_be_reached THEN 'contact'
        WHEN NOT f.is_open THEN 'window'
        WHEN NOT f.has_mailbox THEN 'mailbox'
      END AS binding,
      f.runs AND coalesce(f.launch_at <= now(), true) AND f.is_open AND f.has_mailbox AS is_due
    FROM (
      SELECT e.id, e.state, e.held_until, ca.review_status, c.only_approved, c.launch_at,
        c.status = 'running' AND c.archived_at IS NULL AS runs,
        c.schedule IS NULL OR jsonb_array_length(c.schedule -> 'days') = 7 AS is_open,
        m.state = 'ready' AND m.archived_at IS NULL AS has_mailbox,
        a.status <> 'do_not_contact' AND NOT 'do_not_contact' = ANY (a.relationship_types)
          AND k.email IS NOT NULL AND k.email_invalid_at IS NULL AND s.email IS NULL
          AS may_be_reached,
        EXISTS (SELECT FROM replies r WHERE r.enrollment_id = e.id AND r.class IS NULL) AS is_unread
      FROM enrollments e
        JOIN campaigns c ON c.id = e.campaign_id
        JOIN campaign_mailboxes cm ON cm.campaign_id = c.id
        JOIN mailboxes m ON m.id = cm.mailbox_id
        JOIN campaign_accounts ca ON ca.campaign_id = c.id AND ca.account_id = e.account_id
        JOIN accounts a ON a.id = e.account_id
        JOIN contacts k ON k.id = e.contact_id
        LEFT JOIN suppressions s ON s.email = lower(k.email)
    ) f;
    """
}
