"""A whole plan as one workbook that people edit: out, and in again with exactly what they changed."""
