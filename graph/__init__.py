"""What is known, and what follows from it.

Here live the records (what an actor, a project, a tie is), the stores that keep them, the snapshot that
analyses read, and one file or folder for each question a coordinator asks of it. Nothing here knows of files that
people upload, of pages or of requests: `graph` imports no other room.
"""
