"""Plain pages (giới thiệu, liên hệ…)."""
