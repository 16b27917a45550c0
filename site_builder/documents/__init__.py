"""The contract between the CMS and the builder: what a published page is, and how it is written down."""
