"""The one door to `site_builder`: snapshots, the outbox, preview, import and export."""
