"""The elements of a level in one grid."""
