"""The identity vault: names, numbers and birth dates under keys that no other room holds."""
