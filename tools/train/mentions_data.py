#!/usr/bin/env python3
"""Puts the annotated names of several sets into one form: word <TAB> label, sentences apart by an empty
line, documents by "-DOCSTART-".

    mentions_data.py DATA train|dev [SET...] > names.tsv      (DATA holds wikigold, ud_gum, ...)
    mentions_data.py --swap DATA train > names.tsv

Only openly licensed parts are read: GUM without its NC kinds, re3d without the BBC's documents. Types
become hearsay's; what is not a name ("the army", "we") is left out, and titles stay outside names
("President Obama" holds the name "Obama"). With --swap every document comes a second time with other
names in the places of its own, some of them made up (what tells a name nobody knows is its company), and
some sentences in the manner of headlines.
"""

import json
import random
import re
import subprocess
import sys

GUM_NC = {"whow", "fiction", "essay", "letter", "podcast"}
CLOSED = {"wikigold": {"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": "other"},
          "crossner_politics": {"politician": "person", "person": "person", "organisation": "organisation",
                                "politicalparty": "organisation", "event": "event", "election": "event",
                                "country": "place", "location": "place", "misc": "other"}}
GUM = {"person": "person", "organization": "organisation", "place": "place", "event": "event",
       "object": "product", "abstract": "other"}
RE3D = {"Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "group",
        "MilitaryPlatform": "product", "Weapon": "product", "Vehicle": "product",
        "DocumentReference": "other"}
FACILITIES = set("""airbase airfield airport arena avenue barracks base bridge building camp canal castle
cathedral church dam depot dome embassy factory gate harbour hotel house lighthouse mall monastery monument
mosque palace park pipeline plant plaza port prison quay railway refinery reservoir road square stadium
station street synagogue temple terminal theatre theater tower tunnel warehouse wharf""".split())
# What a name joins on its right: "University of Georgia".
LINKS = {"of", "for", "and", "the", "&", "de", "la", "del", "on", "in", "-", "'s", "’s", "to", "al", "du", "des", "von"}
TITLES = set("""mr mrs ms mx dr sir dame lord lady president minister prime secretary senator sen rep
representative congressman congresswoman governor gov mayor king queen prince princess pope bishop
archbishop judge justice general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral
professor prof chancellor ambassador sheikh ayatollah imam rev reverend father sister brother foreign
deputy vice chairman director commander chief spokesman spokeswoman premier spc pvt cpl pfc brig special
envoy uncle aunt st saint marshal emperor sultan emir count duke baron""".split())


def refined(kind, words):
    """Facilities go by their head noun; names of peoples are groups."""
    last = words[-1].lower()
    if kind in ("place", "organisation", "product") and len(words) > 1 and last in FACILITIES:
        return "facility"
    if kind == "other" and len(words) == 1 and re.search(r"(?:[ai]an|ese|ish|[aeo]li|aqi|ench|utch|eek|erman|ians?|ims?|ists|iss|wish|ews|ans|unni|hia|hi'a)s?$", last) \
            and words[0][0].isupper():
        return "group"
    return kind


def conll(path, types):
    """Sentences of (word, label); ten in a row pass for a document."""
    sentences, sentence = [], []
    for line in open(path, encoding="utf-8").read().split("\n") + [""]:
        if line.strip():
            word, tag = line.split("\t")
            sentence.append((word, tag))
        elif sentence:
            sentences.append(relabelled(sentence, types))
            sentence = []
    return [sentences[i:i + 10] for i in range(0, len(sentences), 10)]


def relabelled(sentence, types):
    words = [w for w, _ in sentence]
    labels = ["O"] * len(words)
    at = 0
    while at < len(words):
        tag = sentence[at][1]
        if tag == "O":
            at += 1
            continue
        end = at + 1
        while end < len(words) and sentence[end][1] == "I-" + tag[2:]:
            end += 1
        mark(labels, at, end, refined(types[tag[2:]], words[at:end]))
        at = end
    return list(zip(words, labels))


def mark(labels, begin, end, kind):
    labels[begin:end] = ["B-" + kind] + ["I-" + kind] * (end - begin - 1)


def capital(word):
    return word[:1].isupper() or (word[:1].isdigit() and len(word) > 1 and word[-2:] in ("st", "nd", "rd", "th"))


def name_within(words, tags, head):
    """The name around a head word: capitalised words to the left, and to the right also across links."""
    begin = end = head
    while begin > 0 and (capital(words[begin - 1]) or words[begin - 1] in ("-", "&") and begin > 1
                         and capital(words[begin - 2])) and tags[begin - 1] not in ("DET", "PRON"):
        begin -= 1
    end = head + 1
    while end < len(words):
        step = end
        while step < len(words) and words[step].lower() in LINKS and step - end < 2:
            step += 1
        if step >= len(words) or not capital(words[step]):
            break
        end = step + 1
    return begin, end


def gum(path):
    documents, sentence, opened, doc = [], [], [], None
    mentions = []
    for line in open_text(path):
        if line.startswith("# newdoc id"):
            kind = line.split("GUM_")[1].split("_")[0]
            doc = [] if kind not in GUM_NC else None
            if doc is not None:
                documents.append(doc)
        elif line.startswith("#"):
            continue
        elif not line:
            if sentence and doc is not None:
                doc.append(gum_sentence(sentence, mentions))
            sentence, mentions, opened = [], [], []
        else:
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            at = len(sentence)
            sentence.append((c[1], c[3], int(c[6]), c[7]))
            found = re.search(r"Entity=([^|]*)", c[9])
            for bit in re.findall(r"\([^()]*\)?|[^()]+\)", found.group(1)) if found else []:
                if bit.startswith("("):
                    fields = bit.strip("()").split("-")
                    if not bit.endswith(")"):
                        opened.append((fields[0], fields[1], at))
                    else:
                        mentions.append((at, at + 1, fields[1]))
                else:
                    group = bit.rstrip(")").split("-")[0]
                    for i in range(len(opened) - 1, -1, -1):
                        if opened[i][0] == group:
                            mentions.append((opened[i][2], at + 1, opened[i][1]))
                            del opened[i]
                            break
    return documents


def gum_sentence(sentence, mentions):
    words = [w for w, _, _, _ in sentence]
    labels = ["O"] * len(words)
    for begin, end, kind in sorted(mentions, key=lambda m: (m[0] - m[1], m[0])):
        kind = GUM.get(kind)
        heads = [i for i in range(begin, end) if not begin <= sentence[i][2] - 1 < end]
        if kind is None or len(heads) != 1 or sentence[heads[0]][1] != "PROPN" or not capital(words[heads[0]]):
            continue
        head = heads[0]
        within, tags = words[begin:end], [s[1] for s in sentence[begin:end]]
        if kind == "person":
            # The head with its flat parts; titles hang from it by other relations.
            parts = {head} | {i for i in range(begin, end) if sentence[i][2] - 1 == head
                              and sentence[i][3] in ("flat", "flat:name", "compound", "goeswith")
                              and sentence[i][1] == "PROPN"}
            a = b = head
            while a - 1 in parts:
                a -= 1
            while b + 1 in parts or (b + 2 < end and words[b + 1] in ("-", "'", '"') and b + 2 in parts):
                b += 1
            while a < b and words[a].lower().rstrip(".") in TITLES:
                a += 1
            if words[a].lower().rstrip(".") in TITLES and a == b:
                continue
            if sentence[head][1] == "PROPN" and a == b and words[a].endswith(("ans", "ians", "ese", "ims", "ists", "ews")):
                kind = "group"
            b += 1
        else:
            a, b = name_within(within, tags, head - begin)
            a, b = a + begin, b + begin
            while a < b - 1 and sentence[a][1] in ("DET", "PRON", "ADP", "SCONJ", "ADV"):
                a += 1
        if all(x == "O" for x in labels[a:b]):
            mark(labels, a, b, refined(kind, words[a:b]))
    return list(zip(words, labels))


TOKEN = re.compile(r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Dr|Gen|Sgt|Spc|Lt|Col|Maj|Capt|St)\.|\w+(?=(?:'s|’s|n't|n’t)\b)|'s|’s|n't|n’t|\d[\d,.:]*\d|\w+|[^\w\s]")


def re3d(path, places):
    """Its labels have gaps: a name labelled once in a document is labelled throughout, and sentences with
    capitalised words that stay unexplained are left out. A country that acts is a place, as elsewhere."""
    documents = []
    for line in open_text(path):
        d = json.loads(line) if line.strip() else None
        if d is None or d["source"].startswith("BBC"):
            continue
        tokens = [(m.start(), m.end()) for m in TOKEN.finditer(d["text"])]
        words = [d["text"][a:b] for a, b in tokens]
        labels = ["O"] * len(words)
        for e in sorted(d["entities"], key=lambda e: (e["start"] - e["end"], e["start"])):
            kind = RE3D.get(e["type"])
            inside = [i for i, (a, b) in enumerate(tokens) if a >= e["start"] and b <= e["end"]]
            if not kind or not inside:
                continue
            a, b = re3d_name(words, inside[0], inside[-1] + 1, kind)
            if kind == "organisation" and " ".join(words[a:b]) in places:
                kind = "place"
            if a < b and all(x == "O" for x in labels[a:b]):
                mark(labels, a, b, refined(kind, words[a:b]))
        repeat_names(words, labels)
        sentences = split_sentences(list(zip(words, labels)))
        documents.append([s for s in sentences if explained(s)])
    return documents


def repeat_names(words, labels):
    known = {}
    for a, label in enumerate(labels):
        if label.startswith("B-"):
            b = a + 1
            while b < len(labels) and labels[b].startswith("I-"):
                b += 1
            known[tuple(words[a:b])] = label[2:]
    for name in sorted(known, key=lambda n: (-len(n), n)):
        for a in range(len(words) - len(name) + 1):
            if tuple(words[a:a + len(name)]) == name and all(x == "O" for x in labels[a:a + len(name)]):
                mark(labels, a, a + len(name), known[name])


def explained(sentence):
    return not any(label == "O" and capital(word) and word[0].isalpha() and at > 0
                   and word.lower().rstrip(".") not in TITLES and word != "I"
                   for at, (word, label) in enumerate(sentence))


def places_of(documents):
    found = set()
    for document in documents:
        for sentence in document:
            for a, (_, label) in enumerate(sentence):
                if label == "B-place":
                    b = a + 1
                    while b < len(sentence) and sentence[b][1] == "I-place":
                        b += 1
                    found.add(" ".join(w for w, _ in sentence[a:b]))
    return found


def re3d_name(words, a, b, kind):
    """A name inside a longer phrase: all of it capitalised, after an article, titles and small words."""
    while a < b and (words[a].lower() in ("the", "a", "an", "its", "our", "his") or not capital(words[a])
                     or kind == "person" and (words[a].lower().rstrip(".") in TITLES or words[a] == "of")):
        a += 1
    if any(not capital(w) and w.lower() not in LINKS and w not in (".", ",") for w in words[a:b]):
        return 0, 0
    if kind == "person" and any(w.lower() in ("for", "of", "and", "the") for w in words[a:b]):
        return 0, 0
    if b - a == 1 and (words[a] in ("We", "I", "They", "He", "She", "It", "Our", "Their", "This", "That")
                       or words[a].lower().rstrip(".") in TITLES):
        return 0, 0
    while b > a and not capital(words[b - 1]):
        b -= 1
    return a, b


def split_sentences(rows):
    sentences, current = [], []
    for i, row in enumerate(rows):
        current.append(row)
        if row[0] in (".", "?", "!") and i + 1 < len(rows) and rows[i + 1][1][:1] != "I":
            sentences.append(current)
            current = []
    return sentences + [current] if current else sentences


def open_text(path):
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8").split("\n")
    return open(path, encoding="utf-8").read().split("\n")


def sets(data, part):
    found = {name: conll("%s/%s/%s.conll" % (data, name, part), types) for name, types in CLOSED.items()}
    found["gum"] = gum("%s/ud_gum/%s.conllu.zst" % (data, part))
    places = set().union(*(places_of(documents) for documents in found.values()))
    found["re3d"] = re3d("%s/re3d/%s.jsonl" % (data, part), places)
    return found.items()


def names_in(sentence):
    a = 0
    while a < len(sentence):
        b = a + 1
        if sentence[a][1].startswith("B-"):
            while b < len(sentence) and sentence[b][1].startswith("I-"):
                b += 1
            yield a, b, sentence[a][1][2:]
        a = b


def made_up(word, chance):
    """Other letters of the same kind in the middle of a word: "Kandahar" -> "Kindohar"."""
    letters = list(word)
    for i in range(1, len(letters)):
        if letters[i] in "aeiou" and chance.random() < 0.5:
            letters[i] = chance.choice("aeiou")
        elif letters[i] in "bdfgklmnprstvz" and chance.random() < 0.3:
            letters[i] = chance.choice("bdfgklmnprstvz")
    return "".join(letters)


def swapped(documents, chance):
    pools = {}
    for document in documents:
        for sentence in document:
            for a, b, kind in names_in(sentence):
                pools.setdefault((kind, min(b - a, 4)), []).append([w for w, _ in sentence[a:b]])
    for document in documents:
        other, rewritten = {}, []
        for sentence in document:
            out, last = [], 0
            for a, b, kind in names_in(sentence):
                out += sentence[last:a]
                own = tuple(w for w, _ in sentence[a:b])
                if own not in other:
                    name = chance.choice(pools[kind, min(b - a, 4)])
                    invent = kind in ("person", "place") and chance.random() < 0.5
                    other[own] = [made_up(w, chance) if invent else w for w in name]
                    if kind == "person" and len(own) > 1:  # the surname alone follows the full name
                        other.setdefault(own[-1:], other[own][-1:])
                out += [(w, ("I-" if i else "B-") + kind) for i, w in enumerate(other[own])]
                last = b
            rewritten.append(out + sentence[last:])
        yield rewritten


def headlines(documents):
    """Every tenth sentence with names once more, in Title Case or all in capitals, as headlines are."""
    count = 0
    for document in documents:
        for sentence in document:
            if 4 <= len(sentence) <= 20 and any(label != "O" for _, label in sentence):
                count += 1
                if count % 10 == 0:
                    shout = count % 40 == 0
                    yield [[(w.upper() if shout else w if len(w) < 4 else w[0].upper() + w[1:], label)
                            for w, label in sentence]]


def show(documents):
    for document in documents:
        print("-DOCSTART-\tO\n")
        for sentence in document:
            print("".join("%s\t%s\n" % row for row in sentence))


def main():
    swap = sys.argv[1] == "--swap"
    data, part, *wanted = sys.argv[1 + swap:]
    documents = [d for name, found in sets(data, part) if not wanted or name in wanted for d in found]
    show(documents)
    if swap:
        show(swapped(documents, random.Random(1)))
        show(headlines(documents))


if __name__ == "__main__":
    main()
