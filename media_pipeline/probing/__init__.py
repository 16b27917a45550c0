"""What is a file, by its content? Playlists and documents are told here, pictures and media by those who open them."""

from media_pipeline.probing.files import probe_file, require_kind

__all__ = ["probe_file", "require_kind"]
