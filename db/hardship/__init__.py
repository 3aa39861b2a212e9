"""Requests for help, in a database of their own: nothing here knows a campaign or an answer."""
