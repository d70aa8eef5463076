"""Pairs of spellings to learn from, out of the Wikidata lists of a Latin word and its native spelling (Merhav and Ash 2018).

    names_pairs.py native DATA WORK   writes WORK/{cyrillic,arabic}.tsv, to learn from, and .check.tsv, for fitting what odds mean
    names_pairs.py latin DATA WORK    the same for two Latin spellings, once WORK/{cyrillic,arabic}.all.signs tell good pairs from odd ones

A check file has words kept out of learning, and as many look-alikes from the same place of the alphabet. Pairs that stand in the
labelled dev parts (pairs_*, latin_variants_*) are in no file.
"""
import collections
import gzip
import pathlib
import random
import sys

SCRIPTS = (("russian", "cyrillic"), ("arabic", "arabic"))
WORST = {"cyrillic": 5.0, "arabic": 5.0}  # nats that a spelling may lie behind the best one of the same native word
MOST = 40  # Latin spellings of one native word


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [tuple(line.rstrip("\n").split("\t")) for line in file]


def look_alikes(pairs, chance):
    """For each pair its left word beside another word's right, from the same neighbourhood in the alphabet."""
    rights = sorted({right for _, right in pairs})
    place = {right: i for i, right in enumerate(rights)}
    known = set(pairs)
    for left, right in pairs:
        for _ in range(9):
            other = rights[min(max(place[right] + chance.choice((-1, 1)) * chance.randint(1, 60), 0), len(rights) - 1)]
            if other != right and (left, other) not in known and other[0] == right[0]:
                yield left, other
                break


def sounds(path):
    """The Latin letters that stand for each native letter more often than by chance."""
    found = collections.defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        latin_letters, letter, odds = line.split("\t")
        if latin_letters and len(letter) == 1 and float(odds) > 0.3:
            found[letter].add(latin_letters)
    return found


def near_words(spelled, sound, chance, most):
    """Latin words of native words that differ in one letter, which no Latin letters write alike: two names, not two spellings."""
    without = collections.defaultdict(list)
    for word in sorted(spelled):
        if len(word) > 3:
            for i in range(len(word)):
                without[word[:i] + "*" + word[i + 1:]].append(word)
    found = set()
    for words in without.values():
        for a, b in zip(words, words[1:]):
            x, y = next((x, y) for x, y in zip(a, b) if x != y)
            if not sound[x] & sound[y] and not set(spelled[a]) & set(spelled[b]):
                found.add((spelled[a][0], spelled[b][0]))
    found = sorted(found)
    chance.shuffle(found)
    return found[:most]


def write(path, table):
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in table), encoding="utf-8")


def native(data, work, chance):
    for name, script in SCRIPTS:
        held = {row[:2] for row in rows(data / f"pairs_{name}.tsv.gz")}
        pairs = sorted(set(rows(data / f"all_{name}.tsv.gz")) - held)
        chance.shuffle(pairs)
        size = len(pairs) // 12
        check = pairs[:size]
        write(work / f"{script}.tsv", pairs[size:])
        write(work / f"{script}.check.tsv", [(*p, 1) for p in check] + [(*p, 0) for p in look_alikes(check, chance)])
        write(work / f"{script}.all.tsv", [(*p, 1) for p in pairs])


def latin(data, work, chance):
    held = {frozenset(row[:2]) for name, _ in SCRIPTS for row in rows(data / f"latin_variants_{name}.tsv.gz")}
    same, near = set(), []
    for _, script in SCRIPTS:
        spelled = collections.defaultdict(list)
        for line in (work / f"{script}.all.signs").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            spelled[cells[-1]].append((-float(cells[2]), cells[-2]))
        for word, found in spelled.items():
            found.sort()
            spelled[word] = [text for odds, text in found if odds <= found[0][0] + WORST[script]][:MOST]
        near += near_words(spelled, sounds(work / f"{script}.ops"), chance, 4000)
        for words in spelled.values():
            same.update((min(a, b), max(a, b)) for i, a in enumerate(words) for b in words[i + 1:])
    near = [p for p in near if frozenset(p) not in held and (min(p), max(p)) not in same]
    same = sorted(p for p in same if frozenset(p) not in held)
    chance.shuffle(same)
    size = len(same) // 12
    write(work / "latin.check.tsv", [(*p, 1) for p in same[:size]] + [(*p, 0) for p in look_alikes(same[:size], chance)] +
          [(*p, 0) for p in near])
    write(work / "latin.tsv", [q for a, b in same[size:] for q in ((a, b), (b, a))])


def main():
    kind, data, work = sys.argv[1:]
    (native if kind == "native" else latin)(pathlib.Path(data), pathlib.Path(work), random.Random(7))


if __name__ == "__main__":
    main()
