-- refuse_second_sending: what may have left is never on its way again, whoever asks, and however.
--
-- The one way back is an answer that the server gave, or the certainty that nothing left: then what
-- was being sent is deferred, and claimed again in its time.
CREATE FUNCTION fn.refuse_second_sending() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'delivery % is % and cannot be % again', OLD.id, OLD.state, NEW.state
    USING ERRCODE = 'OR409';
END
$$;

CREATE TRIGGER never_sent_twice
  BEFORE UPDATE OF state ON deliveries
  FOR EACH ROW
  WHEN (
    (OLD.state NOT IN ('planned', 'claimed', 'deferred')
      AND NEW.state IN ('planned', 'claimed', 'transmitting'))
    OR (OLD.state NOT IN ('claimed', 'transmitting') AND NEW.state = 'deferred')
    OR (OLD.state NOT IN ('claimed', 'transmitting') AND NEW.state = 'transmitting')
  )
  EXECUTE FUNCTION fn.refuse_second_sending();

-- A row that is there has its words and its number: nobody makes it another e-mail.
CREATE TRIGGER always_the_same_mail
  BEFORE UPDATE OF enrolment_id, position, attempt, campaign_id, workspace_id ON deliveries
  FOR EACH ROW
  WHEN ((OLD.workspace_id, OLD.campaign_id, OLD.enrolment_id, OLD.position, OLD.attempt)
    IS DISTINCT FROM (NEW.workspace_id, NEW.campaign_id, NEW.enrolment_id, NEW.position, NEW.attempt))
  EXECUTE FUNCTION fn.refuse_second_sending();
