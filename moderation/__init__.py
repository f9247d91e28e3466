"""Hanmadi (한마디): takes readers' comments, has them judged, and tells what readers may see."""
