# The cases of the fictional shops in this folder, told in the words that scripts/demo and tests/scripted/examples.sh define:
# a shop with its zone and names, a dispute worth fighting, one better conceded. Times are those of the shop's own files.

now=2026-03-22T09:00:00+08:00
shop paypal en Asia/Shanghai 'Northwind Prints' shop@northwind-prints.example
contest --order INV-1041 --number PP-D-28841 --reason MERCHANDISE_OR_SERVICE_NOT_RECEIVED --amount 64.00 --currency USD \
    --opened 2026-03-20T10:18:27Z --due 2026-03-30T23:59:00Z --stage CHARGEBACK --status WAITING_FOR_SELLER_RESPONSE
argue en 'On 2026-03-18 15:33:00 +08:00 the buyer wrote: "The parcel came yesterday evening, well packed." [Exhibit B, line 8]' \
    zh '买家于 2026-03-18 15:33:00 +08:00 写道：“The parcel came yesterday evening, well packed.”（包裹昨晚已收到，包装完好） [证据B 第8行]。' \
    es 'El 2026-03-18 15:33:00 +08:00 el comprador escribió: "The parcel came yesterday evening, well packed." [Prueba B, línea 8]'
concede --order INV-1047 --number PP-D-28902 --reason MERCHANDISE_OR_SERVICE_NOT_RECEIVED --amount 38.00 --currency USD \
    --opened 2026-03-21T20:40:02Z --due 2026-03-31T23:59:00Z --stage INQUIRY --status WAITING_FOR_SELLER_RESPONSE
answer reply 'a full refund of 38.00 USD'
figures 'dispute_rate 0.9%'

now=2026-05-08T12:00:00+08:00
shop card-key zh Asia/Shanghai '星钥小铺'
contest --order KQ7M2X9PLA4ZC81T --via alipay --reason not_received --amount 25.00 --currency CNY \
    --opened 2026-05-07T14:00:00+08:00 --due 2026-05-08T14:00:00+08:00
argue zh '买家于 2026-05-07 09:12:00 +08:00 写道：“我登录上去了，但是云盘速度很慢，不想要了” [图1 第7行]。' \
    en 'On 2026-05-07 09:12:00 +08:00 the buyer wrote: "我登录上去了，但是云盘速度很慢，不想要了" (logged in, found it slow, does not want it) [Picture 1, line 7]'
concede --order W3RD8HJ5NE6VB0YG --via wechatpay --reason invalid --amount 88.00 --currency CNY \
    --opened 2026-05-08T11:30:00+08:00 --due 2026-05-09T11:30:00+08:00
answer reply
figures

now=2026-05-17T09:00:00+08:00
shop okx-c2c zh Asia/Shanghai '青禾商行' '商家'
contest --order 260514194402117 --reason payer_name_mismatch --amount 3610.00 --currency CNY \
    --opened 2026-05-14T20:42:00+08:00 --due 2026-05-17T20:42:00+08:00 --stage appeal --status proof_requested
belongs 2026051422001400000000002117 --by '到账 3610.00 元，付款人与平台实名不一致'
belongs 2026051422001400000000002209 --by '原路退回'
belongs 260514194402117_payment_receipt.png --as payment_receipt
belongs 260514194402117_refund_receipt.png --as refund_record
typed 260514194402117_order_chat.png '2026-05-14 19:45:20 商家：您好，请用本人实名账户付款，第三方付款不放币，会原路退回。
2026-05-14 19:52:31 momo_7731：付了
2026-05-14 19:56:05 商家：收到的 3610 元付款人是顾三水，与平台实名韩一鸣不一致，不能放币，我现在原路全额退款。
2026-05-14 19:58:40 momo_7731：是我朋友帮我付的，快放币
2026-05-14 20:31:52 商家：3610 元已退回原付款账户，请查收后取消订单。
2026-05-14 20:40:17 momo_7731：不放币我就申诉你'
argue zh '付款凭证上的付款人与买家实名不一致 [附件5] [附件1]；买家在订单会话中写道：“是我朋友帮我付的，快放币” [附件7]。' \
    en 'The payer on the receipt is not the verified buyer [Attachment 5] [Attachment 1]; in the order chat the buyer wrote: "是我朋友帮我付的，快放币" (a friend paid for me, release quickly) [Attachment 7]'
concede --order 260515101233840 --reason not_released --amount 2160.00 --currency CNY \
    --opened 2026-05-15T10:45:00+08:00 --due 2026-05-18T10:45:00+08:00 --stage appeal --status proof_requested
answer apology '' '您 10:15 已付款，我们直到 13:02 才放行，让您等了近三个小时，这是我们的过错。'
figures 'completion 680 done 37 cancelled'

now=2026-06-10T16:00:00+08:00
shop taobao zh Asia/Shanghai '木棉手作' '木棉手作:小叶'
contest --order 4400000000010600209 --reason malicious_review \
    --opened 2026-06-09T10:00:00+08:00 --due 2026-06-12T10:00:00+08:00 --stage review
argue --drop conversation --drop shipped zh '买家 2026-06-08 21:33 写道：“差评我已经写了，你给我微信转50块钱，我就把差评删掉” [图1 第5行]。' \
    en 'On 2026-06-08 21:33:09 +08:00 the buyer wrote: "差评我已经写了，你给我微信转50块钱，我就把差评删掉" (50 yuan by WeChat, and the bad review will be deleted) [Picture 1, line 5]'
concede --order 4400000000010600321 --reason quality --amount 59.00 --currency CNY \
    --opened 2026-06-09T09:20:00+08:00 --due 2026-06-11T09:20:00+08:00 --stage onsale --status WAIT_SELLER_AGREE
answer apology '全额退款 59 元，抱枕不用寄回'
figures

now=2026-04-28T18:00:00-07:00
shop aliexpress en America/Los_Angeles 'Bluefern Store' bluefern
contest --order 8190000012340202 --number 60000000550202 --reason notReceived --amount 25.90 --currency USD \
    --opened 2026-04-25T00:40:00-07:00 --due 2026-04-30T00:40:00-07:00 --stage negotiation --status WAIT_SELLER_CONFIRM_REFUND
belongs 8190000012340202_tracking_page.pdf --as tracking_page
argue --drop conversation en '2026-04-24 09:58: "el paquete lo recogió mi hermana el miércoles" (her sister took it in) [Attachment 1, line 4]' \
    zh '买家 2026-04-24 09:58 写道：“el paquete lo recogió mi hermana el miércoles”（包裹由其姐妹代收） [附件1 第4行]。' \
    es '2026-04-24 09:58: "el paquete lo recogió mi hermana el miércoles" [Adjunto 1, línea 4]'
concede --order 8190000012340303 --number 60000000550303 --reason noMatchDesc --amount 20.00 --currency USD \
    --opened 2026-04-22T08:10:00-07:00 --due 2026-04-27T08:10:00-07:00 --stage negotiation --status WAIT_SELLER_CONFIRM_REFUND
offer refused 'refund of 4.00 USD, the buyer keeps the scarf'
offer refused 'refund of 10.00 USD, the buyer keeps the scarf'
offer open 'refund of 20.00 USD, no return'
answer apology 'a full refund of 20.00 USD; you keep the scarf'
figures
