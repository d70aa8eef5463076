#!/usr/bin/env python3
"""Scores whom a source means that is no name: "she said", "the company told …".

    score_sources.py GOLD.jsonl GOLD.conllu PREDICTED.jsonl [--without fiction,whow] [--json]

Gold: {id, genre, text, attributions: [{source, cue, content}], entities: [{start, end, cluster}]}; the CoNLL-U holds the same
documents ("# newdoc id"), for tags and trees. Predicted: attributions with `source_name`. Spans are compared as sets of words
(attribution_pairs.py).

Which sources count: those whose mention is a third-person pronoun (he, she, it, they, them, …; not "who") or a definite nominal
(no name; begins with the, this, that, these, those, a possessive pronoun, or a possessor: "Reed's lawyer"), and whose
coreference group has a name. A source's mention is the entity with the same words; else the longest inside it.
A mention is a name when the head of its words in the tree is a proper noun; its name is the run of proper nouns around that head, with "of",
"the", "and", hyphens and points inside it. Titles (Mr, Dr, President, …) are no part of it when other words are left.

A source is found when its attribution is paired, one to one, with a predicted one (cues share a word, or contents share at
least half of the words of both). It is right when `source_name` is a name of the group: when all words of a name of the
group are among its words, or all of its words are among the words of the group's names; case, determiners, titles and possessive s
do not count. Words that no name of the group has are then roles, as in "Oakford mayor Anna Reed".
Figures: right as share of those found, and of all. Counts are pooled over documents. Standard library only.
"""
import argparse
import json
import re
from collections import Counter

from attribution_pairs import documents, pairs, records, same_claim, share

PRONOUNS = {"he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs",
            "himself", "herself", "itself", "themselves"}
DETERMINERS = {"the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "our", "your"}
TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "prof", "professor", "president", "senator", "sen", "rep",
          "governor", "gov", "judge", "justice", "chief", "minister", "king", "queen", "prince", "princess", "st", "saint",
          "captain", "general", "rev", "reverend", "attorney"}
INSIDE_NAMES = {"of", "the", "and", "-", ".", "&", "'", "’s", "'s"}
EMPTY = {"the", "a", "an", "of", "and", "s", "de"}


class Token:
    """A word of a tree: where it stands among the characters that are no blanks, its tag, and its head in the document."""

    def __init__(self, form, begin, end, tag, head):
        self.form, self.begin, self.end, self.tag, self.head = form, begin, end, tag, head


def read_trees(text):
    """{document: [Token, …]} of CoNLL-U; words of a contraction share its characters as their forms fill them, else all."""
    out, tokens, sentence, at, shared = {}, None, [], 0, (0, "", 0)

    def close():
        base = len(tokens) - len(sentence) if tokens is not None else 0
        for place, head in enumerate(sentence):
            tokens[base + place].head = base + head - 1 if head else None
        sentence.clear()

    for line in text.split("\n"):
        if line.startswith("# newdoc id"):
            tokens, at = out.setdefault(line.split("=", 1)[1].strip(), []), 0
        cells = line.split("\t")
        if not line.strip() and tokens is not None:
            close()
        if len(cells) != 10 or "." in cells[0]:
            continue
        form = "".join(cells[1].split())
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            shared = (last, form, at)
            at += len(form)
            continue
        last, whole, start = shared
        if int(cells[0]) <= last:
            fits = whole.startswith(form)
            begin, end = (start, start + len(form)) if fits else (start, start + max(1, len(whole)))
            shared = (last if int(cells[0]) < last else 0, whole[len(form):] if fits else whole, end if fits else start)
        else:
            begin, end = at, at + len(form)
            at = end
        tokens.append(Token(form, begin, end, cells[3], None))
        sentence.append(int(cells[6]))
    return out


def name_of(tokens):
    """The name that a mention's tokens [(number, Token), …] are, or None."""
    numbers = {number for number, _ in tokens}
    heads = [place for place, (_, token) in enumerate(tokens) if token.head not in numbers]
    if not heads or tokens[heads[0]][1].tag != "PROPN":
        return None
    begin, end = heads[0], heads[0] + 1

    def goes_on(place, step):
        """How far the name reaches from here: over what stands inside names only where a proper noun follows."""
        while 0 <= place < len(tokens) and tokens[place][1].tag != "PROPN" and tokens[place][1].form.lower() in INSIDE_NAMES:
            place += step
        return place if 0 <= place < len(tokens) and tokens[place][1].tag == "PROPN" else None
    while (before := goes_on(begin - 1, -1)) is not None:
        begin = before
    while (behind := goes_on(end, 1)) is not None:
        end = behind + 1
    return " ".join(token.form for _, token in tokens[begin:end])


def with_names(document, tokens):
    """Gives the entities of a gold record their `name`, where they have one, and says whether the texts are the same."""
    solid = [place for place, c in enumerate(document["text"]) if not c.isspace()]
    if len(solid) != max((t.end for t in tokens), default=0):
        return False
    rank = {place: number for number, place in enumerate(solid)}
    for entity in document["entities"]:
        places = [rank[p] for p in range(entity["start"], entity["end"]) if p in rank]
        if places:
            inside = [(n, t) for n, t in enumerate(tokens) if t.begin >= places[0] and t.end <= places[-1] + 1]
            entity["name"] = name_of(inside)
    return True


def words_of_name(name):
    words = [w for w in re.findall(r"\w+", name.casefold()) if w not in EMPTY]
    bare = [w for w in words if w not in TITLES]
    return frozenset(bare or words)


def is_a_name(answer, names):
    """Whether `answer` is one of `names`."""
    told = words_of_name(answer or "")
    known = [words for words in map(words_of_name, names) if words]
    return bool(told and known) and (any(words <= told for words in known) or told <= frozenset().union(*known))


def form_of(text, names_something):
    """"pronouns", "nominals", or None for what does not count."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) == 1 and words[0] in PRONOUNS:
        return "pronouns"
    possessor = re.match(r"[A-Z][\w.\- ]*['’]s? \w", text)
    if words and not names_something and (words[0] in DETERMINERS or possessor):
        return "nominals"
    return None


def mention_of(source, entities, words):
    """The entity with the same words as the source, else the longest inside it."""
    best = None
    for entity in entities:
        own = words.touched([(entity["start"], entity["end"])])
        if own and own <= source and (best is None or len(own) > best[0]):
            best = (len(own), entity)
    return best[1] if best else None


def cases(document, words, gold):
    """[(index, form, names)] of the gold attributions whose sources count."""
    names = {}
    for entity in document["entities"]:
        if entity.get("name"):
            names.setdefault(entity["cluster"], []).append(entity["name"])
    out = []
    for i, roles in enumerate(gold):
        mention = mention_of(roles["source"], document["entities"], words)
        if mention and names.get(mention["cluster"]):
            form = form_of(document["text"][mention["start"]:mention["end"]], mention.get("name"))
            if form:
                out.append((i, form, names[mention["cluster"]]))
    return out


def score(gold_documents, predicted_documents, without=()):
    """`gold_documents`: with names (with_names)."""
    count = Counter()
    for document, words, gold, answers, predicted in documents(gold_documents, predicted_documents, without):
        found = pairs(gold, predicted, same_claim)
        for i, form, names in cases(document, words, gold):
            for name in (form, "all"):
                count[name] += 1
                count[name, "found"] += i in found
                count[name, "right"] += i in found and is_a_name(answers[found[i]].get("source_name"), names)
    out = {}
    for name in ("pronouns", "nominals", "all"):
        out[name] = {"gold": count[name], "found": count[name, "found"], "right": count[name, "right"],
                     "of found": share(count[name, "right"], count[name, "found"]), "of all": share(count[name, "right"], count[name])}
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("trees")
    parser.add_argument("predicted")
    parser.add_argument("--without", default="", help="genres to leave out")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with open(arguments.trees, encoding="utf-8") as file:
        trees = read_trees(file.read())
    gold = [d for d in records(arguments.gold) if with_names(d, trees.get(d["id"], []))]
    result = score(gold, records(arguments.predicted), set(filter(None, arguments.without.split(","))))
    if arguments.json:
        print(json.dumps(result, indent=1))
        return
    for name, values in result.items():
        print("%-10s %s" % (name, "  ".join("%s %s" % (k, v if isinstance(v, int) else "%.4f" % v) for k, v in values.items())))


if __name__ == "__main__":
    main()
