INSERT INTO `orders` VALUES (1,'S1',2,0,'t',1,'1','1','0','0','1','1','p','a@example.com','K1\r\nK2',1,'::1','T',4,0,'2024-02-30 00:00:00',NULL,NULL),(2);
INSERT INTO carmis VALUES (1,2,1,0,_binary 'K1',0x4B32,'x',NULL),(,;
INSERT INTO `orders` (`order_sn`,`status`) VALUES ('S2',9),(NULL,4),('S3','4
