"""What a request is answered with: public pages, publication, operations."""
