-- Written by Scripts/upgradedata with 0041_plain_words_in_rows.sql as the newest migration.
INSERT INTO public.workspaces (id, name, time_zone, language, created_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 'Fenmoor Pumps', 'Europe/Berlin', 'de', '2026-02-01 08:00:00+00'),
	(2, 'Alder & Co', 'UTC', 'en', '2026-02-02 08:00:00+00');
INSERT INTO public.accounts (workspace_id, id, name, match_key, domain, status, relationship_types, industry, employees, country, city, website, phone, language, description, custom, created_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'Nordwerk AG', 'n:nordwerk', 'nordwerk.example', 'responded', '{}', 'Water', 800, 'DE', NULL, NULL, NULL, NULL, NULL, '{"Fleet": "800"}', '2026-11-29 05:00:57.27456+00'),
	(1, 2, 'Brunnen & Söhne', 'n:brunnensöhne', 'brunnen.example', 'contacted', '{}', 'Water', 45, 'DE', NULL, NULL, NULL, NULL, NULL, '{"Fleet": "45"}', '2026-11-29 05:00:57.27456+00'),
	(1, 3, 'Hafenbau Kiel', 'n:hafenbaukiel', 'hafenbau.example', 'customer', '{}', 'Water', 320, 'DE', NULL, NULL, NULL, NULL, NULL, '{"Fleet": "320"}', '2026-11-29 05:00:57.27456+00'),
	(1, 4, 'Stadtwerke Ulm', 'n:stadtwerkeulm', 'stadtwerke.example', 'prospect', '{}', 'Water', 1200, 'DE', NULL, NULL, NULL, NULL, NULL, '{"Fleet": "1200"}', '2026-11-29 05:00:57.27456+00'),
	(1, 5, 'Wasser {x|y} GmbH', 'n:wasserxy', 'wasser.example', 'prospect', '{}', 'Water', 12, 'DE', NULL, NULL, NULL, NULL, NULL, '{"Fleet": "12"}', '2026-11-29 05:00:57.27456+00'),
	(1, 6, 'Quell Oy', 'n:quell', 'quell.example', 'do_not_contact', '{}', 'Water', 60, 'DE', NULL, NULL, NULL, NULL, NULL, '{"Fleet": "60"}', '2026-11-29 05:00:57.27456+00'),
	(1, 7, 'Pumpenhaus', 'n:pumpenhaus', 'pumpenhaus.example', 'contacted', '{}', 'Water', 25, 'DE', NULL, NULL, NULL, NULL, NULL, '{"Fleet": "25"}', '2026-11-29 05:00:57.27456+00'),
	(1, 8, 'Rohr & Ventil', 'n:rohrventil', 'rohr.example', 'responded', '{}', 'Water', 70, 'DE', NULL, NULL, NULL, NULL, NULL, '{"Fleet": "70"}', '2026-11-29 05:00:57.27456+00'),
	(2, 9, 'Nordwerk AG', 'n:nordwerk', NULL, 'prospect', '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', '2026-11-29 05:00:57.512094+00');
INSERT INTO public.api_cost_deltas (workspace_id, id, campaign_id, provider, model, usd, calls) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 'scorer', 'm-1', 0.021000, 5);
INSERT INTO public.api_costs (workspace_id, id, at, campaign_id, account_id, provider, model, purpose, quantity, usd) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-02-26 09:01:00+00', 1, 1, 'scorer', 'm-1', 'fit', 900, 0.004200),
	(1, 2, '2026-02-26 09:02:00+00', 1, 2, 'scorer', 'm-1', 'fit', 900, 0.004200),
	(1, 3, '2026-02-26 09:03:00+00', 1, 3, 'scorer', 'm-1', 'fit', 900, 0.004200),
	(1, 4, '2026-02-26 09:04:00+00', 1, 4, 'scorer', 'm-1', 'fit', 900, 0.004200),
	(1, 5, '2026-02-26 09:05:00+00', 1, 5, 'scorer', 'm-1', 'fit', 900, 0.004200),
	(1, 6, '2026-02-26 10:00:00+00', NULL, NULL, 'search', 's-1', 'lookup', 3, 0.010000);
INSERT INTO public.people (id, email, name, password, password_is_temporary, time_zone, shortcuts, disabled_at, created_at, last_workspace_id, password_expires_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 'ines@fenmoor.example', 'Ines Okafor', 'scrypt$15$8$1$c2FsdA$aGFzaA', false, 'Europe/Berlin', true, NULL, '2026-11-29 05:00:57.219714+00', NULL, NULL),
	(2, 'marek@fenmoor.example', 'Marek Dvořák', 'scrypt$15$8$1$c2FsdB$aGFzaB', false, NULL, true, NULL, '2026-11-29 05:00:57.219714+00', NULL, NULL),
	(3, 'lena@fenmoor.example', 'Lena Groß', NULL, false, NULL, true, NULL, '2026-11-29 05:00:57.219714+00', NULL, NULL);
INSERT INTO public.products (workspace_id, id, name, description, website, language, archived_at, created_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'Fenmoor K4', 'Pump controller', NULL, 'de', NULL, '2026-11-29 05:00:57.31091+00'),
	(1, 2, 'Service', '', NULL, 'de', NULL, '2026-11-29 05:00:57.31091+00'),
	(2, 3, 'Advice', '', NULL, 'en', NULL, '2026-11-29 05:00:57.512623+00');
INSERT INTO public.campaigns (workspace_id, id, product_id, goal, name, slug, language, stage, scoring_status, scoring_error, status, resumed_at_sent, resumed_at_bounced, only_approved, ai_outreach, check_reply, track_opens, track_clicks, schedule, launch_at, launched_at, completed_at, priority, audience_config, next_rotation, created_by, created_at, archived_at, updated_at, resumed_at, pause_reason, pause_details) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 'sales', 'Frühjahr', 'fruehjahr', NULL, 'active', 'completed', NULL, 'running', 0, 0, false, false, true, true, true, NULL, NULL, '2026-03-02 07:00:00+00', NULL, 0, '{}', 8, 1, '2026-02-20 09:00:00+00', NULL, '2026-11-29 05:00:57.323181+00', NULL, NULL, '{}'),
	(1, 2, 2, 'event', 'Messe', 'messe', NULL, 'draft', 'idle', NULL, 'completed', 0, 0, false, false, true, true, true, NULL, NULL, '2026-02-10 07:00:00+00', '2026-02-25 12:00:00+00', 0, '{}', 0, 1, '2026-02-05 09:00:00+00', '2026-02-28 12:00:00+00', '2026-11-29 05:00:57.327152+00', NULL, NULL, '{}'),
	(1, 3, 2, 'win_back', 'Rückgewinnung', 'rueckgewinnung', NULL, 'draft', 'idle', NULL, 'paused', 0, 0, false, false, true, true, true, '{"end": "06:00", "days": [1, 2, 3, 4, 5], "start": "22:00", "timezone": "Europe/Berlin"}', NULL, '2026-03-01 07:00:00+00', NULL, 0, '{}', 0, 1, '2026-02-25 09:00:00+00', NULL, '2026-11-29 05:00:57.327152+00', NULL, 'bounces', '{}'),
	(1, 4, 1, 'sales', 'Entwurf', 'entwurf', NULL, 'draft', 'idle', NULL, 'draft', 0, 0, false, false, true, true, true, NULL, NULL, NULL, NULL, 0, '{}', 0, 1, '2026-03-10 09:00:00+00', NULL, '2026-11-29 05:00:57.327152+00', NULL, NULL, '{}'),
	(2, 5, 3, 'sales', 'First', 'first', NULL, 'draft', 'idle', NULL, 'draft', 0, 0, false, false, true, true, true, NULL, NULL, NULL, NULL, 0, '{}', 0, 2, '2026-03-10 09:00:00+00', NULL, '2026-11-29 05:00:57.518995+00', NULL, NULL, '{}');
INSERT INTO public.lists (workspace_id, id, name, contacts, created_by, created_at, archived_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'Waterworks north', 8, 1, '2026-11-29 05:00:57.299093+00', NULL),
	(1, 2, 'Old fair', 2, 1, '2026-11-29 05:00:57.299093+00', NULL);
INSERT INTO public.attachments (workspace_id, id, campaign_id, list_id, flags, enrolls, state, error, contacts, contacts_done, last_contact, answer, outcomes, claimed_by, claimed_until, created_by, address, created_at, finished_at, detaches, ends) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 1, '{}', true, 'done', NULL, 8, 8, 8, '[]', '{"enrolled": 8}', NULL, NULL, 1, '192.0.2.17', '2026-11-29 05:00:57.417137+00', '2026-02-28 09:00:00+00', false, false);
INSERT INTO public.audit_entries (workspace_id, id, at, person_id, address, action, subject_kind, subject_id, subject_name, campaign_id, before, after) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-11-29 05:00:57.246987+00', 1, '192.0.2.17', 'made', 'member', 1, '', NULL, NULL, '{"role": "owner", "joined_at": "2026-11-29T05:00:57.246987+00:00", "person_id": 1}'),
	(1, 2, '2026-11-29 05:00:57.246987+00', 1, '192.0.2.17', 'made', 'member', 2, '', NULL, NULL, '{"role": "campaign_manager", "joined_at": "2026-11-29T05:00:57.246987+00:00", "person_id": 2}'),
	(1, 3, '2026-11-29 05:00:57.246987+00', 1, '192.0.2.17', 'made', 'member', 3, '', NULL, NULL, '{"role": "finance", "joined_at": "2026-11-29T05:00:57.246987+00:00", "person_id": 3}'),
	(1, 4, '2026-11-29 05:00:57.262208+00', 1, '192.0.2.17', 'made', 'setting', NULL, 'replies.sla_hours', NULL, NULL, '{"key": "replies.sla_hours", "value": 48}'),
	(1, 5, '2026-11-29 05:00:57.262208+00', 1, '192.0.2.17', 'made', 'setting', NULL, 'sending.retry_minutes', NULL, NULL, '{"key": "sending.retry_minutes", "value": [30, 120]}'),
	(1, 6, '2026-11-29 05:00:57.262208+00', 1, '192.0.2.17', 'made', 'setting', NULL, 'sending.footer', NULL, NULL, '{"key": "sending.footer", "value": "Fenmoor Pumpen GmbH, Deichstraße 4, Hamburg"}'),
	(1, 7, '2026-11-29 05:00:57.291363+00', 1, '192.0.2.17', 'changed', 'contact', 7, 'Einkauf@pumpenhaus.example', NULL, '{"email_invalid_at": null, "email_invalid_reason": null}', '{"email_invalid_at": "2026-03-04T10:00:00+00:00", "email_invalid_reason": "550 5.1.1 no such user"}'),
	(1, 8, '2026-11-29 05:00:57.299093+00', 1, '192.0.2.17', 'made', 'list', 1, 'Waterworks north', NULL, NULL, '{"id": 1, "name": "Waterworks north", "archived_at": null}'),
	(1, 9, '2026-11-29 05:00:57.299093+00', 1, '192.0.2.17', 'made', 'list', 2, 'Old fair', NULL, NULL, '{"id": 2, "name": "Old fair", "archived_at": null}'),
	(1, 10, '2026-11-29 05:00:57.31091+00', 1, '192.0.2.17', 'made', 'product', 1, 'Fenmoor K4', NULL, NULL, '{"id": 1, "name": "Fenmoor K4", "website": null, "language": "de", "archived_at": null, "description": "Pump controller"}'),
	(1, 11, '2026-11-29 05:00:57.31091+00', 1, '192.0.2.17', 'made', 'product', 2, 'Service', NULL, NULL, '{"id": 2, "name": "Service", "website": null, "language": "de", "archived_at": null, "description": ""}'),
	(1, 12, '2026-11-29 05:00:57.315457+00', 1, '192.0.2.17', 'made', 'persona', 1, 'Waterworks', NULL, NULL, '{"goal": "sales", "name": "Waterworks", "pains": [], "titles": [], "summary": "", "approval": "approved", "industries": ["Water", "Energy"], "product_id": 1, "employees_to": null, "employees_from": null}'),
	(1, 13, '2026-11-29 05:00:57.323181+00', 1, '192.0.2.17', 'made', 'campaign', 1, 'Frühjahr', 1, NULL, '{"id": 1, "goal": "sales", "name": "Frühjahr", "slug": "fruehjahr", "stage": "active", "status": "running", "language": null, "priority": 0, "schedule": null, "launch_at": null, "product_id": 1, "resumed_at": null, "ai_outreach": false, "archived_at": null, "check_reply": true, "launched_at": "2026-03-02T07:00:00+00:00", "track_opens": true, "completed_at": null, "pause_reason": null, "track_clicks": true, "only_approved": false, "pause_details": {}, "scoring_error": null, "scoring_status": "completed", "audience_config": {}, "resumed_at_sent": 0, "resumed_at_bounced": 0}'),
	(1, 14, '2026-11-29 05:00:57.327152+00', 1, '192.0.2.17', 'made', 'campaign', 2, 'Messe', 2, NULL, '{"id": 2, "goal": "event", "name": "Messe", "slug": "messe", "stage": "draft", "status": "completed", "language": null, "priority": 0, "schedule": null, "launch_at": null, "product_id": 2, "resumed_at": null, "ai_outreach": false, "archived_at": "2026-02-28T12:00:00+00:00", "check_reply": true, "launched_at": "2026-02-10T07:00:00+00:00", "track_opens": true, "completed_at": "2026-02-25T12:00:00+00:00", "pause_reason": null, "track_clicks": true, "only_approved": false, "pause_details": {}, "scoring_error": null, "scoring_status": "idle", "audience_config": {}, "resumed_at_sent": 0, "resumed_at_bounced": 0}'),
	(1, 15, '2026-11-29 05:00:57.327152+00', 1, '192.0.2.17', 'made', 'campaign', 3, 'Rückgewinnung', 3, NULL, '{"id": 3, "goal": "win_back", "name": "Rückgewinnung", "slug": "rueckgewinnung", "stage": "draft", "status": "paused", "language": null, "priority": 0, "schedule": {"end": "06:00", "days": [1, 2, 3, 4, 5], "start": "22:00", "timezone": "Europe/Berlin"}, "launch_at": null, "product_id": 2, "resumed_at": null, "ai_outreach": false, "archived_at": null, "check_reply": true, "launched_at": "2026-03-01T07:00:00+00:00", "track_opens": true, "completed_at": null, "pause_reason": "bounces", "track_clicks": true, "only_approved": false, "pause_details": {}, "scoring_error": null, "scoring_status": "idle", "audience_config": {}, "resumed_at_sent": 0, "resumed_at_bounced": 0}'),
	(1, 16, '2026-11-29 05:00:57.327152+00', 1, '192.0.2.17', 'made', 'campaign', 4, 'Entwurf', 4, NULL, '{"id": 4, "goal": "sales", "name": "Entwurf", "slug": "entwurf", "stage": "draft", "status": "draft", "language": null, "priority": 0, "schedule": null, "launch_at": null, "product_id": 1, "resumed_at": null, "ai_outreach": false, "archived_at": null, "check_reply": true, "launched_at": null, "track_opens": true, "completed_at": null, "pause_reason": null, "track_clicks": true, "only_approved": false, "pause_details": {}, "scoring_error": null, "scoring_status": "idle", "audience_config": {}, "resumed_at_sent": 0, "resumed_at_bounced": 0}'),
	(1, 17, '2026-11-29 05:00:57.363547+00', 1, '192.0.2.17', 'changed', 'campaign account', 4, '', 1, '{"sort_score": 5.2, "override_score": null, "override_reason": ""}', '{"sort_score": 9.5, "override_score": 9.5, "override_reason": "Met at the fair"}'),
	(1, 18, '2026-11-29 05:00:57.367855+00', 1, '192.0.2.17', 'changed', 'campaign account', 6, '', 1, '{"reviewed_at": null, "reviewed_by": null, "review_status": "pending"}', '{"reviewed_at": "2026-02-27T10:00:00+00:00", "reviewed_by": 2, "review_status": "rejected"}'),
	(1, 19, '2026-11-29 05:00:57.367855+00', 1, '192.0.2.17', 'changed', 'campaign account', 5, '', 1, '{"reviewed_at": null, "reviewed_by": null, "review_status": "pending"}', '{"reviewed_at": "2026-02-27T10:00:00+00:00", "reviewed_by": 2, "review_status": "approved"}'),
	(1, 20, '2026-11-29 05:00:57.367855+00', 1, '192.0.2.17', 'changed', 'campaign account', 4, '', 1, '{"reviewed_at": null, "reviewed_by": null, "review_status": "pending"}', '{"reviewed_at": "2026-02-27T10:00:00+00:00", "reviewed_by": 2, "review_status": "approved"}'),
	(1, 21, '2026-11-29 05:00:57.367855+00', 1, '192.0.2.17', 'changed', 'campaign account', 3, '', 1, '{"reviewed_at": null, "reviewed_by": null, "review_status": "pending"}', '{"reviewed_at": "2026-02-27T10:00:00+00:00", "reviewed_by": 2, "review_status": "approved"}'),
	(1, 22, '2026-11-29 05:00:57.367855+00', 1, '192.0.2.17', 'changed', 'campaign account', 2, '', 1, '{"reviewed_at": null, "reviewed_by": null, "review_status": "pending"}', '{"reviewed_at": "2026-02-27T10:00:00+00:00", "reviewed_by": 2, "review_status": "approved"}'),
	(1, 23, '2026-11-29 05:00:57.367855+00', 1, '192.0.2.17', 'changed', 'campaign account', 1, '', 1, '{"reviewed_at": null, "reviewed_by": null, "review_status": "pending"}', '{"reviewed_at": "2026-02-27T10:00:00+00:00", "reviewed_by": 2, "review_status": "approved"}'),
	(1, 24, '2026-11-29 05:00:57.386144+00', 1, '192.0.2.17', 'made', 'mailbox', 1, 'ines@fenmoor.example', NULL, NULL, '{"id": 1, "kind": "smtp", "email": "ines@fenmoor.example", "state": "ready", "hung_up": [], "reply_to": null, "imap_host": null, "imap_port": null, "imap_user": null, "ramp_step": 5, "signature": "", "smtp_host": "smtp.fenmoor.example", "smtp_port": 587, "smtp_user": "ines", "last_error": null, "ramp_since": "2026-02-20", "ramp_start": 10, "archived_at": null, "daily_limit": null, "dkim_domain": null, "dkim_record": null, "verified_at": "2026-02-20T10:00:00+00:00", "display_name": "Ines Okafor", "recovered_at": null, "cooling_until": null, "dkim_selector": null, "imap_password": null, "imap_security": null, "last_error_at": null, "smtp_password": "•••••", "smtp_security": "starttls", "errors_in_a_row": 0, "dkim_private_key": null}'),
	(1, 25, '2026-11-29 05:00:57.386144+00', 1, '192.0.2.17', 'made', 'mailbox', 2, 'lena@fenmoor.example', NULL, NULL, '{"id": 2, "kind": "smtp", "email": "lena@fenmoor.example", "state": "ready", "hung_up": [], "reply_to": null, "imap_host": null, "imap_port": null, "imap_user": null, "ramp_step": null, "signature": "", "smtp_host": "smtp.fenmoor.example", "smtp_port": 465, "smtp_user": "lena", "last_error": null, "ramp_since": null, "ramp_start": null, "archived_at": null, "daily_limit": null, "dkim_domain": null, "dkim_record": null, "verified_at": "2026-02-20T10:00:00+00:00", "display_name": "Lena Groß", "recovered_at": null, "cooling_until": null, "dkim_selector": null, "imap_password": null, "imap_security": null, "last_error_at": null, "smtp_password": "•••••", "smtp_security": "starttls", "errors_in_a_row": 0, "dkim_private_key": null}'),
	(1, 26, '2026-11-29 05:00:57.392016+00', 1, '192.0.2.17', 'made', 'campaign mailbox', 1, '', 1, NULL, '{"mailbox_id": 1, "campaign_id": 1}'),
	(1, 27, '2026-11-29 05:00:57.392016+00', 1, '192.0.2.17', 'made', 'campaign mailbox', 2, '', 1, NULL, '{"mailbox_id": 2, "campaign_id": 1}'),
	(1, 28, '2026-11-29 05:00:57.392016+00', 1, '192.0.2.17', 'made', 'campaign mailbox', 1, '', 3, NULL, '{"mailbox_id": 1, "campaign_id": 3}'),
	(1, 29, '2026-11-29 05:00:57.401013+00', 1, '192.0.2.17', 'made', 'domain rate', NULL, 'gmail', NULL, NULL, '{"family": "gmail", "per_second": 0.5}'),
	(1, 30, '2026-11-29 05:00:57.407364+00', 1, '192.0.2.17', 'made', 'step', 0, 'Pumpen bei {{COMPANY}}', 1, NULL, '{"body": "<p>Guten Tag {{FIRST_NAME}}</p>", "position": 0, "subjects": ["Pumpen bei {{COMPANY}}", "{Kurze|Eine} Frage"], "condition": "always", "wait_days": 0, "wait_hours": 0, "campaign_id": 1}'),
	(1, 31, '2026-11-29 05:00:57.407364+00', 1, '192.0.2.17', 'made', 'step', 1, 'Re: Pumpen', 1, NULL, '{"body": "<p>Noch einmal</p>", "position": 1, "subjects": ["Re: Pumpen"], "condition": "not_opened", "wait_days": 3, "wait_hours": 0, "campaign_id": 1}'),
	(1, 32, '2026-11-29 05:00:57.407364+00', 1, '192.0.2.17', 'made', 'step', 0, 'Schade', 3, NULL, '{"body": "<p>Kommen Sie zurück</p>", "position": 0, "subjects": ["Schade"], "condition": "always", "wait_days": 0, "wait_hours": 0, "campaign_id": 3}'),
	(1, 33, '2026-11-29 05:00:57.415034+00', 1, '192.0.2.17', 'made', 'attached list', 1, '', 1, NULL, '{"list_id": 1, "attached_at": "2026-11-29T05:00:57.415034+00:00", "campaign_id": 1}'),
	(1, 34, '2026-11-29 05:00:57.439571+00', 1, '192.0.2.17', 'made', 'suppression', NULL, 'einkauf@quell.example', NULL, NULL, '{"at": "2026-03-02T12:00:00+00:00", "note": "", "email": "einkauf@quell.example", "reason": "unsubscribed", "person_id": 1, "delivery_id": 10}'),
	(1, 35, '2026-11-29 05:00:57.439571+00', 1, '192.0.2.17', 'made', 'suppression', NULL, 'never@elsewhere.example', NULL, NULL, '{"at": "2026-02-15T12:00:00+00:00", "note": "asked by telephone", "email": "never@elsewhere.example", "reason": "by_hand", "person_id": 1, "delivery_id": null}'),
	(1, 36, '2026-11-29 05:00:57.481926+00', 1, '192.0.2.17', 'made', 'expense', 1, '', 1, NULL, '{"id": 1, "hours": null, "amount": 480.00, "vendor": "Google", "category": "ads_google", "currency": "EUR", "spent_on": "2026-03-01", "posted_at": "2026-11-29T05:00:57.481926+00:00", "posted_by": 1, "reference": "", "form_token": "•••••", "campaign_id": 1, "description": "", "hourly_rate": null}'),
	(1, 37, '2026-11-29 05:00:57.481926+00', 1, '192.0.2.17', 'made', 'expense', 2, '', 1, NULL, '{"id": 2, "hours": 7.50, "amount": 337.50, "vendor": "", "category": "labour", "currency": "EUR", "spent_on": "2026-03-05", "posted_at": "2026-11-29T05:00:57.481926+00:00", "posted_by": 1, "reference": "", "form_token": "•••••", "campaign_id": 1, "description": "", "hourly_rate": 45.00}'),
	(1, 38, '2026-11-29 05:00:57.481926+00', 1, '192.0.2.17', 'made', 'expense', 3, '', 1, NULL, '{"id": 3, "hours": null, "amount": 20.01, "vendor": "Google", "category": "ads_google", "currency": "EUR", "spent_on": "2026-03-06", "posted_at": "2026-11-29T05:00:57.481926+00:00", "posted_by": 1, "reference": "", "form_token": "•••••", "campaign_id": 1, "description": "", "hourly_rate": null}'),
	(1, 39, '2026-11-29 05:00:57.481926+00', 1, '192.0.2.17', 'made', 'expense', 4, '', 2, NULL, '{"id": 4, "hours": null, "amount": 1900.00, "vendor": "Messe Kiel", "category": "event", "currency": "EUR", "spent_on": "2026-02-12", "posted_at": "2026-11-29T05:00:57.481926+00:00", "posted_by": 1, "reference": "", "form_token": "•••••", "campaign_id": 2, "description": "", "hourly_rate": null}'),
	(1, 40, '2026-11-29 05:00:57.481926+00', 1, '192.0.2.17', 'made', 'expense', 5, '', 2, NULL, '{"id": 5, "hours": null, "amount": 75.00, "vendor": "Badge", "category": "event", "currency": "USD", "spent_on": "2026-02-12", "posted_at": "2026-11-29T05:00:57.481926+00:00", "posted_by": 1, "reference": "", "form_token": "•••••", "campaign_id": 2, "description": "", "hourly_rate": null}'),
	(2, 41, '2026-11-29 05:00:57.511359+00', 2, '192.0.2.17', 'made', 'member', 2, '', NULL, NULL, '{"role": "owner", "joined_at": "2026-11-29T05:00:57.511359+00:00", "person_id": 2}'),
	(2, 42, '2026-11-29 05:00:57.512623+00', 2, '192.0.2.17', 'made', 'product', 3, 'Advice', NULL, NULL, '{"id": 3, "name": "Advice", "website": null, "language": "en", "archived_at": null, "description": ""}'),
	(2, 43, '2026-11-29 05:00:57.518995+00', 2, '192.0.2.17', 'made', 'campaign', 5, 'First', 5, NULL, '{"id": 5, "goal": "sales", "name": "First", "slug": "first", "stage": "draft", "status": "draft", "language": null, "priority": 0, "schedule": null, "launch_at": null, "product_id": 3, "resumed_at": null, "ai_outreach": false, "archived_at": null, "check_reply": true, "launched_at": null, "track_opens": true, "completed_at": null, "pause_reason": null, "track_clicks": true, "only_approved": false, "pause_details": {}, "scoring_error": null, "scoring_status": "idle", "audience_config": {}, "resumed_at_sent": 0, "resumed_at_bounced": 0}'),
	(2, 44, '2026-11-29 05:00:57.523653+00', 2, '192.0.2.17', 'made', 'expense', 6, '', 5, NULL, '{"id": 6, "hours": null, "amount": 12.30, "vendor": "", "category": "software", "currency": "GBP", "spent_on": "2026-03-11", "posted_at": "2026-11-29T05:00:57.523653+00:00", "posted_by": 2, "reference": "", "form_token": "•••••", "campaign_id": 5, "description": "", "hourly_rate": null}'),
	(1, 45, '2026-11-29 05:00:57.53371+00', 1, '192.0.2.17', 'changed', 'campaign account', 7, '', 1, '{"reviewed_at": null, "reviewed_by": null, "review_status": "pending"}', '{"reviewed_at": "2026-11-29T05:00:57.53371+00:00", "reviewed_by": 1, "review_status": "approved"}'),
	(1, 46, '2026-11-29 05:00:57.544535+00', 1, '192.0.2.17', 'made', 'expense', 7, '', 1, NULL, '{"id": 7, "hours": null, "amount": 99.99, "vendor": "", "category": "content", "currency": "EUR", "spent_on": "2026-03-19", "posted_at": "2026-11-29T05:00:57.544535+00:00", "posted_by": 1, "reference": "", "form_token": "•••••", "campaign_id": 1, "description": "", "hourly_rate": null}');
INSERT INTO public.contacts (workspace_id, id, account_id, email, first_name, last_name, title, phone, linkedin, language, time_zone, custom, email_invalid_reason, email_invalid_at, created_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 'Einkauf@nordwerk.example', 'Kim', 'Nordwerk', 'Head of purchasing', NULL, NULL, NULL, NULL, '{}', NULL, NULL, '2026-11-29 05:00:57.287059+00'),
	(1, 2, 2, 'Einkauf@brunnen.example', 'Kim', 'Brunnen', 'Head of purchasing', NULL, NULL, NULL, NULL, '{}', NULL, NULL, '2026-11-29 05:00:57.287059+00'),
	(1, 3, 3, 'Einkauf@hafenbau.example', 'Kim', 'Hafenbau', 'Head of purchasing', NULL, NULL, NULL, NULL, '{}', NULL, NULL, '2026-11-29 05:00:57.287059+00'),
	(1, 4, 4, 'Einkauf@stadtwerke.example', 'Kim', 'Stadtwerke', 'Head of purchasing', NULL, NULL, NULL, NULL, '{}', NULL, NULL, '2026-11-29 05:00:57.287059+00'),
	(1, 5, 5, 'Einkauf@wasser.example', 'Kim', 'Wasser', 'Head of purchasing', NULL, NULL, NULL, NULL, '{}', NULL, NULL, '2026-11-29 05:00:57.287059+00'),
	(1, 6, 6, 'Einkauf@quell.example', 'Kim', 'Quell', 'Head of purchasing', NULL, NULL, NULL, NULL, '{}', NULL, NULL, '2026-11-29 05:00:57.287059+00'),
	(1, 8, 8, 'Einkauf@rohr.example', 'Kim', 'Rohr', 'Head of purchasing', NULL, NULL, NULL, NULL, '{}', NULL, NULL, '2026-11-29 05:00:57.287059+00'),
	(1, 9, 1, NULL, 'Zentrale', '', '', '+49403000', NULL, NULL, NULL, '{}', NULL, NULL, '2026-11-29 05:00:57.29102+00'),
	(1, 7, 7, 'Einkauf@pumpenhaus.example', 'Kim', 'Pumpenhaus', 'Head of purchasing', NULL, NULL, NULL, NULL, '{}', '550 5.1.1 no such user', '2026-03-04 10:00:00+00', '2026-11-29 05:00:57.287059+00');
INSERT INTO public.campaign_accounts (workspace_id, campaign_id, account_id, review_status, reviewed_by, reviewed_at, outreach_status, first_outreached_at, first_replied_at, last_touch_at, fit_score, override_score, override_reason, contact_id, tags, notes, added_by, added_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 2, 3, 'pending', NULL, NULL, 'not_started', NULL, NULL, NULL, NULL, NULL, '', NULL, '{}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(1, 2, 1, 'pending', NULL, NULL, 'not_started', NULL, NULL, NULL, NULL, NULL, '', NULL, '{}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(1, 1, 8, 'pending', NULL, NULL, 'not_started', NULL, NULL, NULL, 0.4, NULL, '', 8, '{north}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(1, 1, 5, 'approved', 2, '2026-02-27 10:00:00+00', 'not_started', NULL, NULL, NULL, NULL, NULL, '', 5, '{}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(1, 1, 4, 'approved', 2, '2026-02-27 10:00:00+00', 'not_started', NULL, NULL, NULL, 5.2, 9.5, 'Met at the fair', 4, '{north}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(1, 1, 6, 'rejected', 2, '2026-02-27 10:00:00+00', 'sent', '2026-03-02 07:10:00+00', NULL, '2026-03-03 09:00:00+00', 7.8, NULL, '', 6, '{north}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(1, 1, 3, 'approved', 2, '2026-02-27 10:00:00+00', 'sent', '2026-03-02 07:10:00+00', NULL, '2026-03-03 09:00:00+00', 3.9, NULL, '', 3, '{}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(1, 1, 2, 'approved', 2, '2026-02-27 10:00:00+00', 'sent', '2026-03-02 07:10:00+00', NULL, '2026-03-03 09:00:00+00', 2.6, NULL, '', 2, '{north}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(1, 1, 1, 'approved', 2, '2026-02-27 10:00:00+00', 'responded', '2026-03-02 07:10:00+00', '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', 1.3, NULL, '', 1, '{}', '', 1, '2026-11-29 05:00:57.337714+00'),
	(2, 5, 9, 'pending', NULL, NULL, 'not_started', NULL, NULL, NULL, NULL, NULL, '', NULL, '{}', '', 2, '2026-11-29 05:00:57.520023+00'),
	(1, 1, 7, 'approved', 1, '2026-11-29 05:00:57.53371+00', 'not_started', NULL, NULL, NULL, 9.1, NULL, '', 7, '{}', '', 1, '2026-11-29 05:00:57.337714+00');
INSERT INTO public.campaign_counts (workspace_id, campaign_id, total_accounts, scored_accounts, approved_accounts, rejected_accounts, outreached_accounts, responded_accounts, score_0, score_1, score_2, score_3, score_4, score_5, score_6, score_7, score_8, score_9) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 8, 7, 5, 1, 4, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1),
	(1, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
	(2, 5, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO public.campaign_deltas (workspace_id, id, campaign_id, total_accounts, scored_accounts, approved_accounts, rejected_accounts, outreached_accounts, responded_accounts, score_0, score_1, score_2, score_3, score_4, score_5, score_6, score_7, score_8, score_9) OVERRIDING SYSTEM VALUE VALUES
	(1, 8, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO public.campaign_lists (workspace_id, campaign_id, list_id, attached_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, '2026-11-29 05:00:57.415034+00');
INSERT INTO public.mailboxes (workspace_id, id, kind, email, display_name, reply_to, smtp_host, smtp_port, smtp_security, smtp_user, smtp_password, imap_host, imap_port, imap_security, imap_user, imap_password, dkim_domain, dkim_selector, dkim_private_key, dkim_record, state, health, errors_in_a_row, cooling_until, last_error, last_error_at, daily_limit, ramp_start, ramp_step, ramp_since, verified_at, created_by, created_at, archived_at, recovered_at, hung_up, signature) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'smtp', 'ines@fenmoor.example', 'Ines Okafor', NULL, 'smtp.fenmoor.example', 587, 'starttls', 'ines', '\x0102a0ff', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ready', 94, 0, NULL, NULL, NULL, NULL, 10, 5, '2026-02-20', '2026-02-20 10:00:00+00', 1, '2026-11-29 05:00:57.386144+00', NULL, NULL, '{}', ''),
	(1, 2, 'smtp', 'lena@fenmoor.example', 'Lena Groß', NULL, 'smtp.fenmoor.example', 465, 'starttls', 'lena', '\x0102b0ff', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ready', 15, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-02-20 10:00:00+00', 1, '2026-11-29 05:00:57.386144+00', NULL, NULL, '{}', '');
INSERT INTO public.campaign_mailboxes (workspace_id, campaign_id, mailbox_id) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1),
	(1, 1, 2),
	(1, 3, 1);
INSERT INTO public.enrollments (workspace_id, id, campaign_id, account_id, contact_id, rotation, mailbox_id, state, exit_reason, ended_at, held_until, held_because, added_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 1, 1, 0, 1, 'exited', 'reply_received', '2026-03-03 09:00:00+00', NULL, NULL, '2026-11-29 05:00:57.419698+00'),
	(1, 2, 1, 2, 2, 1, 1, 'active', NULL, NULL, '2026-04-02 00:00:00+00', 'out of office until 2 April', '2026-11-29 05:00:57.419698+00'),
	(1, 3, 1, 3, 3, 2, 1, 'finished', NULL, '2026-03-06 09:00:00+00', NULL, NULL, '2026-11-29 05:00:57.419698+00'),
	(1, 4, 1, 4, 4, 3, 1, 'active', NULL, NULL, NULL, NULL, '2026-11-29 05:00:57.419698+00'),
	(1, 5, 1, 5, 5, 4, 1, 'active', NULL, NULL, NULL, NULL, '2026-11-29 05:00:57.419698+00'),
	(1, 6, 1, 6, 6, 5, 1, 'exited', 'unsubscribed', '2026-03-02 12:00:00+00', NULL, NULL, '2026-11-29 05:00:57.419698+00'),
	(1, 7, 1, 7, 7, 6, 1, 'exited', 'email_bounced', '2026-03-04 10:00:00+00', NULL, NULL, '2026-11-29 05:00:57.419698+00'),
	(1, 8, 1, 8, 8, 7, NULL, 'active', NULL, NULL, NULL, NULL, '2026-11-29 05:00:57.419698+00');
INSERT INTO public.decisions (workspace_id, id, enrollment_id, delivery_id, verdict, binding, inputs, next_at, decided_at, last_at, times) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 2, 4, 'hold', 'out_of_office', '{}', '2026-04-02 00:00:00+00', '2026-03-05 07:11:00+00', '2026-11-29 05:00:57.432397+00', 1);
INSERT INTO public.deliveries (workspace_id, id, campaign_id, enrollment_id, "position", attempt, asked_by, state, due_at, look_at, arm, mailbox_id, message_id, token, deferrals, claimed_by, claimed_until, claimed_at, transmitting_at, sent_at, settled_at, answer, opened_at, clicked_at, machine_opened_at, replied_at, bounced_at, bounce, failure, tried_again_at, claim, settled_claim, hang_ups) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 1, 0, 1, NULL, 'sent', '2026-03-02 07:10:00+00', NULL, 1, 1, 's.1-545d336feb6467ea4293d1fc862e88f7@fenmoor.example', '1-545d336feb6467ea4293d1fc862e88f7', 0, NULL, NULL, '2026-03-02 07:10:00+00', '2026-03-02 07:10:00+00', '2026-03-02 07:10:00+00', '2026-03-02 07:10:00+00', '250 2.0.0 ok', '2026-03-02 10:10:00+00', '2026-03-02 11:10:00+00', NULL, '2026-03-03 07:10:00+00', NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 2, 1, 1, 1, 1, NULL, 'canceled', '2026-03-05 07:10:00+00', NULL, 1, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, '2026-03-05 07:10:00+00', 'a reply came', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 4, 1, 2, 1, 1, NULL, 'planned', '2026-03-05 07:11:00+00', NULL, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 5, 1, 3, 0, 1, NULL, 'unconfirmed', '2026-03-02 07:12:00+00', NULL, 1, 1, 's.1-606f4484c2382512dbbf1bfb31e9eba7@fenmoor.example', '1-606f4484c2382512dbbf1bfb31e9eba7', 0, NULL, NULL, '2026-03-02 07:12:00+00', NULL, NULL, '2026-03-02 07:12:00+00', 'the connection ended', NULL, NULL, '2026-03-02 07:13:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 6, 1, 3, 0, 2, 1, 'sent', '2026-03-03 07:12:00+00', NULL, 1, 1, 's.1-a1e34cfc492f699a8b5e09093e023571@fenmoor.example', '1-a1e34cfc492f699a8b5e09093e023571', 0, NULL, NULL, '2026-03-03 07:12:00+00', '2026-03-03 07:12:00+00', '2026-03-03 07:12:00+00', '2026-03-03 07:12:00+00', '250 2.0.0 ok', '2026-03-03 10:12:00+00', '2026-03-03 11:12:00+00', '2026-03-03 07:13:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 7, 1, 3, 1, 1, NULL, 'skipped', '2026-03-06 09:00:00+00', NULL, 1, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, '2026-03-06 09:00:00+00', 'was opened', NULL, NULL, '2026-03-06 09:01:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 8, 1, 4, 0, 1, NULL, 'transmitting', '2026-03-02 07:13:00+00', NULL, 0, 1, 's.1-9b054719a2e49a083fb58f50076f318a@fenmoor.example', '1-9b054719a2e49a083fb58f50076f318a', 0, 'sender 77', '2026-03-02 07:15:00+00', '2026-03-02 07:13:00+00', '2026-03-02 07:13:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 9, 1, 5, 0, 1, NULL, 'deferred', '2026-03-02 08:13:00+00', NULL, 1, 1, 's.1-bd14cf1b1d2b4fba357aeb0e6c14d79c@fenmoor.example', '1-bd14cf1b1d2b4fba357aeb0e6c14d79c', 1, NULL, NULL, '2026-03-02 08:13:00+00', NULL, NULL, NULL, '451 4.7.1 greylisted', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 10, 1, 6, 0, 1, NULL, 'sent', '2026-03-02 07:14:00+00', NULL, 0, 1, 's.1-c3e9eb6307a3a70368bc91ba0124cc93@fenmoor.example', '1-c3e9eb6307a3a70368bc91ba0124cc93', 0, NULL, NULL, '2026-03-02 07:14:00+00', '2026-03-02 07:14:00+00', '2026-03-02 07:14:00+00', '2026-03-02 07:14:00+00', '250 2.0.0 ok', '2026-03-02 10:14:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 11, 1, 7, 0, 1, NULL, 'failed', '2026-03-04 10:00:00+00', NULL, 1, 1, 's.1-baf1d9740cd74c1b008ee4a1a8e03498@fenmoor.example', '1-baf1d9740cd74c1b008ee4a1a8e03498', 0, NULL, NULL, '2026-03-04 10:00:00+00', NULL, NULL, '2026-03-04 10:00:00+00', '550 5.1.1 no such user', NULL, NULL, NULL, NULL, '2026-03-04 10:01:00+00', 'hard', 'hard_recipient', NULL, NULL, NULL, 0),
	(1, 12, 1, 8, 0, 1, NULL, 'planned', '2026-03-02 07:16:00+00', NULL, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 3, 1, 2, 0, 1, NULL, 'sent', '2026-03-02 07:11:00+00', NULL, 0, 1, 's.1-4b8593666142c4652f792ed0ba9b6386@fenmoor.example', '1-4b8593666142c4652f792ed0ba9b6386', 0, NULL, NULL, '2026-03-02 07:11:00+00', '2026-03-02 07:11:00+00', '2026-03-02 07:11:00+00', '2026-03-02 07:11:00+00', '250 2.0.0 ok', '2026-03-20 09:00:00+00', '2026-03-20 09:00:00+00', NULL, NULL, '2026-03-02 07:12:00+00', 'soft', NULL, NULL, NULL, NULL, 0),
	(1, 13, 1, 6, 1, 1, NULL, 'failed', '2026-03-05 07:14:00+00', NULL, 0, 1, 's.1-55ec850e14b1620f33e61207c8e5bbda@fenmoor.example', '1-55ec850e14b1620f33e61207c8e5bbda', 0, NULL, NULL, '2026-03-05 07:14:00+00', '2026-03-05 07:14:00+00', NULL, '2026-03-06 08:00:00+00', 'it did not arrive, says Ines Okafor (the connection ended)', NULL, NULL, NULL, NULL, NULL, NULL, 'lost', '2026-03-06 08:00:00+00', NULL, NULL, 0),
	(1, 14, 1, 6, 1, 2, 1, 'sent', '2026-03-06 08:00:00+00', NULL, 0, 1, 's.1-38a505d65f054d4f6f54c2d72f83cb6b@fenmoor.example', '1-38a505d65f054d4f6f54c2d72f83cb6b', 0, NULL, NULL, '2026-03-06 08:00:00+00', '2026-03-06 08:00:00+00', '2026-03-06 08:00:00+00', '2026-03-06 08:00:00+00', '250 2.0.0 ok', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
	(1, 15, 1, 7, 1, 1, NULL, 'failed', '2026-03-07 07:15:00+00', NULL, 1, 1, 's.1-09b6de83aca5cf0ff71acabff33fbceb@fenmoor.example', '1-09b6de83aca5cf0ff71acabff33fbceb', 4, NULL, NULL, '2026-03-07 07:15:00+00', NULL, NULL, '2026-03-07 07:15:00+00', 'given up after 4 tries: 450 4.2.0 later', NULL, NULL, NULL, NULL, NULL, NULL, 'given_up', NULL, NULL, NULL, 0);
INSERT INTO public.delivery_links (workspace_id, delivery_id, number, target) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 0, 'https://fenmoor.example/k4'),
	(1, 6, 0, 'https://fenmoor.example/k4?a=b&c=ü');
INSERT INTO public.domain_rates (workspace_id, family, per_second) OVERRIDING SYSTEM VALUE VALUES
	(1, 'gmail', 0.5);
INSERT INTO public.domain_uses (workspace_id, domain, next_free_at, queued_until) OVERRIDING SYSTEM VALUE VALUES
	(1, 'nordwerk.example', '2026-03-02 07:11:00+00', '-infinity');
INSERT INTO public.expense_deltas (workspace_id, id, campaign_id, currency, category, amount, hours, entries) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 2, 'USD', 'event', 75.00, 0, 1),
	(1, 2, 1, 'EUR', 'ads_google', 500.01, 0, 2),
	(1, 3, 2, 'EUR', 'event', 1900.00, 0, 1),
	(1, 4, 1, 'EUR', 'labour', 337.50, 7.50, 1),
	(2, 5, 5, 'GBP', 'software', 12.30, 0, 1),
	(1, 6, 1, 'EUR', 'content', 99.99, 0, 1);
INSERT INTO public.expenses (workspace_id, id, campaign_id, spent_on, category, amount, currency, hours, hourly_rate, vendor, description, reference, posted_by, posted_at, form_token) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, '2026-03-01', 'ads_google', 480.00, 'EUR', NULL, NULL, 'Google', '', '', 1, '2026-11-29 05:00:57.481926+00', 'b9a73b58-7d17-4b14-817c-b7aec203310e'),
	(1, 2, 1, '2026-03-05', 'labour', 337.50, 'EUR', 7.50, 45.00, '', '', '', 1, '2026-11-29 05:00:57.481926+00', '6fcb0abb-0e1f-486f-9ed3-30bfa9755cb7'),
	(1, 3, 1, '2026-03-06', 'ads_google', 20.01, 'EUR', NULL, NULL, 'Google', '', '', 1, '2026-11-29 05:00:57.481926+00', '2e7fb028-a231-44c9-8312-914ec5353bc7'),
	(1, 4, 2, '2026-02-12', 'event', 1900.00, 'EUR', NULL, NULL, 'Messe Kiel', '', '', 1, '2026-11-29 05:00:57.481926+00', 'a42d5686-67b8-4c67-a4de-a473b757acbd'),
	(1, 5, 2, '2026-02-12', 'event', 75.00, 'USD', NULL, NULL, 'Badge', '', '', 1, '2026-11-29 05:00:57.481926+00', '2f6aeaff-da79-4461-9562-3a9655c45db7'),
	(2, 6, 5, '2026-03-11', 'software', 12.30, 'GBP', NULL, NULL, '', '', '', 2, '2026-11-29 05:00:57.523653+00', '076e1f29-965b-4e0c-9235-35f5760fd59f'),
	(1, 7, 1, '2026-03-19', 'content', 99.99, 'EUR', NULL, NULL, '', '', '', 1, '2026-11-29 05:00:57.544535+00', '08bafacb-c4d1-4ada-8079-1c09d0914e45');
INSERT INTO public.fit_scores (workspace_id, product_id, goal, account_id, score, reasons, model, scored_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'sales', 2, 2.6, '[{"sign": "+", "text": "Runs pumps", "weight": 3}]', 'm-1', '2026-11-29 05:00:57.359037+00'),
	(1, 1, 'sales', 3, 3.9, '[{"sign": "+", "text": "Runs pumps", "weight": 3}]', 'm-1', '2026-11-29 05:00:57.359037+00'),
	(1, 1, 'sales', 1, 1.3, '[{"sign": "+", "text": "Runs pumps", "weight": 3}]', 'm-1', '2026-11-29 05:00:57.359037+00'),
	(1, 1, 'sales', 7, 9.1, '[{"sign": "+", "text": "Runs pumps", "weight": 3}]', 'm-1', '2026-11-29 05:00:57.359037+00'),
	(1, 1, 'sales', 6, 7.8, '[{"sign": "+", "text": "Runs pumps", "weight": 3}]', 'm-1', '2026-11-29 05:00:57.359037+00'),
	(1, 1, 'sales', 8, 0.4, '[{"sign": "+", "text": "Runs pumps", "weight": 3}]', 'm-1', '2026-11-29 05:00:57.359037+00'),
	(1, 1, 'sales', 4, 5.2, '[{"sign": "+", "text": "Runs pumps", "weight": 3}]', 'm-1', '2026-11-29 05:00:57.359037+00');
INSERT INTO public.former_tokens (workspace_id, token, email) OVERRIDING SYSTEM VALUE VALUES
	(1, '1-00ff', 'old@elsewhere.example');
INSERT INTO public.imports (workspace_id, id, file_name, file_sha256, bytes, encoding, delimiter, header, header_row, samples, mapping, region, overwrite, state, error, round, rows_read, last_row, row_done, preview, outcome, list_id, list_name, claimed_by, claimed_until, created_by, created_at, finished_at, cleared_at, guess) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'leads.csv', 'abc', 812, '', '', '{Email,Company}', 1, '{}', '{"email": 0, "company": 1}', '', false, 'done', NULL, 1, 8, 0, 0, '{}', '{}', 1, '', NULL, NULL, 1, '2026-11-29 05:00:57.503668+00', '2026-02-21 09:00:00+00', '2026-02-21 09:01:00+00', '');
INSERT INTO public.import_mappings (workspace_id, header, mapping, used_at) OVERRIDING SYSTEM VALUE VALUES
	(1, '{Email,Company}', '{"email": 0}', '2026-11-29 05:00:57.504725+00');
INSERT INTO public.list_contacts (workspace_id, list_id, contact_id) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 2),
	(1, 1, 3),
	(1, 1, 1),
	(1, 1, 7),
	(1, 1, 6),
	(1, 1, 8),
	(1, 1, 4),
	(1, 1, 5),
	(1, 2, 1),
	(1, 2, 9);
INSERT INTO public.mailbox_uses (workspace_id, mailbox_id, minute, used) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-03-02 07:10:00+00', 6);
INSERT INTO public.memberships (workspace_id, person_id, role, joined_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'owner', '2026-11-29 05:00:57.246987+00'),
	(1, 2, 'campaign_manager', '2026-11-29 05:00:57.246987+00'),
	(1, 3, 'finance', '2026-11-29 05:00:57.246987+00'),
	(2, 2, 'owner', '2026-11-29 05:00:57.511359+00');
INSERT INTO public.message_texts (workspace_id, message_id, at, subject, text, quoted, html, raw) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-03-02 07:10:00+00', 'Re: Pumpen', 'Guten Tag, ja gern.', '', NULL, '\x00ff'),
	(1, 2, '2026-03-02 07:11:00+00', 'Re: Pumpen', 'Guten Tag, ja gern.', '', NULL, '\x00ff'),
	(1, 3, '2026-03-03 07:12:00+00', 'Re: Pumpen', 'Guten Tag, ja gern.', '', NULL, '\x00ff'),
	(1, 4, '2026-03-02 07:14:00+00', 'Re: Pumpen', 'Guten Tag, ja gern.', '', NULL, '\x00ff'),
	(1, 5, '2026-03-03 09:00:00+00', 'Re: Pumpen', 'Guten Tag, ja gern.', '', NULL, '\x00ff'),
	(1, 6, '2026-03-03 09:30:00+00', 'Re: Pumpen', 'Guten Tag, ja gern.', '', NULL, '\x00ff'),
	(1, 7, '2026-03-03 09:45:00+00', 'Re: Pumpen', 'Guten Tag, ja gern.', '', NULL, '\x00ff');
INSERT INTO public.messages (workspace_id, id, campaign_id, account_id, contact_id, mailbox_id, delivery_id, channel, direction, state, at, message_id, source_key, sender_email, sender_name, person_id, is_logged, account_status_before) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 1, 1, 1, 1, 'email', 'outbound', 'sent', '2026-03-02 07:10:00+00', 's.1-545d336feb6467ea4293d1fc862e88f7@fenmoor.example', NULL, NULL, '', 1, false, NULL),
	(1, 2, 1, 2, 2, 1, 3, 'email', 'outbound', 'sent', '2026-03-02 07:11:00+00', 's.1-4b8593666142c4652f792ed0ba9b6386@fenmoor.example', NULL, NULL, '', 1, false, NULL),
	(1, 3, 1, 3, 3, 1, 6, 'email', 'outbound', 'sent', '2026-03-03 07:12:00+00', 's.1-a1e34cfc492f699a8b5e09093e023571@fenmoor.example', NULL, NULL, '', 1, false, NULL),
	(1, 4, 1, 6, 6, 1, 10, 'email', 'outbound', 'sent', '2026-03-02 07:14:00+00', 's.1-c3e9eb6307a3a70368bc91ba0124cc93@fenmoor.example', NULL, NULL, '', 1, false, NULL),
	(1, 5, 1, 1, 1, 1, NULL, 'email', 'inbound', 'received', '2026-03-03 09:00:00+00', 'a1@nordwerk.example', 'imap:1', 'einkauf@nordwerk.example', '', 1, false, NULL),
	(1, 6, 1, 2, 2, 1, NULL, 'email', 'inbound', 'received', '2026-03-03 09:30:00+00', 'a2@brunnen.example', 'imap:2', 'einkauf@brunnen.example', '', 1, false, NULL),
	(1, 7, NULL, NULL, NULL, 1, NULL, 'email', 'inbound', 'received', '2026-03-03 09:45:00+00', 'a3@x.example', 'imap:3', 'stranger@x.example', '', 1, false, NULL);
INSERT INTO public.outbox_events (workspace_id, id, at, kind, campaign_id, account_id, contact_id, delivery_id, payload) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-03-03 09:00:00+00', 'reply_received', 1, 1, NULL, NULL, '{}');
INSERT INTO public.personas (workspace_id, product_id, goal, name, summary, industries, titles, pains, employees_from, employees_to, approval) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'sales', 'Waterworks', '', '{Water,Energy}', '{}', '{}', NULL, NULL, 'approved');
INSERT INTO public.practice_acts (workspace_id, id, due_at, act, payload, done_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-03-02 09:00:00+00', 'open', '{"n": 1}', NULL);
INSERT INTO public.replies (workspace_id, id, message_id, campaign_id, account_id, contact_id, enrollment_id, delivery_id, matched_by, received_at, automatic, due_at, attempts, last_error, claimed_by, claimed_until, class, confidence, reasons, back_on, classified_at, first_class, corrected_by, corrected_at, follow_up, follow_up_due_at, follow_up_by, follow_up_at, account_status_before, owner_id, done_at, done_by) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 5, 1, 1, 1, 1, NULL, 'reference', '2026-03-03 09:00:00+00', false, '2026-11-29 05:00:57.457116+00', 0, NULL, NULL, NULL, 'positive', 0.90, '{"ja gern"}', NULL, '2026-03-03 09:00:00+00', 'neutral', 2, '2026-03-03 09:00:00+00', 'due', '2026-03-04 09:00:00+00', NULL, NULL, NULL, 1, NULL, NULL),
	(1, 2, 6, 1, 2, 2, 2, NULL, 'reference', '2026-03-03 09:30:00+00', false, '2026-11-29 05:00:57.457116+00', 0, NULL, NULL, NULL, 'ooo', 0.90, '{"ja gern"}', '2026-04-02', '2026-03-03 09:30:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL),
	(1, 3, 7, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-03 09:45:00+00', false, '2026-11-29 05:00:57.457116+00', 0, NULL, NULL, NULL, NULL, 0.90, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL);
INSERT INTO public.sessions (token_hash, id, person_id, workspace_id, csrf_token, flash, address, user_agent, created_at, last_seen_at, ends_at, idles_until) OVERRIDING SYSTEM VALUE VALUES
	('\x5eed', 1, 1, 1, 'csrf', NULL, NULL, '', '2026-03-20 08:00:00+00', '2026-03-20 09:00:00+00', '2026-12-06 05:00:57.261068+00', '2026-11-29 17:00:57.261068+00');
INSERT INTO public.settings (workspace_id, key, value) OVERRIDING SYSTEM VALUE VALUES
	(1, 'replies.sla_hours', '48'),
	(1, 'sending.retry_minutes', '[30, 120]'),
	(1, 'sending.footer', '"Fenmoor Pumpen GmbH, Deichstraße 4, Hamburg"');
INSERT INTO public.step_counts (workspace_id, campaign_id, "position", waiting, sent, opened, machine_opened, clicked, replied, hard_bounced, soft_bounced, failed, refused, unconfirmed, skipped, canceled) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 0, 3, 4, 4, 2, 2, 1, 1, 1, 1, 1, 1, 0, 0),
	(1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1);
INSERT INTO public.step_deltas (workspace_id, id, campaign_id, "position", waiting, sent, opened, machine_opened, clicked, replied, hard_bounced, soft_bounced, failed, refused, unconfirmed, skipped, canceled) OVERRIDING SYSTEM VALUE VALUES
	(1, 3, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 4, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
INSERT INTO public.steps (workspace_id, campaign_id, "position", subjects, body, wait_days, wait_hours, condition, updated_at) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 0, '{"Pumpen bei {{COMPANY}}","{Kurze|Eine} Frage"}', '<p>Guten Tag {{FIRST_NAME}}</p>', 0, 0, 'always', '2026-11-29 05:00:57.407364+00'),
	(1, 1, 1, '{"Re: Pumpen"}', '<p>Noch einmal</p>', 3, 0, 'not_opened', '2026-11-29 05:00:57.407364+00'),
	(1, 3, 0, '{Schade}', '<p>Kommen Sie zurück</p>', 0, 0, 'always', '2026-11-29 05:00:57.407364+00');
INSERT INTO public.suppressions (workspace_id, email, reason, delivery_id, person_id, note, at) OVERRIDING SYSTEM VALUE VALUES
	(1, 'einkauf@quell.example', 'unsubscribed', 10, 1, '', '2026-03-02 12:00:00+00'),
	(1, 'never@elsewhere.example', 'by_hand', NULL, 1, 'asked by telephone', '2026-02-15 12:00:00+00');
INSERT INTO public.tracking_events (workspace_id, id, at, delivery_id, campaign_id, kind, visitor, judged_by, link_number, address, user_agent, details) OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-03-02 10:10:00+00', 1, 1, 'opened', 'human', 'their own mail program', NULL, '198.51.100.4', '', '{}'),
	(1, 2, '2026-03-02 12:00:00+00', 10, 1, 'unsubscribed', 'human', 'their own click', NULL, NULL, '', '{}');
SELECT pg_catalog.setval('public.accounts_id_seq', 9, true);
SELECT pg_catalog.setval('public.api_cost_deltas_id_seq', 1, true);
SELECT pg_catalog.setval('public.api_costs_id_seq', 6, true);
SELECT pg_catalog.setval('public.attachments_id_seq', 1, true);
SELECT pg_catalog.setval('public.audit_entries_id_seq', 46, true);
SELECT pg_catalog.setval('public.campaign_deltas_id_seq', 8, true);
SELECT pg_catalog.setval('public.campaigns_id_seq', 5, true);
SELECT pg_catalog.setval('public.contacts_id_seq', 9, true);
SELECT pg_catalog.setval('public.database_looks', 1, false);
SELECT pg_catalog.setval('public.decisions_id_seq', 1, true);
SELECT pg_catalog.setval('public.deliveries_id_seq', 15, true);
SELECT pg_catalog.setval('public.delivery_claims', 1, false);
SELECT pg_catalog.setval('public.enrollments_id_seq', 8, true);
SELECT pg_catalog.setval('public.expense_deltas_id_seq', 6, true);
SELECT pg_catalog.setval('public.expenses_id_seq', 7, true);
SELECT pg_catalog.setval('public.imports_id_seq', 1, true);
SELECT pg_catalog.setval('public.lists_id_seq', 2, true);
SELECT pg_catalog.setval('public.mailboxes_id_seq', 2, true);
SELECT pg_catalog.setval('public.messages_id_seq', 7, true);
SELECT pg_catalog.setval('public.outbox_events_id_seq', 1, true);
SELECT pg_catalog.setval('public.people_id_seq', 3, true);
SELECT pg_catalog.setval('public.practice_acts_id_seq', 1, true);
SELECT pg_catalog.setval('public.practice_mails_id_seq', 1, false);
SELECT pg_catalog.setval('public.products_id_seq', 3, true);
SELECT pg_catalog.setval('public.replies_id_seq', 3, true);
SELECT pg_catalog.setval('public.sessions_id_seq', 1, true);
SELECT pg_catalog.setval('public.step_deltas_id_seq', 4, true);
SELECT pg_catalog.setval('public.tracking_events_id_seq', 2, true);
SELECT pg_catalog.setval('public.unmatched_settlements_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspaces_id_seq', 2, true);
