"""Progress and oversight as tables of data, from editions and accepted reports."""
