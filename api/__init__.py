"""HTTP for tools and for people: the routes under `/v1`, and the pages.

Here live what a request may ask, how an answer looks (as JSON and as a page), the words of the pages in three
languages, and the headers that keep a page's browser on this machine.
Nothing here decides what overlaps or what a silo is: each
answer is read from the desk (`graph.desk`), so that pages, tools and the command line say the same.
"""
