"""From draft to edition: submitted, returned, scheduled, published; previews and signed acts."""
