"""The way out to a site's own server: which addresses may be reached, how a message is signed, sent and sent again."""
