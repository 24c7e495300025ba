"""Sheets into the working plan and out of it.

An uploaded file is checked (uploads, archives), read with bounds (xlsx, ods, delimited → sheet), turned into changes of
rows found by their natural keys (places, values, resource) and tried out whole (outcome); it is saved only when the
person has seen exactly these changes (waiting, admin).
"""
