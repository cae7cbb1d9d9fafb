-- MySQL dump 10.13  Distrib 8.0.36
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
DROP TABLE IF EXISTS `dj_admin_users`;
CREATE TABLE `dj_admin_users` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `username` varchar(120) NOT NULL,
  `password` varchar(80) NOT NULL COMMENT 'hash; never (shown)',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
LOCK TABLES `dj_admin_users` WRITE;
INSERT INTO `dj_admin_users` VALUES (1,'boss','$2y$10$FICTIONALHASH');
UNLOCK TABLES;
CREATE TABLE `dj_carmis` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `goods_id` int NOT NULL,
  `status` tinyint(1) NOT NULL DEFAULT '1',
  `is_loop` tinyint(1) NOT NULL DEFAULT '0',
  `carmi` text NOT NULL,
  `created_at` timestamp NULL DEFAULT NULL,
  `updated_at` timestamp NULL DEFAULT NULL,
  `deleted_at` timestamp NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `idx_goods_id` (`goods_id`)
);
INSERT INTO `dj_carmis` VALUES (1,7,2,0,'SOLD-AAAA-1111','2024-03-01 00:00:00','2024-03-05 09:00:03',NULL),(2,7,2,0,'SOLD-BBBB-2222','2024-03-01 00:00:00','2024-03-05 09:00:03',NULL),
(3,7,1,0,'FREE-CCCC-3333','2024-03-02 00:00:00','2024-03-02 00:00:00',NULL),(4,8,1,1,'LOOP-DDDD-4444','2024-03-02 00:00:00',NULL,NULL),(5,9,2,0,'SOLD-AAAA-1111','2024-01-01 00:00:00','2024-01-02 00:00:00',NULL);
CREATE TABLE `dj_goods` (`id` int NOT NULL, `gd_name` varchar(200) NOT NULL, `api_hook` int);
INSERT INTO `dj_goods` (`id`, `gd_name`, `api_hook`) VALUES (7,'游戏点卡 \'100\'',NULL),(8,'Loop',0);
CREATE TABLE `dj_orders` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `order_sn` varchar(150) NOT NULL COMMENT '订单号',
  `goods_id` int NOT NULL,
  `title` varchar(200) NOT NULL,
  `type` tinyint(1) NOT NULL DEFAULT '1',
  `goods_price` decimal(10,2) NOT NULL,
  `buy_amount` int NOT NULL,
  `actual_price` decimal(10,2) NOT NULL,
  `search_pwd` varchar(200) DEFAULT '',
  `email` varchar(200) NOT NULL,
  `info` text,
  `pay_id` int DEFAULT NULL,
  `buy_ip` varchar(50) NOT NULL,
  `trade_no` varchar(200) DEFAULT '',
  `status` tinyint(1) NOT NULL,
  `created_at` timestamp NULL DEFAULT NULL,
  `updated_at` timestamp NULL DEFAULT NULL,
  `deleted_at` timestamp NULL DEFAULT NULL,
  PRIMARY KEY (`id`)
);
INSERT INTO `dj_orders` VALUES (1,'AUTO000000000001',7,'游戏点卡 x 2',1,49.50,2,99.00,'pa55','buyer@example.com','SOLD-AAAA-1111\nSOLD-BBBB-2222',1,'203.0.113.9','2024030522001400000001',4,'2024-03-05 08:59:00','2024-03-05 09:00:03',NULL);
INSERT INTO `dj_orders` VALUES (2,'HAND000000000002',8,'Loop x 1',2,10.00,1,10.00,'','two@example.com','QQ:10001\r\n卡密: 60012345',1,'2001:db8::7','2024030522001400000002',4,'2024-03-06 01:00:00','2024-03-06 05:00:00',NULL),(3,'WAIT000000000003',7,'游戏点卡 x 1',1,49.50,1,49.50,'','three@example.com','',NULL,'203.0.113.10','',-1,'2024-03-07 01:00:00','2024-03-07 01:05:00',NULL),(4,'SHORT00000000004',7,'游戏点卡 x 9',1,49.50,9,445.50,'','four@example.com','订单卡密库存不足',1,'203.0.113.11','2024030822001400000004',6,'2024-03-08 01:00:00','2024-03-08 01:02:00',NULL),(5,'LOOP000000000005',8,'Loop x 1',1,10.00,1,10.00,'','five@example.com','LOOP-DDDD-4444',1,'203.0.113.12','2024030922001400000005',4,'2024-03-09 01:00:00','2024-03-09 01:02:00',NULL),(6,'',8,'no number',1,1,1,1,'','x@example.com','',1,'','',1,NULL,NULL,NULL);
CREATE TABLE `dj_pays` (`id` int, `pay_name` varchar(200), `pay_check` varchar(50), `merchant_id` varchar(200), `merchant_key` text, `merchant_pem` text);
INSERT INTO `dj_pays` VALUES (1,'支付宝当面付','zfbf2f','2088000000000001','MERCHANT-PUBLIC','-----BEGIN PRIVATE KEY-----\nMERCHANTSECRET\n-----END PRIVATE KEY-----');
UPDATE `dj_pays` SET merchant_key='MERCHANT-AGAIN';
INSERT INTO `dj_settings` VALUES ('smtp','MAILPASS99
