"""The store in a browser: Datasette on the file, read-only, with our pages of stories and comparisons made as they are asked for.

``server`` makes the application and runs it, ``plugin`` is what Datasette asks, ``answers`` makes our pages (the templates of
``pages``, at the addresses that a site of files has, so that their links lead to one another here as there), ``guard`` stands before
all of it, ``metadata`` says what tables are called and which questions are at hand.

Needs the extra ``browse``; only ``plugin`` and ``server`` import Datasette.
"""
