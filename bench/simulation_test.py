"""Simulated piles: the same seed gives the same bytes, and the truth is about the pages that are there."""
import argparse
import json
import pathlib
import subprocess
import tempfile
import unittest

BENCH = None


def simulated(*flags, family="a", seed=7, documents=120):
    """{name of a file: its bytes}, and the lines of truth."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([BENCH, "simulate", name, "--family", family, "--seed", str(seed), "-n", str(documents), *flags], check=True)
        folder = pathlib.Path(name)
        files = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        return files, [json.loads(line) for line in files.pop("truth.jsonl").decode().splitlines()]


class Simulated(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes(self):
        self.assertEqual(simulated(), simulated())
        self.assertNotEqual(simulated(seed=8), simulated())

    def test_truth_is_of_the_pages_that_are_there(self):
        for family in ("a", "b"):
            files, truth = simulated(family=family)
            stories = [each for each in truth if "pages" in each]
            told = {page for story in stories for page in story["pages"]} | {each["unrelated"] for each in truth if "unrelated" in each}
            self.assertEqual(told, set(files))
            for story in stories:
                self.check_story(story, files)

    def check_story(self, story, files):
        names = {origin["name"] for origin in story["origins"]}
        for origin in story["origins"]:
            self.assertLessEqual(set(origin["pages"]), set(story["pages"]))
        for allegation in story["allegations"]:
            outlets = {missing["name"] for missing in allegation["missing"]}
            for edge in allegation["edges"]:
                self.assertIn(edge["from"], names | outlets | set(allegation["pages"]))
                self.assertIn(edge["to"], outlets | set(allegation["pages"]))
                if edge["from"] in files and edge["to"] in files:
                    self.assertLess(edge["from"], edge["to"])  # nobody has it from a later page
            counts = allegation["independent_origins"]
            self.assertTrue(counts["min"] <= counts["count"] <= counts["max"])

    def test_reprints_have_the_words_and_copies_hide_the_credit(self):
        files, truth = simulated(documents=300)
        edges = [e for story in truth for a in story.get("allegations", []) for e in a["edges"]]

        def paragraphs(name):
            return [line for line in files[name].decode().splitlines() if line.startswith("<p>")]

        for kind in ("republishes", "copies"):
            chosen = [e for e in edges if e["kind"] == kind]
            self.assertTrue(chosen)
            for edge in chosen:
                words = {line.split(" - ")[-1].removeprefix("<p>").lower() for line in paragraphs(edge["from"])}
                again = [line.split(" - ")[-1].removeprefix("<p>").lower() in words for line in paragraphs(edge["to"])]
                self.assertGreaterEqual(sum(again), len(again) - 1, edge)

    def test_pages_come_as_lines_and_as_annotated_documents_too(self):
        lines, truth = simulated("--jsonl")
        self.assertEqual([json.loads(line)["id"] for line in lines["00000.jsonl"].decode().splitlines()], sorted(simulated()[0]))
        documents, of_documents = simulated("--annotated")
        self.assertEqual(truth, of_documents)
        for line in documents["documents.jsonl"].decode().splitlines():
            document = json.loads(line)
            for attribution in document["attributions"]:
                for begin, end in attribution["source"]:
                    self.assertTrue(document["text"][begin:end].strip())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True)
    known, rest = parser.parse_known_args()
    BENCH = known.bench
    unittest.main(argv=[__file__, *rest])
