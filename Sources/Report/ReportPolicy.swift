/// The tuning numbers of reports.
public enum ReportPolicy {
  /// 256 KiB between two calls of the system: below 64 KiB their cost shows, above 1 MiB the second cache is lost.
  static let flushBytes = 256 << 10
  /// Room for the row that crosses `flushBytes`: nearly every row is shorter, and a longer one only moves the text once.
  static let rowRoom = 64 << 10
  /// Specification, section 7, "compressed when large": what opens at once in any editor stays plain.
  public static let plainRejectsBytes = 8 << 20
}
