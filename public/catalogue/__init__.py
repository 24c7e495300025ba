"""The catalogue of the open data, in DCAT-AP, for the portals that collect catalogues."""
