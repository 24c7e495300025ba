"""What the oversight body does: sittings, recommendations, briefings and yearly reports."""
