// Datasette's table.js asks for this in a script of the page, which our policy forbids.
"use strict";
window.DATASETTE_ALLOW_FACET = true;
