"""Mails that wait to leave: written in the transaction of what they tell, sent by the worker."""
