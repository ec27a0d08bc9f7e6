-- Nothing is sent during this time after a launch, so that the launch can be undone completely.
INSERT INTO setting_defaults (key, value, explanation, least, most, is_whole) VALUES
  ('sending.launch_hold_seconds', '30', 'Seconds after a launch in which nothing is sent and the launch can be undone',
    0, 3600, true);
