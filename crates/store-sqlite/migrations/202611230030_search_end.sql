DROP TABLE message_text;
