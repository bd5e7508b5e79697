"""Reports as web pages: a site of a folder, or one file to mail; the same records as every other face tells.

A page is made in two steps. First what it shows is put together, as frozen views, from records and the words of
``reports``: ``runs`` (edits as they are marked), ``comparison`` (what one step changed, with what was moved linked to where
it went), ``ribbon`` (the same, drawn), ``lanes`` (versions by source), ``charts`` (figures and lengths as small lines),
``story`` and ``listing`` (of all stories), ``found`` (what a search found). Then ``rendering`` fills the templates of ``templates/``, in which nothing is computed and every
value is escaped. ``story_pages`` says which pages a story has, ``site`` which files there are, ``feed`` makes the entries of an Atom feed.

Pages load nothing from elsewhere, can be read without their script, and depend on nothing but the records.
"""

from dedupe.pages.feed import Feed, feed
from dedupe.pages.site import GENERATOR, is_page, one_page, site
from dedupe.pages.story_pages import Told

__all__ = ["GENERATOR", "Feed", "Told", "feed", "is_page", "one_page", "site"]
