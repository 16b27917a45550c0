"""What all pages share: the base page, slugs, site settings, the look of the admin."""
