"""The pages of reporting and oversight, and what the public reads of them."""
