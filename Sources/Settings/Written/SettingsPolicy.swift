/// The limits of reading settings.
enum SettingsPolicy {
  /// The largest configuration file or channel map, in bytes. Files that people write have less than 100 KiB; a larger one was
  /// named by mistake.
  static let mostConfigurationBytes = 1 << 20
  /// The deepest nesting of lists and tables in a configuration. The keys need six levels at most, and each level takes stack.
  static let mostConfigurationLevels = 64
}
