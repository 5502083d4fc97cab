"""Mode `optimization`: what was paid twice, became dearer, or does not look like itself."""
