import Archive

/// What of the system's a run relies on, for those who look into a fault.
public enum Libraries {
  /// Each with its version.
  public static var texts: [String] { ArchiveLibraries.texts }
}
