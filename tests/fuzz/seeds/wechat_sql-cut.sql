BEGIN;
CREATE TABLE IF NOT EXISTS weflow_messages (
  session_id TEXT NOT NULL,
  local_id TEXT,
  message_id TEXT,
  create_time BIGINT NOT NULL,
  sender TEXT,
  is_send BOOLEAN NOT NULL,
  local_type INTEGER,
  media_type TEXT,
  content TEXT,
  media_path TEXT
);
CREATE INDEX IF NOT EXISTS idx_weflow_messages_session_time ON weflow_messages (session_id, create_time);
INSERT INTO weflow_messages (session_id, local_id, message_id, create_time, sender, is_send, local_type, media_type, content, media_path) VALUES ('wxid_red', '1', '7437267147299592543', 1772676000, 'wxid_red', FALSE, 1, NULL, '在吗''
第二行', NULL);
INSERT INTO weflow_messages (session_id, local_id, message_id, create_time, sender, is_send, local_type, media_type, content, media_path) VALUES ('wxid_red', '2', '637529293739295664', 1772676060, 'wxid_shop', TRUE, 3, 'image', '[图片]', 'media/images/a1.jpg');
INSERT INTO weflow_messages (session_id, local_id, message_id, create_time, sender, is_send, local_type, media_type, content, media_path) VALUES ('wxid_red', '3', '4073926741244663531', 1772676120, NULL, FALSE, 10000, NULL, '你撤回了一条消息', NULL);
COMMIT;
