/// The tuning numbers of reports.
public enum ReportPolicy {
  /// 256 KiB between two calls of the system: below 64 KiB their cost shows, above 1 MiB the second cache is lost.
  static let flushBytes = 256 << 10
  /// SPEC section 7, "compressed when large": what opens at once in any editor stays plain.
  public static let plainRejectsBytes = 8 << 20
  /// Remainders of one channel and campaign's credits that are sorted, 256 KiB; counting more by value takes 4 MiB at most.
  static let listedRemainders = 64 << 10
  /// Conversions and ratios have six decimals (SPEC section 5).
  static let ratioDecimals = 6
  static let ratioScale: Int128 = 1_000_000
}
