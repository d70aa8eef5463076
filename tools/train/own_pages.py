"""Writes small pages of our own for the classifier of blocks: what the public sets have little of.

    own_pages.py SAMPLE FOLDER [--count 400]

Their prose is the sample corpus's (data/sample, CC0), their furniture stands below. Each page draws a skeleton, names
of classes that say something or nothing, and pieces: credits and quotations, which belong to an article; captions,
posts' and authors' lines, calls to subscribe, lists of other articles, comments, which do not. FOLDER/gold.json has the
text of each article. The same count gives the same pages.
"""
import argparse
import html
import json
import pathlib
import random
import re

NAMES = ["Ines Weiss", "Aurelio Quispe", "Harriet Lowe", "Baba Iddrisu", "Winifred Tahana", "Colm Hegarty", "Solveig Aas",
         "Tomasz Kowal", "Marta Ilves", "Jean Lefort", "Nadia Haddad", "Pavel Dvorak"]
PLACES = ["Harbour", "Meadow", "Mill", "Lantern", "Quarry", "North", "Danube", "Altura"]
KINDS = ["Daily", "Courier", "Wire", "Monitor", "Post", "Chronicle"]
CALLS = ["Subscribe to our newsletter and never miss a story.", "Sign up for our daily briefing.",
         "Get the best of our reporting in your inbox every morning.", "Support independent journalism: become a member today.",
         "Abonnieren Sie unseren Newsletter und verpassen Sie nichts.", "Inscrivez-vous à notre lettre d'information.",
         "Suscríbete a nuestro boletín y recibe las noticias del día.", "Our reporting is free for all. Please consider a donation.",
         "Follow us on Telegram and on Facebook for the latest.", "Like what you read? Buy us a coffee.",
         "Подписывайтесь на наш канал.", "Already a subscriber? Log in to continue reading this article.",
         "Download our app to read the news wherever you are."]
RULES = ["© 2019 {outlet}. All rights reserved.", "The views expressed in this article are the author's own and not those of {outlet}.",
         "This article may not be republished without the consent of {outlet}.", "Disclaimer: {outlet} is not responsible for outside content.",
         "Alle Rechte vorbehalten.", "If you have found a mistake in the text, select it and tell us.",
         "Comments are moderated. Please keep to the subject.", "Advertisement", "Article continues below"]
MORE = ["Read more:", "Read also", "Related stories", "More on this", "Lesen Sie auch:", "À lire aussi", "Lea también", "Most read",
        "You may also like", "Читайте также", "In other news"]
CREDITS = ["(Reporting by {name}; editing by {other})", "First published by {outlet} on {day}. Republished with permission.",
           "This report was first published by {outlet}.", "With reporting from {outlet}.", "Additional reporting by {name} in Vidin.",
           "Source: {outlet}", "{name} contributed to this report.", "Translated from the original by {name}."]
CREDITED = ["Photo: {name} / {outlet}", "A street near the market, seen on Friday. Photograph: {name}", "File photo. ({outlet})",
            "Image by {name}", "People wait outside on Monday morning. ({name} for {outlet})", "Foto: {name}"]
AUTHORS = ["{name} covers courts and councils for {outlet}.", "{name} is a reporter at {outlet}. Follow her on Twitter.",
           "{name} has written for {outlet} since 2009 and lives by the river with two dogs.", "About the author: {name} writes on health and schools."]
REMARKS = ["I was there and it was not like that at all.", "who believes this?? my cousin says two hundred",
           "Thank you for reporting on this, nobody else did.", "first", "The council should resign, every one of them.",
           "You forgot to say that the same thing happened in March."]
DAYS = ["5 May 2015", "May 5, 2015", "13.03.2017", "March 14, 2017, 10:30", "Tuesday, 5 May 2015", "2 Dec 2018 09:12 GMT"]
TELLING = {"body": ["article-body", "entry-content", "story__content", "post-content", "text"], "byline": ["byline", "author", "meta"],
           "related": ["related", "more-stories", "recirc", "teasers"], "call": ["newsletter", "promo", "signup", "donate"],
           "comments": ["comments", "discussion", "replies"], "bio": ["author-box", "bio", "about-author"], "caption": ["caption", "wp-caption-text"],
           "footer": ["footer", "site-info", "bottom"], "page": ["page", "wrap", "site", "container"]}


class Draw:
    """One page as it grows: its HTML, and the lines that are article."""

    def __init__(self, random_, prose, headings):
        self.random, self.prose, self.headings, self.gold = random_, prose, headings, []
        self.paragraphs = []  # of the article, so far
        self.outlet = random_.choice(PLACES) + " " + random_.choice(KINDS)
        self.telling = random_.random() < 0.5

    def fill(self, text):
        name, other = self.random.sample(NAMES, 2)
        return text.format(name=name, other=other, outlet=self.outlet, day=self.random.choice(DAYS))

    def classes(self, what):
        if not self.telling:
            return "" if self.random.random() < 0.5 else ' class="%s"' % "".join(self.random.choices("abcdefgh123", k=6))
        return ' class="%s"' % self.random.choice(TELLING[what])

    def some(self, lines):
        return html.escape(self.fill(self.random.choice(lines)), quote=False)

    def body(self, text, tag="p"):
        self.gold.append(text)
        return "<%s>%s</%s>\n" % (tag, html.escape(text, quote=False), tag)

    def post(self):
        """An embedded post: its words and its line are taken whole."""
        words, line = self.random.choice(self.prose), self.fill("— {name} (@%s) " % self.random.choice(["roe", "lamp", "desk"]))
        day = self.random.choice(DAYS)
        self.gold += [words, line + day]
        return ('<blockquote class="twitter-tweet"><p>%s</p>%s<a href="#">%s</a></blockquote>\n' %
                (html.escape(words, quote=False), line, day))

    def between(self):
        """Something that stands between two paragraphs."""
        at = self.random.random()
        if at < 0.1:
            return self.body(self.random.choice(self.headings), self.random.choice(["h2", "h3"]))
        if at < 0.17:
            return "<figure><img src=a.jpg><figcaption%s>%s</figcaption></figure>\n" % (self.classes("caption"), self.some(CREDITED))
        if at < 0.22:
            return "<div%s><img src=a.jpg><p>%s</p></div>\n" % (self.classes("caption"), self.some(CREDITED))
        if at < 0.28:
            return "<%s%s>%s</%s>\n" % ("p", self.classes("call"), self.some(CALLS), "p")
        if at < 0.33:
            return '<p><a href="/x">%s %s</a></p>\n' % (self.some(MORE), html.escape(self.random.choice(self.headings)))
        if at < 0.37:
            return self.post()
        if at < 0.42:
            quote = self.random.choice(self.prose)
            self.gold.append(quote)
            return "<blockquote><p>%s</p></blockquote>\n" % html.escape(quote, quote=False)
        if at < 0.46:
            rows = [text.split(". ")[0][:90] for text in self.random.sample(self.prose, 3)]
            self.gold += rows
            return "<ul>%s</ul>\n" % "".join("<li>%s</li>" % html.escape(row, quote=False) for row in rows)
        if at < 0.5 and self.paragraphs:  # a pull quote: words that stand in a paragraph too
            sentences = [text for text in re.split(r"(?<=[.!?”]) ", self.random.choice(self.paragraphs)) if len(text) > 40]
            quote = html.escape(self.random.choice(sentences or [""]), quote=False)
            return self.random.choice(["<blockquote>%s</blockquote>\n", "<aside><p>%s</p></aside>\n", "<div><p>%s</p></div>\n"]) % quote
        if at < 0.53:
            rows = [(heading, str(self.random.randrange(9, 900))) for heading in self.random.sample(self.headings, 3)]
            self.gold += [cell for row in rows for cell in row]
            return "<table>%s</table>\n" % "".join("<tr><td>%s</td><td>%s</td></tr>" % (html.escape(a), b) for a, b in rows)
        return ""

    def article(self):
        parts = []
        for text in self.random.sample(self.prose, self.random.randrange(2, 13)):
            self.paragraphs.append(text)
            parts += [self.body(text), self.between()]
        if self.random.random() < 0.4:
            parts.append(self.body(self.fill(self.random.choice(CREDITS))))
        for lines, what, chance in ((CALLS, "call", 0.35), (AUTHORS, "bio", 0.25), (RULES, "footer", 0.3)):
            if self.random.random() < chance:
                parts.append("<p%s>%s</p>\n" % (self.classes(what) if self.random.random() < 0.4 else "", self.some(lines)))
        return "".join(parts)

    def list_of_others(self):
        items = "".join('<li><a href="/x">%s</a>%s</li>' % (html.escape(heading), self.random.choice(
            ["", "<p>%s</p>" % html.escape(self.random.choice(self.prose)[:110], quote=False) + "…"]))
                        for heading in self.random.sample(self.headings, 4))
        return "<div%s><h3>%s</h3><ul>%s</ul></div>\n" % (self.classes("related"), self.some(MORE), items)

    def comments(self):
        items = "".join("<%s><b>%s</b> %s<p>%s</p></%s>" % ("div", self.random.choice(NAMES), self.some(DAYS), self.some(REMARKS), "div")
                        for _ in range(self.random.randrange(1, 5)))
        return "<div%s><h4>Comments</h4>%s</div>\n" % (self.classes("comments"), items)

    def page(self):
        title = self.random.choice(self.headings)
        outer, inner = self.random.choice([("article", "div"), ("div", "div"), ("main", "article"), ("td", "div"), ("section", "section")])
        byline = "<%s%s>By %s</%s>" % ("div", self.classes("byline"), self.random.choice(NAMES), "div") if self.random.random() < 0.7 else ""
        day = "<div>%s</div>" % self.some(DAYS) if self.random.random() < 0.6 else ""
        article = self.article()
        after = "".join(make() for make, chance in ((self.list_of_others, 0.5), (self.comments, 0.35)) if self.random.random() < chance)
        inside = self.random.random() < 0.5
        return ("<html><head><title>%s | %s</title></head><body><div%s><div><a href=/>%s</a></div>%s\n"
                "<%s><h1>%s</h1>%s%s\n<%s%s>\n%s</%s>%s</%s>%s<div%s><p>%s</p></div></div></body></html>" % (
                    html.escape(title), self.outlet, self.classes("page"), self.outlet,
                    "<ul><li><a href=/a>News</a></li><li><a href=/b>World</a></li></ul>" if self.random.random() < 0.7 else "",
                    outer, html.escape(title), byline, day, inner, self.classes("body"), article, inner, after if inside else "", outer,
                    "" if inside else after, self.classes("footer"), self.some(RULES)))


def sample_texts(folder):
    """Paragraphs and headings of the sample corpus."""
    prose, headings = [], []
    for path in sorted(folder.glob("pages/*.html")):
        page = path.read_bytes().decode("utf-8", "replace")
        for tag, text in re.findall(r"<(p|h1|h2|h3|h4)\b[^>]*>(.*?)</\1>", page, re.S):
            text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())
            if tag == "p" and len(text) > 110:
                prose.append(text)
            elif tag != "p" and len(text) > 25:
                headings.append(text)
    return sorted(set(prose)), sorted(set(headings))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sample", type=pathlib.Path), parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=400)
    arguments = parser.parse_args()
    prose, headings = sample_texts(arguments.sample)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    gold = {}
    for number in range(arguments.count):
        draw = Draw(random.Random(number), prose, headings)
        name = "own-%04d.html" % number
        (arguments.folder / name).write_text(draw.page(), encoding="utf-8")
        gold[name] = "\n".join(draw.gold)
    (arguments.folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")


if __name__ == "__main__":
    main()
