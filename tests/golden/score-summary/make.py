# 28 ratings of one platform, 3 unrated reviews of another: counts that can be checked by eye
import json
for i in range(28):
    good = i >= 4
    print(json.dumps({"type": "review", "platform": "taobao", "rating": 5 if good else 1, "scale": 5,
                      "text": "质量很好，很满意" if good else ["客服态度恶劣，不回消息", "等了三天才发货，还送错了", "质量差，掉色", "等了两个小时才送到"][i]},
                     ensure_ascii=False))
for text in ("Great product, works perfectly", "Terrible quality, broke after one day, waste of money", "Excelente, muy contento, lo recomiendo"):
    print(json.dumps({"type": "review", "platform": "ebay", "text": text}))
