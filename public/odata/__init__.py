"""The tables of data as an OData v4 feed, which Excel and Power BI read and refresh."""
