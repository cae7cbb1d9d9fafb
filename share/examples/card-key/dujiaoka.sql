-- MySQL dump 10.13  Distrib 8.0.36
-- fictional sample data
SET NAMES utf8mb4;

DROP TABLE IF EXISTS `admin_users`;
CREATE TABLE `admin_users` (`id` int, `username` varchar(120), `password` varchar(80), `name` varchar(255));
INSERT INTO `admin_users` VALUES (1, 'boss', '$2y$10$abcdefghijklmnopqrstuuJ9sampleSampleSampleSampleSampleSa', '店长');

CREATE TABLE `goods` (`id` int unsigned NOT NULL AUTO_INCREMENT, `group_id` int NOT NULL, `gd_name` varchar(200) NOT NULL, `actual_price` decimal(10,2) NOT NULL, `in_stock` int NOT NULL, `type` tinyint NOT NULL);
INSERT INTO `goods` (`id`, `group_id`, `gd_name`, `actual_price`, `in_stock`, `type`) VALUES (11, 1, 'Nimbus 云盘月卡', 25.00, 2, 1),(12, 1, 'Pixelpad 年度激活码', 88.00, 1, 1);

CREATE TABLE `pays` (`id` int, `pay_name` varchar(200), `pay_check` varchar(50), `merchant_id` varchar(200), `merchant_key` text, `merchant_pem` text);
INSERT INTO `pays` VALUES (2, '支付宝', 'zfbf2f', '2088000000000001', 'MERCHANT-KEY-NOT-REAL-0001', 'PEM-NOT-REAL-0001'),(3, '微信支付', 'wescan', '1900000001', 'MERCHANT-KEY-NOT-REAL-0002', 'PEM-NOT-REAL-0002');

CREATE TABLE `carmis` (`id` int, `goods_id` int, `status` tinyint, `is_loop` tinyint, `carmi` text, `created_at` timestamp NULL, `updated_at` timestamp NULL, `deleted_at` timestamp NULL);
INSERT INTO `carmis` VALUES (901, 11, 2, 0, 'NMBS-A1Q8-77KD-PW3E', '2026-05-01 10:00:00', '2026-05-05 11:02:58', NULL);
INSERT INTO `carmis` VALUES (902, 11, 2, 0, 'NMBS-7F3K-Q9WD-2HXA', '2026-05-01 10:00:00', '2026-05-06 20:14:35', NULL);
INSERT INTO `carmis` VALUES (903, 11, 2, 0, 'NMBS-C5Z2-18MN-RT6Y', '2026-05-01 10:00:00', '2026-05-09 22:46:01', NULL);
INSERT INTO `carmis` VALUES (904, 11, 2, 0, 'NMBS-D9L4-33BV-QA7U', '2026-05-01 10:00:00', '2026-05-09 22:46:01', NULL);
INSERT INTO `carmis` VALUES (905, 11, 1, 0, 'NMBS-E2W7-54HG-LS8I', '2026-05-01 10:00:00', '2026-05-01 10:00:00', NULL);
INSERT INTO `carmis` VALUES (906, 11, 1, 0, 'NMBS-F8R1-61JC-MD9O', '2026-05-01 10:00:00', '2026-05-01 10:00:00', NULL);
INSERT INTO `carmis` VALUES (911, 12, 2, 0, 'PXPD-4T6M-90VX-KE2R', '2026-04-20 18:00:00', '2026-05-08 09:31:12', NULL);
INSERT INTO `carmis` VALUES (912, 12, 1, 0, 'PXPD-8U3N-27QZ-YB5T', '2026-04-20 18:00:00', '2026-04-20 18:00:00', NULL);

CREATE TABLE `orders` (`id` int, `order_sn` varchar(150), `goods_id` int, `coupon_id` int, `title` varchar(200), `type` tinyint, `goods_price` decimal(10,2), `buy_amount` int, `coupon_discount_price` decimal(10,2), `wholesale_discount_price` decimal(10,2), `total_price` decimal(10,2), `actual_price` decimal(10,2), `search_pwd` varchar(200), `email` varchar(200), `info` text, `pay_id` int, `buy_ip` varchar(50), `trade_no` varchar(200), `status` tinyint, `coupon_ret_back` tinyint, `created_at` timestamp NULL, `updated_at` timestamp NULL, `deleted_at` timestamp NULL);
INSERT INTO `orders` VALUES (301, 'P2HF6K0QS8TD3LRM', 11, NULL, 'Nimbus 云盘月卡 x 1', 1, '25.00', 1, '0.00', '0.00', '25.00', '25.00', 'sx2211', 'shen.xi@example.com', 'NMBS-A1Q8-77KD-PW3E', 2, '203.0.113.40', '2026050522001499210536801122', 4, 0, '2026-05-05 11:02:10', '2026-05-05 11:02:58', NULL);
INSERT INTO `orders` VALUES (302, 'KQ7M2X9PLA4ZC81T', 11, NULL, 'Nimbus 云盘月卡 x 1', 1, '25.00', 1, '0.00', '0.00', '25.00', '25.00', 'qiao0506', 'lin.qiao@example.com', 'NMBS-7F3K-Q9WD-2HXA', 2, '198.51.100.23', '2026050622001499210544107733', 4, 0, '2026-05-06 20:13:40', '2026-05-06 20:14:35', NULL);
INSERT INTO `orders` VALUES (303, 'W3RD8HJ5NE6VB0YG', 12, NULL, 'Pixelpad 年度激活码 x 1', 1, '88.00', 1, '0.00', '0.00', '88.00', '88.00', 'zn8899', 'zhou.ning@example.org', 'PXPD-4T6M-90VX-KE2R', 3, '192.0.2.77', '4200002266202605089910457712', 4, 0, '2026-05-08 09:30:05', '2026-05-08 09:31:12', NULL);
INSERT INTO `orders` VALUES (304, 'B9YT4CW1GJ7XN5UD', 11, NULL, 'Nimbus 云盘月卡 x 2', 1, '25.00', 2, '0.00', '0.00', '50.00', '50.00', 'hao', 'wang.hao@example.net', 'NMBS-C5Z2-18MN-RT6Y\nNMBS-D9L4-33BV-QA7U', 2, '203.0.113.91', '2026050922001499210551230945', 4, 0, '2026-05-09 22:45:18', '2026-05-09 22:46:01', NULL);
INSERT INTO `orders` VALUES (305, 'M6EV0PZ3AK8QS2HC', 12, NULL, 'Pixelpad 年度激活码 x 1', 1, '88.00', 1, '0.00', '0.00', '88.00', '88.00', '', 'li.mei@example.com', NULL, 3, '203.0.113.130', '', -1, 0, '2026-05-10 08:00:00', '2026-05-10 08:05:30', NULL);
