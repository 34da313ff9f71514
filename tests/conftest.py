"""What all tests share: a garbage collector that does not look at the trees of a book over and over."""

from handbookpub import collector

collector.rest()
