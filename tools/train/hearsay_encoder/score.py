"""Scores a model on the development parts, with the scorers of the sets."""

import json
import os
import subprocess
import sys
import tempfile
import time

from . import corpora, predict
from .corpora import GUM_NC
from .decode import Reader

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
NER_MAP = "Person=person,Organisation=organisation,Location=place,PER=person,ORG=organisation,LOC=place," \
    "politician=person,politicalparty=organisation,location=place,country=place,election=event,group=none," \
    "facility=place"


class Scorer:
    def __init__(self, model, word_pieces, data, scorers=None, log=print):
        self.reader = Reader(model, word_pieces)
        self.data, self.log = data, log
        self.scorers = scorers or os.path.join(os.path.dirname(os.path.abspath(data)), "scorers")

    def scorer(self, name, *arguments):
        path = name if os.path.isabs(name) else os.path.join(self.scorers, name + ".py")
        done = subprocess.run([sys.executable, path, *arguments, "--json"], stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)

    def plain(self, name, lines, ending):
        path = os.path.join(self.folder, name + ending)
        with open(path, "w", encoding="utf-8") as file:
            file.write(lines)
        return path

    def conllu(self, name):
        lines = corpora.read_lines("%s/%s/dev.conllu" % (self.data, name))
        if name == "ud_gum":
            keep, kept = True, []
            for line in lines:
                if line.startswith("# newdoc"):
                    keep = line.split("GUM_")[1].split("_")[0] not in GUM_NC
                if keep:
                    kept.append(line)
            lines = kept
        gold = self.plain(name, "\n".join(lines), ".conllu")
        found = self.plain(name + ".found", predict.conllu(self.reader, gold), ".conllu")
        return {k: v["f1"] for k, v in self.scorer("score_conllu", gold, found).items()}

    def ner(self, name):
        ending = ".jsonl" if name == "re3d" else ".conll"
        gold = "%s/%s/dev%s" % (self.data, name, ending)
        found = self.plain(name + ".found", predict.ner(self.reader, gold), ending)
        return self.of_mentions(gold, found, "crossner" in name)

    def of_mentions(self, gold, found, events=False):
        out = {}
        for types in ("person,organisation,place",) + (("person,organisation,place,event",) if events else ()):
            figures = self.scorer("score_ner", gold, found, "--map", NER_MAP, "--types", types)
            out["f1 " + types] = figures["ALL"]["f1"]
            out["span " + types] = figures["span only"]["f1"]
        return out

    def attribution(self, name, outer):
        gold = "%s/%s/dev.jsonl" % (self.data, name)
        out = {}
        for nearest in (False, True):
            self.reader.nearest = nearest
            found = self.plain(name + ".found", predict.attribution(self.reader, gold, outer), ".jsonl")
            figures = self.scorer("score_attribution", gold, found)
            keys = ("full/overlap", "full/exact", "exact/source", "exact/cue", "exact/content")
            side = "f1" if name == "polnear" else "r"
            out.update({("nearest " if nearest else "") + k: figures[k][side] for k in keys})
        self.reader.nearest = False
        return out

    def coreference(self, name):
        gold = "%s/%s/dev.jsonl" % (self.data, name)
        found = self.plain(name + ".coref", predict.coreference(self.reader, gold), ".jsonl")
        return self.of_coreference(gold, found)

    def of_coreference(self, gold, found):
        figures = self.scorer(os.path.join(ROOT, "bench", "score_coreference.py"), gold, found, "--without",
                              ",".join(sorted(GUM_NC)))
        return {k: v["f1"] for k, v in figures.items()}

    def all(self, wanted=()):
        tasks = {"ud_ewt": lambda: self.conllu("ud_ewt"), "ud_gum": lambda: self.conllu("ud_gum"),
                 "re3d": lambda: self.ner("re3d"), "wikigold": lambda: self.ner("wikigold"),
                 "crossner_politics": lambda: self.ner("crossner_politics"),
                 "polnear": lambda: self.attribution("polnear", True),
                 "gum_attribution": lambda: self.attribution("gum_attribution", False),
                 "gum_coreference": lambda: self.coreference("gum_attribution")}
        results = {}
        with tempfile.TemporaryDirectory(prefix="hearsay-encoder-") as self.folder:
            for name, task in tasks.items():
                if not wanted or name in wanted:
                    begun = time.time()
                    results[name] = {k: round(v, 4) for k, v in task().items()}
                    self.log("%s (%.0f s)  %s" % (name, time.time() - begun,
                                                  "  ".join("%s %.3f" % x for x in results[name].items())))
        return results
