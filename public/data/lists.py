"""Which lists of all plans are given as data, by their part of the address."""

LISTS = ("planuri", "recomandari", "sedinte")
