"""OData: the query options of a URL, and the grammar of ``$filter``.

Our own grammar rather than a library's: the published ones keep no positions, give up at the first
character that they do not know, recurse with every parenthesis of a stranger's URL, and know
nothing of holes.
"""
