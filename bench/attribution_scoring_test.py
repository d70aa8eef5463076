"""The scorers of parents, sources and confidence, on small cases of our own."""
import unittest

import attribution_pairs
import score_parents
import score_reliability
import score_sources

TEXT = "Reed said the board told her that Weiss had heard the bridge fell. Roth denied it."


def spans(*pieces, text=TEXT):
    """The places of words that stand once in the text."""
    return [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]


def attribution(source, cue, content, **more):
    return {"source": spans(source) if source else [], "cue": spans(cue) if cue else [], "content": spans(content), **more}


OUTER = ("Reed", "said", "the board told her that Weiss had heard the bridge fell")
MIDDLE = ("the board", "told", "that Weiss had heard the bridge fell")
INNER = ("Weiss", "had heard", "the bridge fell")
APART = ("Roth", "denied", "it")


def document(attributions, **more):
    return {"id": "d", "text": TEXT, "attributions": attributions, **more}


def gold(*attributions):
    return [document([attribution(*a) for a in attributions])]


def predicted(*rows):
    return [document([attribution(*a, parent=parent) for a, parent in rows])]


class Pairs(unittest.TestCase):
    def test_which_is_paired(self):
        def roles(*rows):
            words = attribution_pairs.Words(TEXT)
            return [words.roles(attribution(*row)) for row in rows]
        outer_only = roles(OUTER)
        rows = [
            ("the same ones, in any order", roles(OUTER, INNER), roles(INNER, OUTER), {0: 1, 1: 0}),
            ("the one that agrees more goes first", roles(OUTER, MIDDLE), roles(MIDDLE), {1: 0}),
            ("an outer content is not the inner one", roles(INNER), outer_only, {}),
            ("half of the words of both will do", roles(("", "", "the bridge fell")), roles(("", "", "bridge fell")), {0: 0}),
            ("a cue alone will do", roles(("Roth", "denied", "it")), roles(("", "denied", "Weiss")), {0: 0}),
            ("nothing shared", roles(INNER), roles(APART), {}),
        ]
        for name, wanted, answers, expected in rows:
            with self.subTest(name):
                self.assertEqual(attribution_pairs.pairs(wanted, answers, attribution_pairs.same_claim), expected)
        self.assertEqual(attribution_pairs.pairs(roles(INNER), outer_only), {0: 0}, "sharing a word is enough for `overlap`")

    def test_marks_and_blanks_are_no_words(self):
        words = attribution_pairs.Words('"It fell, " she said.')
        self.assertEqual(words.touched([[0, 9]]), words.touched([[1, 8]]))
        self.assertEqual(len(words.touched([[0, 21]])), 4)


class Parents(unittest.TestCase):
    def test_gold_parents(self):
        words = attribution_pairs.Words(TEXT)
        rows = [
            ("the smallest that holds it", (INNER, OUTER, MIDDLE), [2, None, 1]),
            ("the cue too must stand in it", (OUTER, ("Reed", "said", "the bridge fell")), [None, None]),
            ("equal contents hold nothing", (("", "", "the bridge fell"), ("", "", "the bridge fell")), [None, None]),
        ]
        for name, attributions, expected in rows:
            with self.subTest(name):
                self.assertEqual(score_parents.gold_parents([words.roles(attribution(*a)) for a in attributions]), expected)

    def test_what_counts(self):
        rows = [
            ("both right", gold(OUTER, INNER, APART), predicted((OUTER, None), (INNER, 0), (APART, None)),
             {"nested": 1, "nested found": 1, "right": 1, "right (skip)": 1, "top found": 2, "top with a parent": 0}),
            ("a parent that gold does not mark between", gold(OUTER, INNER), predicted((OUTER, None), (MIDDLE, 0), (INNER, 1)),
             {"right": 0, "right (skip)": 1, "without a parent": 0}),
            ("one too far out", gold(OUTER, MIDDLE, INNER), predicted((OUTER, None), (MIDDLE, 0), (INNER, 0)),
             {"nested": 2, "right": 1, "right (skip)": 1}),
            ("no parent", gold(OUTER, INNER), predicted((OUTER, None), (INNER, None)),
             {"right": 0, "without a parent": 1, "right of both found": 0}),
            ("the parent not found", gold(OUTER, INNER), predicted((INNER, None)),
             {"nested found": 1, "nested both found": 0, "right of found": 0}),
            ("itself not found", gold(OUTER, INNER), predicted((OUTER, None)),
             {"nested found": 0, "right of found": 0, "right of all": 0, "top found": 1}),
            ("at the top, wrongly inside", gold(APART, OUTER), predicted((OUTER, None), (APART, 0)),
             {"top with a parent": 0.5, "top with a gold one": 0.5}),
            ("at the top, inside what gold does not mark", gold(INNER), predicted((OUTER, None), (INNER, 0)),
             {"top with a parent": 1, "top with a gold one": 0}),
            ("parents in a circle", gold(OUTER), predicted((OUTER, 1), (MIDDLE, 2), (INNER, 1)), {"top with a gold one": 0}),
            ("nothing predicted", gold(OUTER, INNER), [], {"nested": 1, "right of all": 0}),
        ]
        for name, wanted, answers, expected in rows:
            with self.subTest(name):
                result = score_parents.score(wanted, answers)
                self.assertEqual({key: result[key] for key in expected}, expected)

    def test_genres_left_out(self):
        wanted = [dict(gold(OUTER, INNER)[0], genre="fiction")]
        self.assertEqual(score_parents.score(wanted, [], {"fiction"})["nested"], 0)
        self.assertEqual(score_parents.score(wanted, [])["nested"], 1)


TREES = """# newdoc id = d
# text = Dr. Anna Reed lawyer can't go.
1\tDr.\t_\tPROPN\t_\t_\t4\tnmod:poss\t_\t_
2\tAnna\t_\tPROPN\t_\t_\t1\tflat\t_\t_
3\tReed\t_\tPROPN\t_\t_\t1\tflat\t_\t_
4\tlawyer\t_\tNOUN\t_\t_\t7\tnsubj\t_\t_
5-6\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
5\tca\t_\tAUX\t_\t_\t7\taux\t_\t_
6\tn't\t_\tPART\t_\t_\t7\tadvmod\t_\t_
7\tgo\t_\tVERB\t_\t_\t0\troot\t_\t_

1\tUniversity\t_\tPROPN\t_\t_\t0\troot\t_\t_
2\tof\t_\tADP\t_\t_\t3\tcase\t_\t_
3\tOakford\t_\tPROPN\t_\t_\t1\tnmod\t_\t_
4\tof\t_\tADP\t_\t_\t5\tcase\t_\t_
5\ttoday\t_\tNOUN\t_\t_\t1\tnmod\t_\t_
"""


class Sources(unittest.TestCase):
    def test_names_of_mentions(self):
        text = "Dr. Anna Reed lawyer can't go\nUniversity of Oakford of today"
        rows = [
            ("Dr. Anna Reed", "Dr. Anna Reed"),
            ("Anna Reed", "Anna Reed"),
            ("Dr. Anna Reed lawyer", None),
            ("University of Oakford of today", "University of Oakford"),
            ("Oakford", "Oakford"),
            ("today", None),
        ]
        tokens = score_sources.read_trees(TREES)["d"]
        self.assertEqual([t.form for t in tokens if t.tag == "AUX"], ["ca"])
        for mention, expected in rows:
            with self.subTest(mention):
                record = {"text": text, "entities": [{"start": text.index(mention), "end": text.index(mention) + len(mention)}]}
                self.assertTrue(score_sources.with_names(record, tokens))
                self.assertEqual(record["entities"][0]["name"], expected)
        self.assertFalse(score_sources.with_names({"text": "Another text", "entities": []}, tokens))

    def test_is_a_name(self):
        rows = [
            ("Anna Reed", ["Reed", "Anna Reed"], True),
            ("Reed", ["Anna Reed"], True),
            ("Dr. Reed", ["Anna Reed"], True),
            ("Oakford mayor Anna Reed", ["Reed"], True),
            ("REED’s", ["Reed"], True),
            ("Anna Weiss", ["Anna Reed"], False),
            ("President", ["President Reed"], False),
            ("the president", ["President"], True),
            ("she", ["Reed"], False),
            ("", ["Reed"], False),
            (None, ["Reed"], False),
            ("Reed", [], False),
        ]
        for answer, names, expected in rows:
            with self.subTest(f"{answer} {names}"):
                self.assertEqual(score_sources.is_a_name(answer, names), expected)

    def test_forms(self):
        rows = [
            ("she", None, "pronouns"), ("It", None, "pronouns"), ("who", None, None), ("I", None, None),
            ("the board", None, "nominals"), ("Reed's lawyer", None, "nominals"), ("her lawyer", None, "nominals"),
            ("The Lake Board", "Lake Board", None), ("a lawyer", None, None), ("lawyers", None, None),
        ]
        for text, name, expected in rows:
            with self.subTest(text):
                self.assertEqual(score_sources.form_of(text, name), expected)

    def test_what_counts(self):
        text = "Anna Reed left. She said it rained. The mayor said it hailed. They said it froze."

        def entity(words, cluster, name=None):
            return {"start": text.index(words), "end": text.index(words) + len(words), "cluster": cluster, "name": name}

        def said(source, content, **more):
            cue = text.index("said", text.index(source))
            return {"source": spans(source, text=text), "cue": [[cue, cue + 4]], "content": spans(content, text=text), **more}
        wanted = [{"id": "d", "text": text, "attributions": [
            said("She", "it rained"), said("The mayor", "it hailed"), said("They", "it froze")], "entities": [
                entity("Anna Reed", "1", "Anna Reed"), entity("She", "1"), entity("The mayor", "1"), entity("They", "2")]}]
        answers = [{"id": "d", "attributions": [said("She", "it rained", source_name="Anna Reed"),
                                                said("The mayor", "it hailed", source_name="The mayor")]}]
        result = score_sources.score(wanted, answers)
        self.assertEqual(result["pronouns"], {"gold": 1, "found": 1, "right": 1, "of found": 1, "of all": 1})
        self.assertEqual(result["nominals"], {"gold": 1, "found": 1, "right": 0, "of found": 0, "of all": 0})
        answers[0]["attributions"].pop()
        self.assertEqual(score_sources.score(wanted, answers)["all"],
                         {"gold": 2, "found": 1, "right": 1, "of found": 1, "of all": 0.5})


class Reliability(unittest.TestCase):
    def test_what_is_right(self):
        rows = [
            ("all three overlap", gold(OUTER), (OUTER, 0.9), True, True),
            ("another source", gold(OUTER), (("Roth", "said", "the board told her"), 0.9), False, True),
            ("no source in both", gold(("", "said", "the board")), (("", "said", "the board told"), 0.9), True, True),
            ("more of a cue", gold(INNER), (("Weiss", "heard", "the bridge fell"), 0.9), True, False),
            ("nowhere", gold(OUTER), (APART, 0.9), False, False),
        ]
        for name, wanted, (answer, confidence), overlap, cue in rows:
            with self.subTest(name):
                answers = [document([attribution(*answer, confidence=confidence)])]
                self.assertEqual(score_reliability.judged(wanted, answers), [(confidence, overlap)])
                self.assertEqual(score_reliability.judged(wanted, answers, "cue"), [(confidence, cue)])

    def test_each_gold_cue_counts_once(self):
        answers = [document([attribution(*OUTER, confidence=0.9), attribution(*OUTER, confidence=0.8)])]
        self.assertEqual(score_reliability.judged(gold(OUTER), answers, "cue"), [(0.9, True), (0.8, False)])

    def test_figures(self):
        rows = [
            ("none", [], 0, 0),
            ("sure and right", [(1.0, True)], 0, 0),
            ("sure and wrong", [(1.0, False)], 1, 1),
            ("half right at a half", [(0.5, True), (0.5, False)], 0, 0.25),
            ("two bins", [(0.25, True), (0.75, True)], 0.5, (0.75 ** 2 + 0.25 ** 2) / 2),
        ]
        for name, judgements, ece, brier in rows:
            with self.subTest(name):
                result = score_reliability.figures(judgements)
                self.assertAlmostEqual(result["ece"], ece)
                self.assertAlmostEqual(result["brier"], brier)

    def test_diagram(self):
        lines = score_reliability.diagram([(1.0, True), (0.95, False), (0.05, False)], width=10).split("\n")
        self.assertEqual(lines[1], "0.0–0.1        1       0.050  0.000  |")
        self.assertEqual(lines[2], "0.1–0.2        0           -      -")
        self.assertEqual(lines[10], "0.9–1.0        2       0.975  0.500  #####     |")


if __name__ == "__main__":
    unittest.main()
