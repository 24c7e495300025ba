"""A draft plan put to public consultation: opened, proposed to, answered, closed (Legea 52/2003)."""
