"""From a file somebody brings to a version: read, shown, corrected, compared, and then stored whole.

pending      the steps: begin, read again with another mapping, confirm, forget
remembered   how an organisation had files of one shape read the last time
merging      what a followed requirement says where file and site differ; pure
comparison   what a newer file changes; pure
storing      the rows in the database
forms, views the pages
"""
