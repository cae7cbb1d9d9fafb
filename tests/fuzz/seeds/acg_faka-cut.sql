-- MySQL dump 10.13  Distrib 8.0.36
/*!40103 SET TIME_ZONE='+00:00' */;
DROP TABLE IF EXISTS `acg_card`;
CREATE TABLE `acg_card` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `owner` int unsigned NOT NULL DEFAULT '0',
  `commodity_id` int unsigned NOT NULL,
  `draft` varchar(255) DEFAULT NULL,
  `secret` varchar(760) NOT NULL COMMENT '卡密信息',
  `create_time` datetime NOT NULL,
  `purchase_time` datetime DEFAULT NULL,
  `order_id` int unsigned DEFAULT NULL,
  `status` tinyint unsigned NOT NULL DEFAULT '0',
  `note` varchar(64) DEFAULT NULL,
  `race` varchar(32) DEFAULT NULL,
  PRIMARY KEY (`id`)
);
INSERT INTO `acg_card` VALUES (1,0,3,NULL,'GOOD-KEY1-2345-6789','2026-03-01 08:00:00','2026-03-05 09:01:30',11,1,NULL,NULL),(2,0,3,NULL,'FREE-KEY2-AAAA-BBBB','2026-03-01 08:00:00',NULL,NULL,0,NULL,NULL),(3,0,3,NULL,'HELD-KEY3-CCCC-DDDD','2026-03-01 08:00:00',NULL,12,2,NULL,NULL);
CREATE TABLE `acg_commodity` (`id` int, `category_id` int, `name` varchar(255), `delivery_way` tinyint, `code` varchar(64));
INSERT INTO `acg_commodity` VALUES (3,1,'Steam 充值卡',0,'8AE80574F3CA98BE'),(4,1,'代充',1,'8AE80574F3CA98BF');
CREATE TABLE `acg_config` (`id` int, `key` varchar(128), `value` text);
INSERT INTO `acg_config` VALUES (10,'sms_config','{\"accessKeySecret\":\"VERYSECRETCONFIG\"}');
CREATE TABLE `acg_order` (`id` int, `owner` int, `user_id` int, `trade_no` char(19), `amount` decimal(10,2), `commodity_id` int, `card_id` int, `card_num` int, `pay_id` int, `create_time` datetime, `create_ip` varchar(64), `create_device` tinyint, `pay_time` datetime, `status` tinyint, `secret` longtext, `password` varchar(32), `contact` varchar(32), `delivery_status` tinyint, `race` varchar(32));
INSERT INTO `acg_order` VALUES (11,0,0,'1703051010101234567',9.90,3,NULL,2,1,'2026-03-05 09:01:10','203.0.113.7',1,'2026-03-05 09:01:29',1,'GOOD-KEY1-2345-6789\nSOLD-KEY9-9999-8888','searchpw99','jane@example.com',1,'50元'),
(12,0,0,'1703051010101234568',9.90,3,NULL,1,1,'2026-03-05 10:00:00','203.0.113.8',0,NULL,0,NULL,NULL,'13800005555',0,NULL),
(13,5,0,'1703051010101234569',50.00,4,NULL,1,1,'2026-03-05 11:00:00','203.0.113.9',2,'2026-03-05 11:00:30',1,'已充值，请查收',NULL,'5550123',1,NULL),
(14,5,0,'short',50.00);
CREATE TABLE `acg_pay` (`id` int, `name` varchar(16), `icon` varchar(255), `code` varchar(32), `handle` varchar(32));
INSERT INTO `acg_pay` VALUES (1,'支付宝','/secret-icon.png','alipay','Epay');
CREATE TABLE `acg_ticket` (`id` int, `ticket_no` char(22), `user_id` int, `type` tinyint, `priority` tinyint, `status` tinyint, `title` varchar(100), `commodity_id` int, `commodity_name` varchar(255), `order_id` int, `order_trade_no` char(19), `create_time` datetime, `update_time` datetime);
INSERT INTO `acg_ticket` VALUES (7,'T2026030509300012345678',5,1,1,2,'卡密打不开',3,'Steam 充值卡',11,'1703051010101234567','2026-03-05 09:30:00','2026-03-05 10:00:00');
INSERT INTO `acg_ticket_message` VALUES (71,7,0,5,'阿明',0,'<p>卡密打不开，见图<br