package dev.carillon.torture;

/** 64 bits of FNV-1a: millions of texts are compared without being kept. */
final class Hash {
  private Hash() {}

  static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
