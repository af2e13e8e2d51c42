/// The tuning numbers of this target.
enum DiscoveryPolicy {
  /// Bytes of a text whose records are found and scanned at once; doubled where one record is longer.
  static let pieceBytes = 256 << 10
}
