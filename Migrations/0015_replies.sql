CREATE TYPE reply_class AS ENUM (
  'positive', 'neutral', 'negative', 'not_now', 'wrong_person', 'ooo', 'unsubscribe'
);
CREATE TYPE follow_up_state AS ENUM (
  'due', 'contacted', 'meeting_booked', 'converted', 'not_relevant'
);

-- What came in and is to be read: the queue of the classifier, and the record of what it said.
CREATE TABLE replies (
  workspace_id bigint NOT NULL DEFAULT rule.workspace(),
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  message_id bigint NOT NULL,
  campaign_id bigint,
  account_id bigint,
  contact_id bigint,
  enrolment_id bigint,
  delivery_id bigint,
  -- How it was matched: reference, token, address; NULL: it matches nobody.
  matched_by text,
  received_at timestamptz NOT NULL DEFAULT now(),
  -- Its headers say that a program wrote it.
  automatic boolean NOT NULL DEFAULT false,
  due_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  claimed_by text,
  claimed_until timestamptz,
  class reply_class,
  confidence numeric(3, 2),
  reasons text[],
  -- Of an absence: the day on which they are back.
  back_on date,
  classified_at timestamptz,
  -- What was said first, when a person has corrected it.
  first_class reply_class,
  corrected_by bigint REFERENCES people,
  corrected_at timestamptz,
  -- Of a positive one: by when somebody must have answered, and what became of it.
  follow_up follow_up_state,
  follow_up_due_at timestamptz,
  follow_up_by bigint REFERENCES people,
  follow_up_at timestamptz,
  -- What the account was before a meeting or a sale moved it on, for whoever takes that back.
  account_status_before account_status,
  owner_id bigint REFERENCES people,
  -- A person has done what was to be done; NULL: it lies in the tray.
  settled_at timestamptz,
  settled_by bigint REFERENCES people,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages,
  FOREIGN KEY (workspace_id, campaign_id, account_id) REFERENCES campaign_accounts,
  FOREIGN KEY (workspace_id, enrolment_id) REFERENCES enrolments,
  CONSTRAINT one_reply_per_message UNIQUE (workspace_id, message_id),
  CONSTRAINT classified_means_with_reasons CHECK (class IS NULL OR cardinality(reasons) > 0),
  CONSTRAINT corrected_means_the_first_is_kept
    CHECK ((corrected_by IS NULL) = (corrected_at IS NULL)
      AND (corrected_by IS NULL OR first_class IS NOT NULL)),
  CONSTRAINT follow_up_has_a_time CHECK ((follow_up IS NULL) = (follow_up_due_at IS NULL))
);
CREATE INDEX replies_waiting ON replies (due_at, id) WHERE class IS NULL;
CREATE INDEX replies_by_time ON replies (workspace_id, received_at DESC, id DESC);
CREATE INDEX replies_to_settle ON replies (workspace_id, received_at DESC, id DESC)
  WHERE settled_at IS NULL;
CREATE INDEX replies_unmatched ON replies (workspace_id, received_at DESC, id DESC)
  WHERE matched_by IS NULL;
CREATE INDEX replies_by_class ON replies (workspace_id, class, received_at DESC, id DESC);
CREATE INDEX replies_of_campaign ON replies (workspace_id, campaign_id, received_at DESC, id DESC);
CREATE INDEX replies_of_campaign_account ON replies (workspace_id, campaign_id, account_id);
CREATE INDEX replies_of_enrolment ON replies (workspace_id, enrolment_id);
CREATE INDEX replies_to_follow_up ON replies (workspace_id, follow_up_due_at, id)
  WHERE follow_up = 'due';
CREATE INDEX replies_followed_up ON replies (workspace_id, follow_up_at DESC, id DESC)
  WHERE follow_up IS NOT NULL AND follow_up <> 'due';

SELECT rule.wall('replies');
