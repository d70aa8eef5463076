"""What counts as a person among a page's authors (persons alone), without any data."""
import unittest

import scoring


class Persons(unittest.TestCase):
    def test_forms_of_names(self):
        rows = [
            ("Ines Weiss", "", True),
            ("María de la Vega", "", True),
            ("INES WEISS", "", True),
            ("J. R. Weiss", "", True),
            ("松田大地", "", True),
            ("김민서", "", True),
            ("Staffan Lind", "", True),
            ("Weiss", "", False),
            ("ABC", "", False),
            ("LNA Town", "", False),
            ("Lake News Agency", "", False),
            ("The United Press", "", False),
            ("MM-Redaktion", "", False),
            ("Redaktionsteam Seeblick", "", False),
            ("seeblick.example", "", False),
            ("Seeblick am Morgen", "SeeblickAmMorgen", False),
            ("Catch more fish", "", False),
            ("Reporter 7 Town", "", False),
            ("湖畔新聞デジタル", "", False),
            ("", "", False),
        ]
        for name, outlet, expected in rows:
            with self.subTest(name):
                self.assertEqual(scoring.is_person(name, outlet), expected)

    def test_persons_among_authors(self):
        rows = [
            (["Ines Weiss", "ABC"], ["Ines Weiss"]),
            ("Von Ines Weiss und Paul Roth", ["Ines Weiss", "Paul Roth"]),
            ("Ines Weiss, PhD; Paul Roth", ["Ines Weiss", "Paul Roth"]),
            (["ABC", "Redaktion"], []),
            (None, []),
        ]
        for value, expected in rows:
            with self.subTest(value):
                self.assertEqual(scoring.persons(value), expected)


if __name__ == "__main__":
    unittest.main()
