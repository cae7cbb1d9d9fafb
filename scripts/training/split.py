#!/usr/bin/env python3
"""Reads the labelled reviews and prints `part, source, label, text` lines for the trainer.

A row is held out by a hash of its normalised text, never by its row id: the public sets contain each other's rows, and a
split by row id lets the same text stand on both sides. Later copies of a normalised text are dropped for the same reason.
"""
import csv, hashlib, re, sys, unicodedata


def norm(text):
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text).lower())


def rows(folder, seeds):
    for name, source in (("zh_shopping", "zh_shopping"), ("zh_takeaway", "zh_takeaway"), ("en_sentences", "en_sentences"),
                         ("en_movie_snippets", "en_movies")):
        with open(f"{folder}/{name}.tsv", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                parts = line.rstrip("\n").split("\t", 2)
                if len(parts) == 3:
                    yield source, parts[1], parts[2]
    with open(f"{folder}/es_products.csv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield "es_products", row["label"], row["review"]
    with open(seeds, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                label, text = line.rstrip("\n").split("\t", 1)
                yield "seeds", label, text


def main():
    folder, seeds = sys.argv[1:3]
    seen, out = set(), []
    for source, label, text in rows(folder, seeds):
        key = norm(text) or text
        digest = int(hashlib.sha256(key.encode()).hexdigest(), 16)
        if key in seen:
            continue
        seen.add(key)
        # Our own seed sentences are never a test: they were written to be easy.
        part = "test" if digest % 5 == 0 and source != "seeds" else "train"
        text = " ".join(text.split())
        # Ordered by hash: the sets are sorted by label, and the order must not depend on anything else.
        out.append((digest, f"{part}\t{source}\t{label}\t{text}\n"))
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.writelines(line for _, line in sorted(out))


main()
